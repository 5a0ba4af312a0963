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

/** Deliveries that become rows in one statement: a body is found in an array of these by its place. */
const QUEUED_AT_ONCE = 1000;

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
  const lanes = await lanesOf(tx, teamId, deliveries);
  const placed = deliveries.map((delivery): PlacedDelivery => {
    const found = lanes.get(laneKey(delivery)) as Lane;
    const due = !found.busy;
    found.busy = true;
    return { ...delivery, lane: found.lane, due };
  });
  const ids: number[] = [];
  for (let from = 0; from < placed.length; from += QUEUED_AT_ONCE)
    ids.push(...(await insertDeliveries(tx, teamId, placed.slice(from, from + QUEUED_AT_ONCE), now)));
  return ids;
}

const laneKey = ({ application, url, resource, resourceId }: NewDelivery): string =>
  [application, url, `${resource} ${resourceId}`].join('\n');

interface Lane {
  readonly lane: string;
  /** Whether something waits there. */
  busy: boolean;
}

interface PlacedDelivery extends NewDelivery {
  readonly lane: string;
  readonly due: boolean;
}

/**
 * The lanes of deliveries, and where something waits. The last that waits in each is locked: whoever ends it sees what is
 * queued, or is seen as having ended it. Lane by lane: joined or asked by NOT EXISTS, the planner reads all that waits.
 */
async function lanesOf(
  tx: Tx,
  teamId: number,
  deliveries: readonly NewDelivery[],
): Promise<ReadonlyMap<string, Lane>> {
  const firsts = new Map<string, NewDelivery>();
  for (const delivery of deliveries)
    if (!firsts.has(laneKey(delivery))) firsts.set(laneKey(delivery), delivery);
  const each = [...firsts.values()];
  const { rows } = await sql<{ nth: number; lane: string; busy: boolean }>`
    SELECT l.nth, l.lane::text AS lane, t.id IS NOT NULL AS busy FROM (
      SELECT g.nth, ${lane({ application: sql`g.application`, url: sql`g.url`, record: sql`g.record` })} AS lane
      FROM unnest(${each.map(({ application }) => application)}::text[], ${each.map(({ url }) => url)}::text[],
        ${each.map(({ resource, resourceId }) => `${resource} ${resourceId}`)}::text[])
        WITH ORDINALITY g (application, url, record, nth)) l
    LEFT JOIN LATERAL (
      SELECT d.id FROM webhook_deliveries d WHERE d.team_id = ${teamId} AND d.lane = l.lane AND d.state = 'waiting'
      ORDER BY d.id DESC LIMIT 1 FOR UPDATE OF d) t ON true`.execute(tx);
  const keys = [...firsts.keys()];
  return new Map(
    rows.map(({ nth, lane: found, busy }) => [keys[nth - 1] as string, { lane: found, busy }] as const),
  );
}

async function insertDeliveries(
  tx: Tx,
  teamId: number,
  deliveries: readonly PlacedDelivery[],
  now: Date,
): Promise<number[]> {
  const column = <K extends keyof PlacedDelivery>(name: K) => deliveries.map((each) => each[name]);
  // Most say what others say to another subscriber: a text is sent once, and named by its place.
  const bodies = new Map<string, number>();
  for (const { body } of deliveries) if (!bodies.has(body)) bodies.set(body, bodies.size + 1);
  const { rows } = await sql<{ id: number }>`
    INSERT INTO webhook_deliveries (team_id, subscription_id, queued_at, event_type, sequence, happened_at, resource, resource_id,
      callback_url, body, lane, next_at)
    SELECT ${teamId}, g.subscription_id, ${now}, g.type, g.sequence, g.happened_at, g.resource, g.resource_id, g.url,
      (${[...bodies.keys()]}::text[])[g.body], g.lane, CASE WHEN g.due THEN ${now}::timestamptz END
    FROM unnest(${column('subscriptionId')}::bigint[], ${column('type')}::text[], ${column('sequence')}::bigint[],
      ${column('happenedAt')}::timestamptz[], ${column('resource')}::text[], ${column('resourceId')}::bigint[],
      ${column('url')}::text[], ${deliveries.map(({ body }) => bodies.get(body))}::integer[], ${column('lane')}::bigint[],
      ${column('due')}::boolean[])
      WITH ORDINALITY g (subscription_id, type, sequence, happened_at, resource, resource_id, url, body, lane, due, nth)
    ORDER BY g.nth RETURNING id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * The first that waits in each of these lanes is due, if something held it back. Called behind what ended another. Their ids are
 * one array: joined, they are looked for among all that wait.
 */
async function releaseLanes(tx: Tx, teamId: number, lanes: RawBuilder<unknown>, now: Date): Promise<void> {
  await sql`
    UPDATE webhook_deliveries d SET next_at = ${now}
    WHERE d.team_id = ${teamId} AND d.next_at IS NULL AND d.id = ANY(ARRAY(
      SELECT (SELECT n.id FROM webhook_deliveries n WHERE n.team_id = ${teamId} AND n.lane = l.lane AND n.state = 'waiting'
        ORDER BY n.id LIMIT 1) FROM (${lanes}) l (lane)))`.execute(tx);
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
  // By their ids: asked for `state`, the planner walks an index of all that waits, which it takes for few and may be all.
  const { rows } = await sql<{ lane: string; over: boolean }>`
    UPDATE webhook_deliveries d SET state = t.state, next_at = t.next_at, status = t.status, answer = t.answer,
      problem = t.problem, milliseconds = t.milliseconds, finished_at = CASE WHEN t.state <> 'waiting' THEN ${now}::timestamptz END
    FROM unnest(${column('id')}::bigint[], ${column('attempts')}::integer[], ${column('state')}::text[],
      ${column('nextAt')}::timestamptz[], ${column('status')}::integer[], ${column('answer')}::text[],
      ${column('problem')}::text[], ${column('milliseconds')}::integer[])
      t (id, attempts, state, next_at, status, answer, problem, milliseconds)
    WHERE d.team_id = ${teamId} AND d.id = t.id AND d.attempts = t.attempts AND d.finished_at IS NULL
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
