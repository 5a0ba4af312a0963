import { sql } from 'kysely';
import type { Database, Db, Tx } from '../../db/connect.js';
import { readEdge } from '../../db/edge.js';
import { write } from '../../db/write.js';
import { type Row, type Source, SOURCES, wordsOfRow } from './sources.js';
import { VERSION } from './word-rules.js';

/** Records read in one transaction, teams in one part of a round, and records swept at once. */
const AT_ONCE = 1000;
const TEAMS = 50;
const SWEPT_AT_ONCE = 5000;
/** Milliseconds after which a team is swept again. */
const SWEEP_MS = 3_600_000;

interface Place {
  team_id: number;
  read_until: string;
}

/**
 * Writes the words of what changed since the last look, a batch of each kind and team; then takes away those of records that were
 * deleted. Idempotent; two processes at once do the same work once. @returns how many records it looked at; 0: nothing is left
 */
export async function readWords({ kysely, pool }: Database, now: Date): Promise<number> {
  await begin(kysely);
  let looked = 0;
  for (const source of SOURCES)
    for (const place of await behind(kysely, source)) {
      const { text: edge } = await readEdge(pool, place.team_id);
      looked += await write(kysely, place.team_id, (tx) => readBatch(tx, source, place, edge));
    }
  return looked > 0 ? looked : sweep(kysely, now);
}

/** A place for each kind of each team that somebody may search in, none of one that is taken away; what older rules wrote is read again. */
async function begin(db: Db): Promise<void> {
  const kinds = SOURCES.map(({ kind }) => kind);
  await sql`
    INSERT INTO search_places (team_id, kind, version)
    SELECT t.id, k.kind, ${VERSION}::integer FROM teams t CROSS JOIN unnest(${kinds}::smallint[]) k (kind)
    WHERE NOT t.deactivated AND NOT EXISTS (SELECT FROM search_places p WHERE p.team_id = t.id AND p.kind = k.kind)
    ON CONFLICT DO NOTHING`.execute(db);
  await sql`UPDATE search_places SET version = ${VERSION}, read_until = '-infinity' WHERE version < ${VERSION}`.execute(
    db,
  );
}

/** Teams that have something new of a kind. */
async function behind(db: Db, { kind, table }: Source): Promise<Place[]> {
  const { rows } = await sql<Place>`
    SELECT p.team_id, p.read_until::text FROM search_places p WHERE p.kind = ${kind} AND EXISTS (SELECT FROM ${sql.table(table)} r
      WHERE r.team_id = p.team_id AND r.deleted_at IS NULL AND r.updated_at > p.read_until)
    LIMIT ${TEAMS}`.execute(db);
  return rows;
}

interface Read {
  id: number;
  stamp: string;
  owner_id: number | null;
  [column: string]: string | number | null;
}

async function readBatch(tx: Tx, source: Source, place: Place, edge: string): Promise<number> {
  const { team_id: team, read_until: until } = place;
  const { rows: held } = await sql`
    SELECT 1 FROM search_places WHERE team_id = ${team} AND kind = ${source.kind} AND read_until = ${until}::timestamptz FOR UPDATE`.execute(
    tx,
  );
  if (held.length === 0) return 0;
  const { rows } = await sql<Read>`
    SELECT r.id, r.updated_at::text AS stamp, ${sql.raw(source.columns)} FROM ${sql.table(source.table)} r
    WHERE r.team_id = ${team} AND r.deleted_at IS NULL AND r.updated_at > ${until}::timestamptz AND r.updated_at <= ${edge}::timestamptz
    ORDER BY r.updated_at, r.id LIMIT ${AT_ONCE}`.execute(tx);
  const last = rows.at(-1);
  if (!last) return 0;
  await writeWords(tx, team, source, rows);
  await sql`UPDATE search_places SET read_until = ${last.stamp}::timestamptz WHERE team_id = ${team} AND kind = ${source.kind}`.execute(
    tx,
  );
  return rows.length;
}

interface Written {
  record_id: number;
  owner_id: number | null;
  words: string[];
  weights: number[];
}

async function writeWords(tx: Tx, team: number, source: Source, rows: readonly Read[]): Promise<void> {
  const { kind } = source;
  const ids = rows.map(({ id }) => id);
  const { rows: before } = await sql<Written>`
    SELECT record_id, owner_id, words, weights FROM search_records WHERE team_id = ${team} AND kind = ${kind} AND record_id = ANY(${ids}::bigint[])`.execute(
    tx,
  );
  const known = new Map(before.map((each) => [each.record_id, JSON.stringify(each)]));
  const changed = rows
    .map((row): Written => {
      const words = wordsOfRow(source, row as unknown as Row);
      return {
        record_id: row.id,
        owner_id: row.owner_id,
        words: [...words.keys()],
        weights: [...words.values()],
      };
    })
    .filter((each) => known.get(each.record_id) !== JSON.stringify(each));
  if (changed.length === 0) return;
  await removeWords(
    tx,
    { team, kind },
    changed.map((each) => each.record_id),
  );
  await sql`
    WITH given AS MATERIALIZED (SELECT g.record_id, g.owner_id, g.words, g.weights
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) g (record_id bigint, owner_id bigint, words text[], weights bigint[])),
    whole AS (INSERT INTO search_records (team_id, kind, record_id, owner_id, words, weights)
      SELECT ${team}::bigint, ${kind}::smallint, g.record_id, g.owner_id, g.words, g.weights FROM given g)
    INSERT INTO search_words (team_id, kind, record_id, owner_id, weight, word)
    SELECT ${team}::bigint, ${kind}::smallint, g.record_id, g.owner_id, w.weight, w.word FROM given g, unnest(g.words, g.weights) w (word, weight)`.execute(
    tx,
  );
}

/** Takes records out of the search. */
async function removeWords(
  tx: Tx,
  { team, kind }: { team: number; kind: number },
  ids: readonly number[],
): Promise<void> {
  await sql`
    WITH gone AS (DELETE FROM search_records r WHERE r.team_id = ${team} AND r.kind = ${kind} AND r.record_id = ANY(${ids}::bigint[])
      RETURNING r.record_id, r.words, r.weights)
    DELETE FROM search_words w USING gone g, unnest(g.words, g.weights) x (word, weight)
    WHERE w.team_id = ${team} AND w.kind = ${kind} AND w.weight = x.weight AND w.word = x.word AND w.record_id = g.record_id`.execute(
    tx,
  );
}

/** Takes away, now and then, the words of what was deleted: nobody finds it before either. @returns how many records it looked at */
async function sweep(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - SWEEP_MS);
  const { rows } = await sql<{ team_id: number; kind: number }>`
    SELECT team_id, kind FROM search_places WHERE swept_at IS NULL OR swept_at < ${before} ORDER BY team_id, kind LIMIT ${TEAMS}`.execute(
    db,
  );
  let looked = 0;
  for (const { team_id: team, kind } of rows) {
    const source = SOURCES.find((each) => each.kind === kind);
    looked += 1;
    await write(db, team, (tx) => sweepBatch(tx, { team, kind }, source, now));
  }
  return looked;
}

async function sweepBatch(
  tx: Tx,
  { team, kind }: { team: number; kind: number },
  source: Source | undefined,
  now: Date,
): Promise<void> {
  const { rows: places } = await sql<{ swept_id: number }>`
    SELECT swept_id FROM search_places WHERE team_id = ${team} AND kind = ${kind} FOR UPDATE`.execute(tx);
  const { rows } = await sql<{ record_id: number; gone: boolean }>`
    SELECT w.record_id, ${
      source
        ? sql`NOT EXISTS (SELECT FROM ${sql.table(source.table)} r WHERE r.team_id = ${team} AND r.id = w.record_id AND r.deleted_at IS NULL)`
        : sql`true`
    } AS gone
    FROM search_records w WHERE w.team_id = ${team} AND w.kind = ${kind} AND w.record_id > ${places[0]?.swept_id ?? 0}
    ORDER BY w.record_id LIMIT ${SWEPT_AT_ONCE}`.execute(tx);
  const gone = rows.filter((row) => row.gone).map((row) => row.record_id);
  if (gone.length > 0) await removeWords(tx, { team, kind }, gone);
  const over = rows.length < SWEPT_AT_ONCE;
  await sql`
    UPDATE search_places SET swept_id = ${over ? 0 : (rows.at(-1)?.record_id ?? 0)}, swept_at = ${over ? now : null}
    WHERE team_id = ${team} AND kind = ${kind}`.execute(tx);
}
