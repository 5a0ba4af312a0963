import { contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { filePathSql } from '../../kernel/file-token.js';
import { hasScope } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { eraseFiles } from '../files/index.js';
import { ofUser, seesOfUser } from '../visibility.js';

/** Exports of a team that are still to be made; that are kept, made or not; and bytes of their files. */
const MOST_WAITING = 100;
const MOST_KEPT = 500;
const MOST_BYTES = 20_000_000_000;
/** How long an export is remembered after its end. */
const KEPT_DAYS = 30;
const FORGOTTEN_AT_ONCE = 1000;

/** The database stamped when it was made; who makes the file goes by the clock of a process, which may be behind. */
const notBefore = (column: string): string =>
  `wire_time(CASE WHEN r.${column} IS NOT NULL THEN greatest(r.${column}, r.created_at) END, :tz) AS "${column}"`;
/** For who asked for it alone, as long as he sees as much as the file holds: that of an admin is for admins, in an open team, too. */
const SEES_AS_MUCH = `(:admin OR (NOT coalesce(r.seen_by_admin, r.by_admin) AND (NOT r.whole OR :open)
  AND (r.seen_by_group IS NULL OR r.seen_by_group = :group)))`;
const DOWNLOAD = `CASE WHEN r.state = 'done' AND r.user_id = :user AND ${SEES_AS_MUCH} THEN
  (SELECT :base || ${filePathSql('file', 'f.id')} FROM files f WHERE f.team_id = r.team_id AND f.purpose = 'export'
    AND f.record_id = r.id AND f.bytes IS NOT NULL AND f.expires_at > to_timestamp(:links_until) ORDER BY f.id DESC LIMIT 1) END AS download_url`;

const exportsView: View = view(contract.resources.exports, {
  table: 'exports',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('name', 'list', 'query', 'format', 'fields', 'state'),
    'r.row_count AS rows',
    plain('bytes', 'problem'),
    notBefore('started_at'),
    notBefore('finished_at'),
    time('expires_at'),
    DOWNLOAD,
    ref('user_id', '/v2/users/', 'user'),
  ].join(', '),
  // What it says of records is for tokens that may read those.
  visible: `${ofUser('r')} AND (:scopes IS NULL OR r.needs <@ string_to_array(:scopes, ' '))`,
  filters: { ids: 'r.id', list: 'r.list', state: 'r.state' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** An export that is asked for, of a list that there is, with a query that fits it. */
export interface NewExport {
  readonly name: string | null;
  readonly list: string;
  /** JSON. */
  readonly query: string;
  readonly format: 'csv' | 'ndjson' | 'json';
  readonly fields: readonly string[];
  readonly needs: readonly string[];
}

/** Asks for a list as a file. @returns its id @throws AppError invalid */
export async function createExport({ tx, principal, now }: Command, asked: NewExport): Promise<number> {
  const { teamId, userId, admin, scopes, application } = principal;
  // One after another, or many at once would each see room.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`exports ${teamId}`}, 0))`.execute(tx);
  await requireRoom(tx, teamId);
  const { id } = await tx
    .insertInto('exports')
    .values({
      team_id: teamId,
      created_at: now,
      updated_at: now,
      user_id: userId,
      name: asked.name,
      list: asked.list,
      query: asked.query,
      format: asked.format,
      fields: [...asked.fields],
      granted: scopes === 'all' ? null : [...scopes],
      by_admin: admin,
      application: application ?? null,
      needs: [...asked.needs],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function requireRoom(tx: Tx, teamId: number): Promise<void> {
  const { rows } = await sql<{ waiting: number; kept: number; bytes: number }>`
    SELECT (SELECT count(*)::integer FROM exports WHERE team_id = ${teamId} AND state IN ('waiting', 'running')) AS waiting,
      (SELECT count(*)::integer FROM exports WHERE team_id = ${teamId}) AS kept,
      (SELECT coalesce(sum(bytes), 0)::float8 FROM files WHERE team_id = ${teamId} AND purpose = 'export'
        AND expires_at > '-infinity') AS bytes`.execute(tx);
  const [{ waiting, kept, bytes } = { waiting: 0, kept: 0, bytes: 0 }] = rows;
  if (waiting >= MOST_WAITING)
    throw invalid('base', `${MOST_WAITING} exports are still to be made: wait for one, or delete it`);
  if (kept >= MOST_KEPT) throw invalid('base', `${MOST_KEPT} exports are kept: delete some`);
  if (bytes >= MOST_BYTES)
    throw invalid('base', `The files of exports have ${MOST_BYTES} bytes together: delete some`);
}

/** Ends an export, and its file. Whoever is at it stops within seconds. @throws AppError not_found */
async function removeExport({ tx, principal }: Command, id: number): Promise<void> {
  const { teamId } = principal;
  const row = await tx
    .selectFrom('exports')
    .select(['user_id', 'needs'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !seesOfUser(principal, row.user_id) || !row.needs.every((scope) => hasScope(principal, scope)))
    throw notFound();
  await tx.deleteFrom('exports').where('team_id', '=', teamId).where('id', '=', id).execute();
  await eraseFiles(tx, teamId, { purpose: 'export', recordId: id });
}

/** Removes exports that ended long ago; their files were gone before. @returns how many */
export async function forgetExports(db: Db, wall: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM exports e USING (SELECT o.team_id, o.id FROM exports o JOIN teams t ON t.id = o.team_id
      WHERE o.finished_at <= ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond' - ${KEPT_DAYS}::integer * interval '1 day'
      ORDER BY o.finished_at LIMIT ${FORGOTTEN_AT_ONCE}) f
    WHERE e.team_id = f.team_id AND e.id = f.id`.execute(db);
  return Number(numAffectedRows);
}

/** The exports resource, without its create, which asks the contract (http/exportable.ts). */
export const exportsOfLists = { view: exportsView, remove: removeExport };
