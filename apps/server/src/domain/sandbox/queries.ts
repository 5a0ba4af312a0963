import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { AppError } from '../../kernel/errors.js';
import {
  COUNTS,
  QUIET_SETTINGS,
  type ReactionKind,
  type SandboxAdvance,
  type SandboxCounts,
  type SandboxReaction,
  type SandboxSettings,
  type SandboxTouch,
  type TouchKind,
} from './types.js';

/** A team as the sandbox sees it. */
export interface SandboxTeam {
  id: number;
  enabled: boolean;
  clockOffsetMs: number;
  settings: SandboxSettings;
  advance: SandboxAdvance | null;
  cancelled: boolean;
  drawnId: number;
}

export async function readSandboxTeam(db: Db, teamId: number): Promise<SandboxTeam> {
  const row = await db
    .selectFrom('teams')
    .select([
      'id',
      'sandbox',
      'clock_offset_ms',
      'sandbox_settings',
      'sandbox_advance',
      'sandbox_cancel',
      'sandbox_drawn_id',
    ])
    .where('id', '=', teamId)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such team');
  return {
    id: row.id,
    enabled: row.sandbox,
    clockOffsetMs: row.clock_offset_ms,
    settings: { ...QUIET_SETTINGS, ...(row.sandbox_settings as Partial<SandboxSettings>) },
    advance: advanceOf(row.sandbox_advance),
    cancelled: row.sandbox_cancel,
    drawnId: row.sandbox_drawn_id,
  };
}

/** @throws AppError conflict when the team's mail and clock are real */
export function requireSandbox(team: Pick<SandboxTeam, 'enabled'>): void {
  if (!team.enabled)
    throw new AppError('conflict', 'This team is not a sandbox: its mail and its clock are real');
}

type Stored = { [K in keyof SandboxAdvance]: SandboxAdvance[K] extends Date ? string : SandboxAdvance[K] };

function advanceOf(stored: unknown): SandboxAdvance | null {
  if (stored === null || stored === undefined) return null;
  const { from, target, now, ...rest } = stored as Stored;
  return { ...rest, from: new Date(from), target: new Date(target), now: new Date(now) };
}

/** An advance that goes on by itself, and has not ended. */
export const goesOn = (advance: SandboxAdvance | null): boolean =>
  advance?.state === 'running' && advance.background !== undefined;

/** Teams whose advance goes on by itself and has nobody who carries it out: the process that did has ended. */
export async function teamsLeftBehind(db: Db, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM teams WHERE sandbox AND sandbox_advance ->> 'state' = 'running' AND sandbox_advance ? 'background'
    ORDER BY id LIMIT ${LOOKED_AT}`.execute(db);
  const left: number[] = [];
  for (const { id } of rows) if (left.length < most && !(await isAdvancing(db, id))) left.push(id);
  return left;
}

/** The lock an advance holds from beginning to end, and the one that keeps engines away from its team meanwhile. */
export const TRAVEL_LOCK = 'sandbox_advance';
export const ENGINE_LOCK = 'sandbox_team';

/** Whether an advance of this team is under way, in whatever process. */
export async function isAdvancing(db: Db, teamId: number): Promise<boolean> {
  // pg_locks shows a 64-bit key as two halves.
  const { rows } = await sql<{ held: boolean }>`
    WITH k AS (SELECT hashtextextended(${TRAVEL_LOCK}, ${teamId}) AS key)
    SELECT EXISTS (SELECT FROM pg_locks l, k WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid::bigint = (k.key >> 32) & 4294967295 AND l.objid::bigint = k.key & 4294967295) AS held`.execute(
    db,
  );
  return rows[0]?.held ?? false;
}

/**
 * The next moment at which something is due by itself, and what. Left out is what only a person sets going again:
 * touches and e-mails that a pause put to sleep.
 */
export interface NextDue {
  actions: Date | null;
  emails: Date | null;
  reactions: Date | null;
}

/** Actions looked at for the earliest one: those a crashed worker leased, or that failed, come later than they are due. */
const LOOKED_AT = 300;
const SNOOZED_RULES = ['cadence_paused', 'user_paused', 'team_paused', 'user_inactive', 'mailbox_paused'];

/** `after`: what was due by then could not be done and is left behind. */
export async function nextDue(db: Db, teamId: number, after: Date | null = null): Promise<NextDue> {
  const left = after ?? new Date(0);
  const { rows } = await sql<NextDue>`
    SELECT (SELECT min(greatest(due_at, claimed_until)) FROM (
        SELECT due_at, claimed_until FROM actions
        WHERE team_id = ${teamId} AND status = 'planned' AND due_at > ${left} AND (decided_by IS NULL OR NOT decided_by = ANY(${SNOOZED_RULES}::text[]))
        ORDER BY due_at, membership_id, step_id LIMIT ${LOOKED_AT}) a) AS actions,
      (SELECT min(send_after) FROM (
        (SELECT e.send_after FROM emails e
        JOIN teams t ON t.id = e.team_id AND t.sending_paused_at IS NULL
        JOIN users u ON u.team_id = e.team_id AND u.id = e.user_id AND u.sending_paused_at IS NULL
        LEFT JOIN cadences c ON c.team_id = e.team_id AND c.id = e.cadence_id
        LEFT JOIN mailboxes m ON m.team_id = e.team_id AND m.id = e.mailbox_id AND m.deleted_at IS NULL
        WHERE e.team_id = ${teamId} AND e.state = 'queued' AND e.send_after > ${left} AND c.paused_at IS NULL AND m.paused_at IS NULL
        ORDER BY e.send_after, e.id LIMIT 1)
        UNION ALL
        (SELECT send_after FROM emails WHERE team_id = ${teamId} AND state = 'planned' AND send_after > ${left} ORDER BY send_after, id LIMIT 1)) e) AS emails,
      (SELECT due_at FROM sandbox_reactions WHERE team_id = ${teamId} AND done_at IS NULL ORDER BY due_at, id LIMIT 1) AS reactions`.execute(
    db,
  );
  return rows[0] as NextDue;
}

/** The earliest of what is due; null: nothing is planned. */
export function earliest({ actions, emails, reactions }: NextDue): Date | null {
  const moments = [actions, emails, reactions].filter((each) => each !== null);
  return moments.length === 0 ? null : new Date(Math.min(...moments.map((each) => each.getTime())));
}

/** The far end of a pause without one (domain/memberships/pause-commands.ts). */
const NEVER_MS = Date.UTC(9000, 0);

export async function nextDueAt(db: Db, teamId: number): Promise<Date | null> {
  const at = earliest(await nextDue(db, teamId));
  return at === null || at.getTime() > NEVER_MS ? null : at;
}

/** A time of the team, both ends included, but for things that had happened before it began (keysHappened). */
export interface Happening {
  teamId: number;
  from: Date;
  to: Date;
  before?: readonly string[];
}

const HAPPENED = ({ teamId, from, to }: Happening) => sql`
  SELECT e.sent_at AS at, 'email_sent' AS kind, e.person_id, e.to_address AS "to", e.subject,
    CASE WHEN s.id IS NULL THEN '' ELSE 'Day ' || s.day || ' of ' || c.name || '. ' END || e.state_reason AS reason, e.decided_by AS rule, e.id AS n
  FROM emails e LEFT JOIN steps s ON s.team_id = e.team_id AND s.id = e.step_id
  LEFT JOIN cadences c ON c.team_id = e.team_id AND c.id = e.cadence_id
  WHERE e.team_id = ${teamId} AND e.sent_at >= ${from} AND e.sent_at <= ${to}
  UNION ALL
  SELECT e.state_changed_at, CASE e.state WHEN 'cancelled' THEN 'email_cancelled' ELSE 'email_held' END, e.person_id, e.to_address,
    e.subject, e.state_reason, e.decided_by, e.id
  FROM emails e WHERE e.team_id = ${teamId} AND e.state IN ('failed', 'uncertain', 'cancelled')
    AND e.state_changed_at >= ${from} AND e.state_changed_at <= ${to}
  UNION ALL
  SELECT CASE WHEN a.status = 'in_progress' THEN coalesce(a.opened_at, a.updated_at) ELSE a.completed_at END,
    CASE a.status WHEN 'in_progress' THEN 'step_waiting' WHEN 'completed' THEN 'step_done' ELSE 'step_skipped' END,
    a.person_id, p.email_address, coalesce(s.name, s.type), a.reason, a.decided_by, a.id
  FROM actions a JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id
  JOIN steps s ON s.team_id = a.team_id AND s.id = a.step_id
  WHERE a.team_id = ${teamId} AND a.updated_at >= ${from}::timestamptz - interval '1 hour' AND (
    (a.status = 'in_progress' AND coalesce(a.opened_at, a.updated_at) >= ${from} AND coalesce(a.opened_at, a.updated_at) <= ${to}
      AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = a.team_id AND e.action_id = a.id))
    OR (a.status = 'completed' AND a.completed_at >= ${from} AND a.completed_at <= ${to}
      AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = a.team_id AND e.action_id = a.id))
    OR (a.status = 'skipped' AND a.completed_at >= ${from} AND a.completed_at <= ${to}))
  UNION ALL
  SELECT r.done_at, r.kind, e.person_id, e.to_address, m.subject, coalesce(r.outcome, ''), NULL, r.id
  FROM sandbox_reactions r JOIN sandbox_messages m ON m.team_id = r.team_id AND m.id = r.message_id
  LEFT JOIN emails e ON e.team_id = m.team_id AND e.message_id = m.message_id
  WHERE r.team_id = ${teamId} AND r.done_at >= ${from} AND r.done_at <= ${to}`;

const NOT_BEFORE = ({ before = [] }: Happening) => sql`NOT kind || ' ' || n = ANY(${before}::text[])`;

/** How much of each kind happened. */
export async function countHappened(db: Db, during: Happening): Promise<SandboxCounts> {
  const { rows } = await sql<{ kind: TouchKind; count: number }>`
    SELECT kind, count(*) AS count FROM (${HAPPENED(during)}) h WHERE ${NOT_BEFORE(during)} GROUP BY kind`.execute(
    db,
  );
  const counts = noCounts();
  for (const { kind, count } of rows) counts[COUNTS[kind]] = Number(count);
  return counts;
}

/** Names of what happened in a time. */
export async function keysHappened(db: Db, during: Happening): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT kind || ' ' || n AS key FROM (${HAPPENED(during)}) h`.execute(db);
  return rows.map(({ key }) => key);
}

export function noCounts(): SandboxCounts {
  return Object.fromEntries(Object.values(COUNTS).map((name) => [name, 0])) as SandboxCounts;
}

/** The first things that happened, in order. */
export async function listHappened(
  db: Db,
  during: Happening,
  limit: number,
  offset = 0,
): Promise<SandboxTouch[]> {
  const { rows } = await sql<SandboxTouch>`
    SELECT at, kind, person_id, "to", subject, reason, rule FROM (${HAPPENED(during)}) h
    WHERE ${NOT_BEFORE(during)} ORDER BY at, kind, n LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

/** What was, or will be, done about a message. */
export interface ListedReaction extends SandboxReaction {
  by_hand: boolean;
  done: boolean;
}

export async function listReactions(db: Db, teamId: number, messageId: number): Promise<ListedReaction[]> {
  const rows = await db
    .selectFrom('sandbox_reactions')
    .select(['id', 'kind', 'due_at', 'done_at', 'outcome', 'received_message_id', 'by_user_id'])
    .where('team_id', '=', teamId)
    .where('message_id', '=', messageId)
    .orderBy('due_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as ReactionKind,
    at: row.done_at ?? row.due_at,
    outcome: row.outcome ?? '',
    received_message_id: row.received_message_id,
    by_hand: row.by_user_id !== null,
    done: row.done_at !== null,
  }));
}
