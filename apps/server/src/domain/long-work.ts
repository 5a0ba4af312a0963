import { COPY_RANK, DETACH_PEOPLE, LEAVE_RANK, RENAME_ACCOUNT, STOP_CONTACTING } from './accounts/index.js';
import { END_MEMBERSHIPS, WAKE_ACTIONS } from './memberships/index.js';
import { DELETE_IMPORT_PEOPLE } from './imports/index.js';
import type { LongCommandKind, LongWork } from './long-commands.js';
import { COPY_STAGE_NAME, LEAVE_STAGE } from './people/index.js';
import { HAND_OVER } from './offboarding/index.js';
import { MOVE_TAG, MOVE_VALUES } from './team/index.js';

/** What each stored command does (engine/long-commands.ts). */
export const LONG_WORK: Record<LongCommandKind, LongWork> = {
  account_name: RENAME_ACCOUNT,
  account_rank: COPY_RANK,
  account_rank_gone: LEAVE_RANK,
  delete_import_people: DELETE_IMPORT_PEOPLE,
  detach_people: DETACH_PEOPLE,
  end_memberships: END_MEMBERSHIPS,
  ...HAND_OVER,
  move_tag: MOVE_TAG,
  move_values: MOVE_VALUES,
  person_stage_gone: LEAVE_STAGE,
  person_stage_name: COPY_STAGE_NAME,
  stop_contacting: STOP_CONTACTING,
  wake_actions: WAKE_ACTIONS,
};
