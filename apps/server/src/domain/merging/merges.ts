import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import type { MergedKind, MovedRows, Pin, Row } from '../../db/merge-places.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { EndedMembership, MergedMemberships } from '../memberships/index.js';
import { seesOwned } from '../visibility.js';

/** How long a merge can be undone. */
export const UNDO_HOURS = 24;
/** Rows that a merge moves at most: others wait for it meanwhile. */
export const MOST_ROWS = 20_000;

/** What a merge did, in numbers and names. */
export interface Told {
  readonly moved: Readonly<Record<string, number>>;
  readonly changed: readonly string[];
  readonly dropped: readonly string[];
  readonly ended: readonly number[];
}

/** What it takes to part two records again: plain JSON. */
export interface Undo {
  readonly before: Row;
  readonly after: Row;
  readonly rows: MovedRows;
  readonly pins: readonly Pin[];
  readonly memberships?: MergedMemberships;
  /** Of the survivor, for a wish or a stage that came with the other. */
  readonly ended?: readonly EndedMembership[];
}

/** What is left as it is by an undo, and why. */
export interface Left {
  readonly what: string;
  readonly id: number | null;
  readonly reason: string;
}

export interface MergeRow {
  readonly id: number;
  readonly created_at: Date;
  readonly kind: MergedKind;
  readonly into_id: number;
  readonly from_id: number;
  readonly user_id: number | null;
  readonly told: Told;
  readonly undo: Undo | null;
  readonly undoable_until: Date;
  readonly undone_at: Date | null;
}

export async function insertMerge(
  tx: Tx,
  { teamId, userId }: Pick<Principal, 'teamId' | 'userId'>,
  now: Date,
  { kind, into, from, told, undo }: { kind: MergedKind; into: number; from: number; told: Told; undo: Undo },
): Promise<MergeRow> {
  const until = new Date(now.getTime() + UNDO_HOURS * 3_600_000);
  const { id } = await tx
    .insertInto('merges')
    .values({
      team_id: teamId,
      created_at: now,
      kind,
      into_id: into,
      from_id: from,
      user_id: userId,
      told: JSON.stringify(told),
      undo: JSON.stringify(undo),
      undoable_until: until,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    id,
    created_at: now,
    kind,
    into_id: into,
    from_id: from,
    user_id: userId,
    told,
    undo,
    undoable_until: until,
    undone_at: null,
  };
}

/** A merge, as far as the caller sees who it was about. @throws AppError not_found */
export async function findMerge(
  db: Db,
  principal: Principal,
  id: number,
  { locked = false } = {},
): Promise<MergeRow> {
  const { rows } = await sql<MergeRow & { owner_id: number | null }>`
    SELECT g.id, g.created_at, g.kind, g.into_id, g.from_id, g.user_id, g.told, g.undo, g.undoable_until, g.undone_at,
      CASE g.kind WHEN 'person' THEN (SELECT p.owner_id FROM people p WHERE p.team_id = g.team_id AND p.id = g.into_id)
        ELSE (SELECT a.owner_id FROM accounts a WHERE a.team_id = g.team_id AND a.id = g.into_id) END AS owner_id
    FROM merges g WHERE g.team_id = ${principal.teamId} AND g.id = ${id} ${locked ? sql`FOR UPDATE` : sql``}`.execute(
    db,
  );
  const [row] = rows;
  if (!row || !(await seesOwned(db as Tx, principal, row.owner_id))) throw notFound();
  return row;
}

/** Records that went into another, over whatever is between them. */
export async function mergedFrom(tx: Tx, teamId: number, kind: MergedKind, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE way AS (
      SELECT from_id FROM merges WHERE team_id = ${teamId} AND kind = ${kind} AND into_id = ${id} AND undone_at IS NULL
      UNION SELECT g.from_id FROM way w JOIN merges g ON g.team_id = ${teamId} AND g.kind = ${kind}
        AND g.into_id = w.from_id AND g.undone_at IS NULL)
    SELECT from_id AS id FROM way ORDER BY 1`.execute(tx);
  return rows.map(({ id: each }) => each);
}

/** What can no longer be undone keeps nothing for it. @returns how many */
export async function forgetUndo(db: Db, now: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE merges g SET undo = NULL FROM (SELECT m.team_id, m.id FROM merges m JOIN teams t ON t.id = m.team_id
      WHERE m.undo IS NOT NULL AND m.undoable_until < ${now}::timestamptz + t.clock_offset_ms * interval '1 millisecond'
      ORDER BY m.undoable_until LIMIT ${most}) o
    WHERE g.team_id = o.team_id AND g.id = o.id`.execute(db);
  return Number(numAffectedRows ?? 0);
}
