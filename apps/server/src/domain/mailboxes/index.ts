// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  connectByOAuth,
  createMailbox,
  deleteMailbox,
  requireOwnMailbox,
  updateMailbox,
} from './commands.js';
export { openMailbox, publicHalf, renewMailboxTokens, resealMailboxes } from './directory-queries.js';
export { noteDomainCheck, noteSent, setMailboxTrouble } from './health-commands.js';
export { PRESETS } from './presets.js';
export { type Mailbox, findMailboxByAddress, findSender, findSystemMailbox } from './queries.js';
export { openDkimKey, openSecret } from './secrets.js';
export {
  LIVE,
  NO_PUBLIC_URL,
  fact,
  isLive,
  noMailboxReason,
  publicUrlWarning,
  wakeByServerFacts,
} from './server-facts.js';
export { type MailboxTest, recordMailboxTest } from './test-commands.js';
export {
  type TransportAt,
  endReleasing,
  findServerTransport,
  lockTransport,
  noteUnanswered,
  registerServerTransport,
  releasingSince,
  retryServerTransport,
  setTransportTrouble,
  setTransportWorking,
} from './transport-commands.js';
export { serverTransportOf } from './transport-queries.js';
export { type Connection, connectionToTry } from './try-commands.js';
export { mailboxesView } from './view.js';
export { countsOfMailbox, ownerOfMailbox } from './use-queries.js';
