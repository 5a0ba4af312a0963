import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { appendMany } from '../../events/outbox.js';
import { invalid } from '../../kernel/errors.js';
import { exitPerson, lockPerson } from '../memberships/index.js';
import type { Command } from '../command.js';
import { seesOwned } from '../visibility.js';

/**
 * Records that a person is a success (extension: the original's successes come from its app). The window runs from
 * the success before, or the person's creation, to now, with the actions inside it. Takes the person off the cadences
 * that end with a success. @returns the success's id. @throws AppError invalid on person_id
 */
export async function createSuccess(command: Command, personId: number): Promise<number> {
  const { tx, principal, now } = command;
  const { teamId, userId } = principal;
  const person = await lockPerson(tx, teamId, personId);
  if (!person || person.deleted_at !== null || !(await seesOwned(tx, principal, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  const before = await tx
    .selectFrom('successes')
    .select(({ fn }) => fn.max('succeeded_at').as('at'))
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const since = before?.at ?? person.created_at;
  const touches = await touchesOf(tx, teamId, personId, since, now);
  const { id } = await tx
    .insertInto('successes')
    .values({
      ...touches,
      team_id: teamId,
      created_at: now,
      updated_at: now,
      succeeded_at: now,
      success_window_started_at: since,
      user_id: userId,
      person_id: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('people')
    .set({ success_count: 1, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', personId)
    .execute();
  await appendMany(command, [
    { type: 'success_created', id },
    { type: 'person_updated', id: personId },
  ]);
  await exitPerson({ tx, teamId, now, userId }, personId, 'success');
  return id;
}

interface Touches {
  latest_email_id: number | null;
  latest_call_id: number | null;
  latest_action_id: number | null;
  latest_cadence_id: number | null;
  latest_step_id: number | null;
  total_emails: number;
  total_calls: number;
  total_other_touches: number;
}

async function touchesOf(tx: Tx, teamId: number, personId: number, since: Date, now: Date): Promise<Touches> {
  const { rows } = await sql<Touches>`
    SELECT e.latest AS latest_email_id, c.latest AS latest_call_id, a.id AS latest_action_id,
      a.cadence_id AS latest_cadence_id, a.step_id AS latest_step_id,
      e.n AS total_emails, c.n AS total_calls, o.n AS total_other_touches
    FROM (SELECT count(*)::int AS n, (array_agg(id ORDER BY sent_at DESC, id DESC))[1] AS latest FROM emails
        WHERE team_id = ${teamId} AND person_id = ${personId} AND state = 'sent' AND sent_at > ${since} AND sent_at <= ${now}) e,
      (SELECT count(*)::int AS n, max(id) AS latest FROM calls
        WHERE team_id = ${teamId} AND person_id = ${personId} AND created_at > ${since}) c,
      (SELECT count(*)::int AS n FROM actions WHERE team_id = ${teamId} AND person_id = ${personId}
        AND status = 'completed' AND type NOT IN ('email', 'phone') AND completed_at > ${since} AND completed_at <= ${now}) o
    LEFT JOIN LATERAL (SELECT id, cadence_id, step_id FROM actions WHERE team_id = ${teamId} AND person_id = ${personId}
        AND status = 'completed' AND completed_at > ${since} AND completed_at <= ${now} ORDER BY completed_at DESC, id DESC LIMIT 1) a ON true`.execute(
    tx,
  );
  const [touches] = rows;
  if (!touches) throw new Error('an aggregate gives one row');
  return touches;
}
