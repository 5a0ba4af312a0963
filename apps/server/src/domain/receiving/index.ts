// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { matchBatch, sentTexts } from './match-queries.js';
export { recordReceived } from './record-commands.js';
export { reclassify } from './reclassify-commands.js';
export { bounceInDialogue } from './refused-address-commands.js';
export { acceptOptOut, dismissSuggestion, markReply } from './suggestion-commands.js';
export { BLANK_MAIL, type Match, type Received } from './types.js';
export { fillThreads } from './thread-fill-commands.js';
export { threadMessages, threads } from './threads.js';
export { undoReceived } from './undo-commands.js';
export { receivedBody, receivedMessagesView } from './view.js';
export {
  type Watched,
  beginTry,
  endTry,
  knownMessages,
  linkHostsOf,
  moveWatermark,
  otherFolders,
  ownAddresses,
  readWatermark,
} from './watch-commands.js';
