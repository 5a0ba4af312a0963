import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';

/** What goes one after the other: a record, over all subscriptions of one application to one URL. */
const lane = (parts: {
  application: RawBuilder<unknown>;
  url: RawBuilder<unknown>;
  record: RawBuilder<unknown>;
}) => sql`hashtextextended(${parts.application} || chr(10) || ${parts.url} || chr(10) || ${parts.record}, 0)`;

/** A body for a subscriber, not queued yet. */
export interface NewDelivery {
  readonly subscriptionId: number;
  readonly application: string;
  readonly url: string;
  readonly type: string;
  /** Null: a test. */
  readonly sequence: number | null;
  readonly happenedAt: Date;
  readonly resource: string;
  readonly resourceId: number;
  readonly body: string;
}

/**
 * Queues deliveries of a team in their order. Whoever has one of its lane waiting before it is not tried until that is
 * over. The caller holds the team's place locked (`lockPlace`): nobody else queues at the same time.
 * @param now of the wall clock @returns their ids, in order
 */
export async function queueDeliveries(
  tx: Tx,
  teamId: number,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<number[]> {
  if (deliveries.length === 0) return [];
  const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((each) => each[name]);
  const given = sql`
    SELECT g.nth, g.subscription_id, g.type, g.sequence, g.happened_at, g.resource, g.resource_id, g.url, g.body,
      ${lane({ application: sql`g.application`, url: sql`g.url`, record: sql`g.resource || ' ' || g.resource_id` })} AS lane
    FROM unnest(${column('subscriptionId')}::bigint[], ${column('application')}::text[], ${column('url')}::text[],
      ${column('type')}::text[], ${column('sequence')}::bigint[], ${column('happenedAt')}::timestamptz[],
      ${column('resource')}::text[], ${column('resourceId')}::bigint[], ${column('body')}::text[])
      WITH ORDINALITY g (subscription_id, application, url, type, sequence, happened_at, resource, resource_id, body, nth)`;
  // The last that waits in each lane is locked: whoever ends it sees what is queued here, or is seen as having ended it.
  await sql`
    SELECT t.id FROM (SELECT DISTINCT g.lane FROM (${given}) g) l CROSS JOIN LATERAL (
      SELECT d.id FROM webhook_deliveries d WHERE d.team_id = ${teamId} AND d.lane = l.lane AND d.state = 'waiting'
      ORDER BY d.id DESC LIMIT 1 FOR UPDATE OF d) t`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    INSERT INTO webhook_deliveries (team_id, subscription_id, queued_at, event_type, sequence, happened_at, resource, resource_id,
      callback_url, body, lane, next_at)
    SELECT ${teamId}, g.subscription_id, ${now}, g.type, g.sequence, g.happened_at, g.resource, g.resource_id, g.url, g.body, g.lane,
      CASE WHEN row_number() OVER (PARTITION BY g.lane ORDER BY g.nth) = 1 AND NOT EXISTS (
        SELECT FROM webhook_deliveries d WHERE d.team_id = ${teamId} AND d.lane = g.lane AND d.state = 'waiting')
      THEN ${now}::timestamptz END
    FROM (${given}) g ORDER BY g.nth RETURNING id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The first that waits in each of these lanes is due, if something held it back. Called behind what ended another. */
async function releaseLanes(tx: Tx, teamId: number, lanes: RawBuilder<unknown>, now: Date): Promise<void> {
  await sql`
    UPDATE webhook_deliveries d SET next_at = ${now} FROM (
      SELECT (SELECT n.id FROM webhook_deliveries n WHERE n.team_id = ${teamId} AND n.lane = l.lane AND n.state = 'waiting'
        ORDER BY n.id LIMIT 1) AS id FROM (${lanes}) l (lane)) f
    WHERE d.team_id = ${teamId} AND d.id = f.id AND d.next_at IS NULL`.execute(tx);
}

/** What became of a try. */
export interface Tried {
  readonly id: number;
  /** The try's number: what somebody else has taken since is left to them. */
  readonly attempts: number;
  readonly state: 'delivered' | 'dead' | 'waiting';
  /** When it is tried again. */
  readonly nextAt: Date | null;
  readonly status: number | null;
  readonly answer: string | null;
  readonly problem: string | null;
  readonly milliseconds: number;
}

/** Writes down what became of tries in one team, and lets those go on that waited behind what is over. `now`: wall clock. */
export async function settleDeliveries(
  tx: Tx,
  teamId: number,
  tries: readonly Tried[],
  now: Date,
): Promise<void> {
  const column = <K extends keyof Tried>(name: K) => tries.map((each) => each[name]);
  const { rows } = await sql<{ lane: string; over: boolean }>`
    UPDATE webhook_deliveries d SET state = t.state, next_at = t.next_at, status = t.status, answer = t.answer,
      problem = t.problem, milliseconds = t.milliseconds, finished_at = CASE WHEN t.state <> 'waiting' THEN ${now}::timestamptz END
    FROM unnest(${column('id')}::bigint[], ${column('attempts')}::integer[], ${column('state')}::text[],
      ${column('nextAt')}::timestamptz[], ${column('status')}::integer[], ${column('answer')}::text[],
      ${column('problem')}::text[], ${column('milliseconds')}::integer[])
      t (id, attempts, state, next_at, status, answer, problem, milliseconds)
    WHERE d.team_id = ${teamId} AND d.id = t.id AND d.attempts = t.attempts AND d.state = 'waiting'
    RETURNING d.lane::text AS lane, d.state <> 'waiting' AS over`.execute(tx);
  const lanes = [...new Set(rows.filter(({ over }) => over).map((row) => row.lane))];
  if (lanes.length > 0) await releaseLanes(tx, teamId, sql`SELECT unnest(${lanes}::bigint[])`, now);
}

/** Ends what waits of a subscription, what is told it again included, and lets others of its records go on. */
export async function endWaiting(
  tx: Tx,
  { teamId, id }: { teamId: number; id: number },
  state: 'dead' | 'cancelled',
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ lane: string }>`
    UPDATE webhook_deliveries SET state = ${state}, next_at = NULL, finished_at = ${now}
    WHERE team_id = ${teamId} AND subscription_id = ${id} AND state = 'waiting' RETURNING lane::text AS lane`.execute(
    tx,
  );
  const lanes = [...new Set(rows.map((row) => row.lane))];
  if (lanes.length > 0) await releaseLanes(tx, teamId, sql`SELECT unnest(${lanes}::bigint[])`, now);
  await sql`UPDATE webhook_replays SET subscription_ids = array_remove(subscription_ids, ${id}::bigint)
    WHERE team_id = ${teamId} AND ${id}::bigint = ANY(subscription_ids)`.execute(tx);
  await sql`DELETE FROM webhook_replays WHERE team_id = ${teamId} AND subscription_ids = '{}'`.execute(tx);
}

/** What waits of a subscription goes to its new address, in the order it had. */
export async function moveWaiting(
  tx: Tx,
  { teamId, id }: { teamId: number; id: number },
  to: { application: string; url: string },
  now: Date,
): Promise<void> {
  const { rows: before } = await sql<{ lane: string }>`
    SELECT DISTINCT lane::text AS lane FROM webhook_deliveries
    WHERE team_id = ${teamId} AND subscription_id = ${id} AND state = 'waiting'`.execute(tx);
  if (before.length === 0) return;
  const { rows: after } = await sql<{ lane: string }>`
    UPDATE webhook_deliveries SET callback_url = ${to.url}, next_at = NULL,
      lane = ${lane({ application: sql`${to.application}::text`, url: sql`${to.url}::text`, record: sql`resource || ' ' || resource_id` })}
    WHERE team_id = ${teamId} AND subscription_id = ${id} AND state = 'waiting' RETURNING lane::text AS lane`.execute(
    tx,
  );
  const lanes = [...new Set([...before, ...after].map((row) => row.lane))];
  await releaseLanes(tx, teamId, sql`SELECT unnest(${lanes}::bigint[])`, now);
}

/** Deletes a team's deliveries that were queued before a moment of the wall clock, `most` at most. @returns how many */
export async function pruneDeliveries(db: Db, teamId: number, before: Date, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM webhook_deliveries WHERE team_id = ${teamId} AND id IN (
      SELECT id FROM webhook_deliveries WHERE team_id = ${teamId} AND queued_at < ${before} ORDER BY queued_at LIMIT ${most})`.execute(
    db,
  );
  return Number(numAffectedRows);
}
