import { sql } from 'kysely';
import { anyTextOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { append, appendDeleted, appendMany, type Cause, type Event, teamOf } from '../../events/outbox.js';
import { clearMarks, markOptedOut } from '../people/person-rows.js';
import type { Suppression } from './rules.js';
import { normalise } from './rules.js';
import { suppressionsView } from './view.js';

type Reason = Suppression['reason'];

export interface NewSuppression {
  kind: Suppression['kind'];
  /** As rules.ts normalises it. */
  value: string;
  /** null: for the whole team. */
  cadenceId: number | null;
  reason: Reason;
  note?: string | null;
  emailId?: number | null;
  personId?: number | null;
  byUserId?: number | null;
  /** The deletion of a person marked do not contact makes it: `unsuppressDeleted` takes it off. */
  leftByDeletion?: boolean;
  /** A message that was received asks for it: taking the message back takes the entry off, unless somebody else asked too. */
  fromMessage?: boolean;
}

/** What became of an entry. */
export interface Written {
  id: number;
  /** It is new. */
  made: boolean;
  /** The weaker reason that it replaced; null: none. */
  before: Reason | null;
}

/** What a person said about the own address: it outlives every other reason, and only admins overrule it. */
const SAID: readonly Reason[] = ['opt_out', 'complaint'];

/**
 * The one writer of the list. An entry that is there already stays, but a stronger reason replaces a weaker one: what
 * blocks even an answer in a conversation (a hard bounce, a complaint) outweighs an opt-out, which is remembered beside
 * it. Opt-outs for the whole team show on the people who have the address. The answers are in the order of `entries`.
 */
export async function suppressMany(
  tx: Tx,
  teamId: number,
  now: Date,
  entries: readonly NewSuppression[],
): Promise<Written[]> {
  const unique = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
  if (unique.length === 0) return [];
  const column = <K extends keyof NewSuppression>(name: K) => unique.map((entry) => entry[name] ?? null);
  const { rows } = await sql<Written & { key: string; moved: boolean }>`
    WITH given AS MATERIALIZED (
      SELECT kind, value, cadence_id, reason, note, email_id, person_id, created_by_id, coalesce(left_by_deletion, false) AS left_by_deletion, own_right
      FROM unnest(${column('kind')}::text[], ${column('value')}::text[], ${column('cadenceId')}::bigint[], ${column('reason')}::text[],
        ${column('note')}::text[], ${column('emailId')}::bigint[], ${column('personId')}::bigint[], ${column('byUserId')}::bigint[],
        ${column('leftByDeletion')}::boolean[], ${unique.map(({ fromMessage }) => fromMessage !== true)}::boolean[])
        g (kind, value, cadence_id, reason, note, email_id, person_id, created_by_id, left_by_deletion, own_right)),
    there AS MATERIALIZED (
      SELECT s.id, s.reason, s.updated_at FROM given g JOIN suppressions s ON s.team_id = ${teamId} AND s.value = g.value AND s.kind = g.kind
        AND coalesce(s.cadence_id, 0) = coalesce(g.cadence_id, 0)),
    written AS (
      INSERT INTO suppressions AS s (team_id, created_at, updated_at, kind, value, cadence_id, reason, note, email_id, person_id, created_by_id, opted_out_at, left_by_deletion, own_right)
      SELECT ${teamId}::bigint, ${now}::timestamptz, ${now}::timestamptz, kind, value, cadence_id, reason, note, email_id, person_id, created_by_id,
        CASE WHEN reason = ANY(${SAID}::text[]) THEN ${now}::timestamptz END, left_by_deletion, own_right
      FROM given ORDER BY value, kind
      ON CONFLICT (team_id, value, kind, coalesce(cadence_id, 0)) DO UPDATE SET
        reason = CASE WHEN ${outweighs} THEN excluded.reason ELSE s.reason END,
        opted_out_at = coalesce(s.opted_out_at, excluded.opted_out_at),
        left_by_deletion = s.left_by_deletion AND excluded.left_by_deletion,
        own_right = s.own_right OR excluded.own_right,
        updated_at = CASE WHEN ${outweighs} OR (s.opted_out_at IS NULL AND excluded.opted_out_at IS NOT NULL) THEN excluded.updated_at ELSE s.updated_at END
      RETURNING id, kind, value, cadence_id, reason, updated_at, xmax = 0 AS made)
    SELECT w.id, w.made, CASE WHEN t.reason <> w.reason THEN t.reason END AS before, w.made OR w.updated_at IS DISTINCT FROM t.updated_at AS moved,
      concat_ws(' ', w.kind, w.value, coalesce(w.cadence_id, 0)) AS key
    FROM written w LEFT JOIN there t ON t.id = w.id`.execute(tx);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  await appendMany(
    { tx, teamId, now },
    unique.flatMap((entry): Event[] => {
      const { id, made, moved } = byKey.get(keyOf(entry)) as (typeof rows)[number];
      if (!moved) return [];
      const type = made ? 'suppression_created' : 'suppression_updated';
      return [{ type, id, userId: entry.byUserId ?? null }];
    }),
  );
  await markPeople(tx, teamId, now, unique);
  return entries.map((entry) => {
    const { id, made, before } = byKey.get(keyOf(entry)) as Written;
    return { id, made, before };
  });
}

const outweighs = sql`(s.reason IN ('opt_out', 'import', 'manual') AND excluded.reason IN ('hard_bounce', 'complaint')
  OR s.reason = 'hard_bounce' AND excluded.reason = 'complaint')`;

function keyOf({ kind, value, cadenceId }: NewSuppression): string {
  return `${kind} ${value} ${cadenceId ?? 0}`;
}

/** Programs that read people learn of opt-outs: the person says so, and has changed. */
async function markPeople(
  tx: Tx,
  teamId: number,
  now: Date,
  entries: readonly NewSuppression[],
): Promise<void> {
  const said = entries.filter(
    ({ kind, cadenceId, reason }) => kind === 'address' && cadenceId === null && SAID.includes(reason),
  );
  if (said.length === 0) return;
  await markOptedOut(
    { tx, teamId, now },
    said.map(({ value }) => value),
  );
}

/** suppressMany for one entry. */
export async function suppress(tx: Tx, teamId: number, now: Date, entry: NewSuppression): Promise<Written> {
  const [written] = await suppressMany(tx, teamId, now, [entry]);
  return written as Written;
}

/** An address a message came back from, or whose owner complained or opted out; nothing for what is no address. */
export async function suppressAddress(
  tx: Tx,
  teamId: number,
  now: Date,
  address: string,
  entry: Omit<NewSuppression, 'kind' | 'value'>,
): Promise<Written | undefined> {
  const value = normalise('address', address);
  return value === undefined ? undefined : suppress(tx, teamId, now, { ...entry, kind: 'address', value });
}

/** Gives an entry the reason back that a stronger one replaced, if it still is the stronger one. */
export async function weaken(cause: Cause, id: number, from: Reason, to: Reason): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const { rows } = await sql<{ value: string }>`
    UPDATE suppressions SET reason = ${to}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id} AND reason = ${from} RETURNING value`.execute(tx);
  if (!rows[0]) return;
  await append(cause, 'suppression_updated', id);
  if (from === 'hard_bounce')
    await clearMarks({ tx, teamId, now }, [rows[0].value], { bouncing: true, optedOut: false });
}

/** Takes entries off the list; the people who have the addresses no longer say so. */
export async function unsuppress(cause: Cause, ids: readonly number[]): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  await appendDeleted(cause, 'suppression_deleted', suppressionsView, ids);
  const { rows } = await sql<{ kind: string; value: string; cadence_id: number | null; reason: Reason }>`
    DELETE FROM suppressions WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[])
    RETURNING kind, value, cadence_id, reason`.execute(tx);
  const own = rows.filter(({ kind, cadence_id: cadenceId }) => kind === 'address' && cadenceId === null);
  const bounced = own.filter(({ reason }) => reason === 'hard_bounce').map(({ value }) => value);
  if (bounced.length > 0) await clearMarks({ tx, teamId, now }, bounced, { bouncing: true, optedOut: true });
  const others = own.filter(({ reason }) => reason !== 'hard_bounce').map(({ value }) => value);
  if (others.length > 0) await clearMarks({ tx, teamId, now }, others, { bouncing: false, optedOut: true });
}

/** Takes off what a message that is taken back had asked for; what a link, a list or a colleague asked for as well stays. */
export async function unsuppressOfMessage(cause: Cause, ids: readonly number[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM suppressions WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND NOT own_right FOR UPDATE`.execute(
    cause.tx,
  );
  if (rows.length > 0)
    await unsuppress(
      cause,
      rows.map(({ id }) => id),
    );
}

/** A colleague decided otherwise: what deletions of people marked do not contact left of these addresses, and nothing else. */
export async function unsuppressDeleted(cause: Cause, addresses: readonly string[]): Promise<void> {
  const { tx } = cause;
  const teamId = teamOf(cause);
  const values = addresses.flatMap((address) => normalise('address', address) ?? []);
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM suppressions WHERE team_id = ${teamId} AND kind = 'address' AND value = ${anyTextOf(values)} AND cadence_id IS NULL
      AND reason = 'manual' AND opted_out_at IS NULL AND left_by_deletion FOR UPDATE`.execute(tx);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await appendDeleted(cause, 'suppression_deleted', suppressionsView, ids);
  await sql`DELETE FROM suppressions WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[])`.execute(tx);
}
