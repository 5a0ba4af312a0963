import type { Reader } from './handler-types.js';
import { wireTime } from './wire-time.js';

/** The newest that are told. */
const TOLD = 100;

/** GET /v2/long_commands: what is still to come of commands over many rows, and which were given up; the caller's own, and everybody's for admins. */
export async function readLongCommands({ app, principal }: Reader): Promise<string> {
  let query = app.database.kysely
    .selectFrom('long_commands')
    .select(['id', 'kind', 'subject_id', 'user_id', 'total', 'done', 'started_at', 'failed_at', 'problem'])
    .where('team_id', '=', principal.teamId)
    .orderBy('id', 'desc')
    .limit(TOLD);
  if (!principal.admin) query = query.where('user_id', '=', principal.userId);
  const rows = await query.execute();
  return JSON.stringify(
    rows.map(
      ({
        id,
        kind,
        subject_id: record,
        user_id: user,
        total,
        done,
        started_at: at,
        failed_at: failed,
        problem,
      }) => ({
        id,
        kind,
        record: record === 0 ? null : { id: record },
        total,
        done,
        started_at: wireTime(at, principal.timeZone),
        user: { id: user },
        failed_at: failed && wireTime(failed, principal.timeZone),
        problem,
      }),
    ),
  );
}
