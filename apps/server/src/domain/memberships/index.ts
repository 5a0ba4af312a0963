// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { giveAction, putOffAction } from './action-rows.js';
export { accountOf, emailsOf, takeBranch } from './branch-commands.js';
export { END_MEMBERSHIPS, endAllMemberships } from './end-all-commands.js';
export {
  type EndedMembership,
  type ExitEffect,
  type ExitOptions,
  exitFor,
  exitPerson,
  lockAccountOf,
} from './exit-commands.js';
export { giveMemberships } from './hand-over-commands.js';
export { undoExit } from './exit-undo-commands.js';
export {
  addToCadence,
  removeFromAllCadences,
  removeFromCadence,
  removedState,
} from './membership-commands.js';
export { endOnStage } from './membership-end-commands.js';
export {
  endedOnStage,
  endEverywhere,
  type MergedMemberships,
  mergeMemberships,
  partMemberships,
} from './merge-commands.js';
export { endMembership, moveOn, skipAction } from './membership-progress-commands.js';
export { readPlaces, readProgress, type Work } from './progress-queries.js';
export { rememberedDues } from './progress-rules.js';
export {
  type Action,
  type Cadence,
  LIVE_ACTIONS,
  OPEN_ACTIONS,
  type Person,
  type MembershipContext,
  type WalkedGroup,
  lockPerson,
  lockMembership,
  restrictionOn,
  skippedReason,
  membershipContextOf,
  walkedGroups,
} from './membership-queries.js';
export { moveToStep, pauseOne, resumeOne, skipStep } from './movement-commands.js';
export { pauseMembership, resumeMembership } from './pause-commands.js';
export { lockMemberships } from './lock-many-queries.js';
export { withdrawAction, withdrawRestricted, cancelStep } from './withdraw-commands.js';
export {
  SNOOZED_RULES,
  WAKE_ACTIONS,
  releaseSlots,
  replanMailbox,
  requeueEmails,
  resumeActions,
  resumeMailbox,
} from './snooze-commands.js';
export { isExpired } from './membership-rules.js';
export { followZone } from './zone-commands.js';
