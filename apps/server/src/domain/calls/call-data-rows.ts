import { anyOf } from '../../db/any-of.js';
import { append } from '../../events/outbox.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { CommandBy } from '../command.js';
import { type Permitted, permits } from '../permissions.js';
import { OF_CALL_DATA, inSightOf } from '../visibility.js';
import { followRecords } from './conversation-rows.js';

type Who = Pick<Principal, 'teamId' | 'userId' | 'admin'> & Permitted;
const FIELD = 'linked_call_data_record_ids';

/**
 * Ties technical calls to the call that was logged of them; they are its person's from then on.
 * @throws AppError invalid where one is not seen, is another person's, or belongs to a call already
 */
export async function linkCallData(
  command: CommandBy<Who>,
  ids: readonly number[],
  call: { readonly id: number; readonly personId: number },
): Promise<void> {
  if (ids.length === 0) return;
  const { tx, principal, now } = command;
  const wanted = [...new Set(ids)];
  const team = await tx
    .selectFrom('teams')
    .select('team_visibility_default')
    .where('id', '=', principal.teamId)
    .executeTakeFirstOrThrow();
  const teamOpen = team.team_visibility_default === 'public' || permits(principal, 'see_everything');
  const viewer = { ...principal, teamOpen };
  const found = await tx
    .selectFrom('call_data_records as r')
    .select(['r.id', 'r.call_id', 'r.person_id'])
    .where('r.team_id', '=', principal.teamId)
    .where('r.id', '=', anyOf(wanted))
    .where(inSightOf(viewer, OF_CALL_DATA, 'r', 'one'))
    .orderBy('r.id')
    .forUpdate()
    .execute();
  if (found.length < wanted.length) throw invalid(FIELD, 'could not be found');
  if (found.some((row) => row.call_id !== null)) throw invalid(FIELD, 'belong to another call');
  if (found.some((row) => row.person_id !== null && row.person_id !== call.personId))
    throw invalid(FIELD, 'belong to another person');
  await tx
    .updateTable('call_data_records')
    .set({ call_id: call.id, person_id: call.personId, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', anyOf(wanted))
    .execute();
  const cause = { tx, teamId: principal.teamId, now, userId: principal.userId };
  await append(cause, 'call_data_record_updated', wanted);
  await followRecords(cause, wanted);
}
