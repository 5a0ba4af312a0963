import { DETACH_PEOPLE, RENAME_ACCOUNT, STOP_CONTACTING } from './accounts/people-of-account.js';
import { COPY_RANK, LEAVE_RANK } from './accounts/stages.js';
import { END_MEMBERSHIPS } from './memberships/end-all-commands.js';
import { WAKE_ACTIONS } from './memberships/wake-commands.js';
import { DELETE_IMPORT_PEOPLE } from './imports/imports.js';
import type { LongCommandKind, LongWork } from './long-commands.js';
import { COPY_STAGE_NAME, LEAVE_STAGE } from './people/stages.js';
import { MOVE_VALUES } from './team/custom-fields.js';

/** What each stored command does (engine/long-commands.ts). */
export const LONG_WORK: Record<LongCommandKind, LongWork> = {
  account_name: RENAME_ACCOUNT,
  account_rank: COPY_RANK,
  account_rank_gone: LEAVE_RANK,
  delete_import_people: DELETE_IMPORT_PEOPLE,
  detach_people: DETACH_PEOPLE,
  end_memberships: END_MEMBERSHIPS,
  move_values: MOVE_VALUES,
  person_stage_gone: LEAVE_STAGE,
  person_stage_name: COPY_STAGE_NAME,
  stop_contacting: STOP_CONTACTING,
  wake_actions: WAKE_ACTIONS,
};
