import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { AppError, notFound } from '../../kernel/errors.js';
import type { FileStore } from '../../kernel/file-store.js';
import type { Principal } from '../../kernel/principal.js';
import { ADMIN_ROLE, OPEN_TO } from '../identity/index.js';
import { findFile, type KeptFile, openFile } from '../files/index.js';
import { seesOfUser } from '../visibility.js';
import { detectSheet, type KnownNames, type Sheet } from './detect.js';
import { decoded, type SheetEncoding, UNCERTAIN } from './encoding-rules.js';
import { knownNames } from './known-names.js';

/** What of a file is looked at to tell what its columns are, in bytes. */
const LOOKED_AT = 262_144;

/** An import's file, and what it seems to be. */
export interface FoundSheet {
  readonly file: KeptFile;
  readonly encoding: SheetEncoding;
  /** Whether the file, or the caller, says what its encoding is. */
  readonly certain: boolean;
  readonly sheet: Sheet;
  readonly known: KnownNames;
}

/**
 * Looks into the file of an import. @param wall the wall clock's present @throws AppError not_found where the caller does not
 * see the import, or where it has no file (any more); unavailable
 */
export async function lookIntoSheet(
  db: Db,
  store: FileStore,
  principal: Principal,
  { importId, wall, encoding: given }: { importId: number; wall: Date; encoding?: SheetEncoding | undefined },
): Promise<FoundSheet> {
  const found = await db
    .selectFrom('imports')
    .select(['user_id', 'file_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', importId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found || !seesOfUser(principal, found.user_id)) throw notFound();
  if (found.file_id === null)
    throw new AppError('not_found', 'Not Found', { detail: 'the import has no file' });
  const file = await findFile(db, principal.teamId, found.file_id, wall);
  const encoding = given ?? encodingOf(file);
  const head = await openFile(store, file, {
    start: 0,
    end: Math.max(0, Math.min(file.bytes, LOOKED_AT) - 1),
  });
  let text = '';
  for await (const piece of decoded(head as AsyncIterable<Uint8Array>, encoding)) text += piece;
  // The last row of a part may be cut.
  const whole = file.bytes <= LOOKED_AT ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), 0));
  const known = await knownNames(db, principal.teamId);
  const certain = given !== undefined || !file.content_type.includes(UNCERTAIN);
  return { file, encoding, certain, sheet: detectSheet(whole, known), known };
}

/** As it was told when the file came. */
function encodingOf({ content_type: type }: KeptFile): SheetEncoding {
  const name = type.slice(type.indexOf('charset=') + 'charset='.length);
  return name === 'utf-16le' || name === 'utf-16be' || name === 'windows-1252' ? name : 'utf-8';
}

/** A run as its progress is told. */
export interface RunRow {
  readonly id: number;
  readonly import_id: number;
  readonly dry: boolean;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly cancelled_at: Date | null;
  readonly failed_at: Date | null;
  readonly problem: string | null;
  readonly after_id: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
  readonly left_out: number;
}

/** The last run of an import, and the last dry one. @throws AppError not_found where the caller does not see the import */
export async function lastRuns(
  db: Db,
  principal: Principal,
  importId: number,
): Promise<{ run: RunRow | undefined; dry: RunRow | undefined }> {
  const found = await db
    .selectFrom('imports')
    .select('user_id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', importId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found || !seesOfUser(principal, found.user_id)) throw notFound();
  const last = (dry: boolean) =>
    db
      .selectFrom('import_runs')
      .select(['id', 'import_id', 'dry', 'started_at', 'finished_at', 'cancelled_at', 'failed_at'])
      .select(['problem', 'after_id', 'created', 'updated', 'skipped', 'refused'])
      .select(sql<number>`coalesce((options ->> 'left_out')::integer, 0)`.as('left_out'))
      .where('team_id', '=', principal.teamId)
      .where('import_id', '=', importId)
      .where('dry', '=', dry)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  return { run: await last(false), dry: await last(true) };
}

/** A row that is told, in the order of the file. */
export interface ToldRow {
  readonly line: number;
  readonly outcome: string;
  readonly message: string | null;
  readonly person_id: number | null;
  readonly account_id: number | null;
  readonly cells: string[] | null;
}

const PAGE = 1_000;

/** What became of rows, page by page: nothing of the database is held while somebody reads slowly. */
export async function* toldRows(db: Db, teamId: number, runId: number): AsyncGenerator<ToldRow> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<ToldRow>`
      SELECT line, outcome, message, person_id, account_id, cells FROM import_rows
      WHERE team_id = ${teamId} AND run_id = ${runId} AND line > ${after} ORDER BY line LIMIT ${PAGE}`.execute(
      db,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.line;
  }
}

/** What was said of rows, and of how many. */
export interface RowReason {
  readonly outcome: string;
  readonly reason: string;
  readonly rows: number;
  /** Where the first of them begins. */
  readonly line: number;
}

/** Reasons that are told: a file may have one for each of its rows. */
const REASONS = 100;

/** The most frequent reasons of a run. */
export async function reasonsOfRun(db: Db, teamId: number, runId: number): Promise<RowReason[]> {
  const { rows } = await sql<RowReason>`
    SELECT outcome, message AS reason, count(*)::int AS rows, min(line)::int AS line FROM import_rows
    WHERE team_id = ${teamId} AND run_id = ${runId} AND message IS NOT NULL
    GROUP BY outcome, message ORDER BY 3 DESC, 4 LIMIT ${REASONS}`.execute(db);
  return rows;
}

/** The names of the columns that a run read. */
export async function namesOfRun(db: Db, teamId: number, runId: number): Promise<string[]> {
  const { rows } = await sql<{ names: string[] | null }>`
    SELECT options -> 'names' AS names FROM import_runs WHERE team_id = ${teamId} AND id = ${runId}`.execute(
    db,
  );
  return rows[0]?.names ?? [];
}

/**
 * Who a run acts as: who started it, with the rights they have now and the scopes their token had then.
 * @returns undefined: they were deactivated
 */
export async function runnerOf(
  db: Db,
  teamId: number,
  userId: number,
  scopes: readonly string[] | null,
): Promise<Principal | undefined> {
  const { rows } = await sql<{
    guid: string;
    role_id: string;
    group_id: number | null;
    time_zone: string;
    open: boolean;
    clock_offset_ms: number;
  }>`
    SELECT u.guid, u.role_id, u.group_id, u.time_zone, ${sql.raw(OPEN_TO)} AS open, t.clock_offset_ms
    FROM users u JOIN teams t ON t.id = u.team_id WHERE u.team_id = ${teamId} AND u.id = ${userId} AND u.active`.execute(
    db,
  );
  const [user] = rows;
  if (!user) return undefined;
  return {
    teamId,
    userId,
    userGuid: user.guid,
    admin: user.role_id === ADMIN_ROLE,
    groupId: user.group_id,
    teamOpen: user.open,
    timeZone: user.time_zone,
    scopes: scopes === null ? 'all' : new Set(scopes),
    via: 'session',
    rateLimitPerMinute: 600,
    clockOffsetMs: Number(user.clock_offset_ms),
  };
}
