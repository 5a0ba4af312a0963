// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  type SandboxChange,
  advancing,
  cancelAdvance,
  changeSandbox,
  leaveDefaultSandbox,
  makeChosenSandbox,
  makeDefaultSandbox,
  requireAdmin,
  resetClock,
  saveAdvance,
} from './commands.js';
export {
  type Demo,
  type DemoState,
  closeDemo,
  demoOf,
  findDemo,
  forgetDemo,
  listDemos,
  nameDemo,
  noteDemoState,
  refuseDemo,
} from './demo-commands.js';
export { type ListedMessage, type SandboxMessage, findMessage, listMessages } from './messages.js';
export { sandboxStatus } from './status-queries.js';
export { targetOf } from './duration.js';
export {
  ENGINE_LOCK,
  type Happening,
  type NextDue,
  TRAVEL_LOCK,
  countHappened,
  earliest,
  goesOn,
  isAdvancing,
  keysHappened,
  listHappened,
  listReactions,
  nextDue,
  nextDueAt,
  noCounts,
  readSandboxTeam,
  requireSandbox,
  teamsLeftBehind,
} from './queries.js';
export {
  COUNTS,
  REACTION_KINDS,
  type ReactionKind,
  type SandboxAdvance,
  type SandboxReaction,
  type SandboxReport,
  type SandboxSettings,
  type SandboxTouch,
} from './types.js';
