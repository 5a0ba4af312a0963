import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { randomHex } from '../../kernel/crypto.js';
import { notFound } from '../../kernel/errors.js';
import type { ByteRange, FileStore } from '../../kernel/file-store.js';

/** What a file is there for: what is erased together, and who may make one. */
export type FilePurpose =
  | 'import'
  | 'import_errors'
  | 'export'
  | 'audit'
  | 'access'
  | 'attachment'
  | 'recording';

/** A file that is to be kept. */
export interface NewFile {
  readonly teamId: number;
  readonly purpose: FilePurpose;
  /** The record it belongs to, within its purpose. */
  readonly recordId?: number | undefined;
  readonly name: string;
  /** Known before it comes, or only at its end. */
  readonly contentType: string | (() => string);
  /** By the wall clock, as every moment of files; undefined: kept until it is erased. */
  readonly expiresAt?: Date | undefined;
}

/** A file as its row says it. */
export interface KeptFile {
  readonly team_id: number;
  readonly id: number;
  readonly name: string;
  readonly content_type: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** A process that is killed while a file comes in leaves a row that is over after so long, and with it what was stored. */
const COMING_IN_MS = 6 * 3_600_000;
/** Removed in one part of the chore. */
const AT_ONCE = 100;
const RETRY_MS = 900_000;
/** What a killed process left half written is nobody's after so long. */
const HALF_WRITTEN_MS = 24 * 3_600_000;

/**
 * Takes a stream in and keeps it. Its row is there first, so that nothing is stored that no row knows of. No transaction is
 * open meanwhile. @param limit bytes @returns its id @throws AppError too_large, unavailable
 */
export async function keepFile(
  db: Db,
  store: FileStore,
  file: NewFile,
  source: AsyncIterable<Uint8Array>,
  { limit, now }: { limit: number; now: Date },
): Promise<{ id: number; bytes: number; sha256: Buffer }> {
  const { teamId } = file;
  const key = `t${teamId}/${randomHex(1)}/${randomHex(24)}`;
  const { id } = await write(db, teamId, (tx) => insert(tx, file, key, now));
  try {
    const { bytes, sha256 } = await store.put(key, source, limit);
    await write(db, teamId, async (tx) => {
      // Who was forgotten while it came in stays so.
      await sql`
        UPDATE files SET bytes = ${bytes}, sha256 = ${sha256}, content_type = ${typeOf(file)},
          expires_at = CASE WHEN expires_at = '-infinity' THEN expires_at ELSE ${file.expiresAt ?? null}::timestamptz END
        WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
    });
    return { id, bytes, sha256 };
  } catch (error) {
    await write(db, teamId, (tx) => eraseFile(tx, teamId, id));
    throw error;
  }
}

const typeOf = ({ contentType }: NewFile): string =>
  typeof contentType === 'string' ? contentType : contentType();

async function insert(tx: Tx, file: NewFile, key: string, now: Date): Promise<{ id: number }> {
  return tx
    .insertInto('files')
    .values({
      team_id: file.teamId,
      created_at: now,
      purpose: file.purpose,
      record_id: file.recordId ?? null,
      name: file.name.slice(0, 255),
      content_type: typeof file.contentType === 'string' ? file.contentType : 'application/octet-stream',
      key,
      expires_at: new Date(now.getTime() + COMING_IN_MS),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** The newest whole file of a purpose that belongs to no record yet, by what is in it; held until the end of the transaction. */
export async function findUnassigned(
  tx: Tx,
  teamId: number,
  purpose: FilePurpose,
  sha256: Buffer,
): Promise<{ id: number; name: string } | undefined> {
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT id, name FROM files WHERE team_id = ${teamId} AND purpose = ${purpose} AND record_id IS NULL AND sha256 = ${sha256}
      AND expires_at > '-infinity' ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0];
}

/** A file is a record's from now on; one that would have been over soon is kept for thirty days from when it came. */
export async function assignFile(tx: Tx, teamId: number, id: number, recordId: number): Promise<void> {
  await sql`UPDATE files SET record_id = ${recordId}, expires_at = created_at + interval '30 days'
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** A file that is whole and whose time is not over. @param now the wall clock's @throws AppError not_found */
export async function findFile(db: Db, teamId: number, id: number, now: Date): Promise<KeptFile> {
  const found = await db
    .selectFrom('files')
    .select(['team_id', 'id', 'name', 'content_type', 'key', 'bytes', 'sha256'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!found || found.bytes === null || found.sha256 === null) throw notFound();
  return { ...found, bytes: Number(found.bytes), sha256: found.sha256 };
}

/** @throws AppError not_found, unavailable */
export async function openFile(store: FileStore, file: KeptFile, range?: ByteRange): Promise<Readable> {
  const stream = await store.open(file.key, range);
  if (!stream) throw notFound('the store has no such file');
  return stream;
}

/**
 * Ends files of a purpose, of one record or of all, in the caller's transaction: nobody reads them after it, and the chore
 * removes their bytes (`deleteExpiredFiles`, which who cannot wait for it calls after the commit).
 */
export async function eraseFiles(
  tx: Tx,
  teamId: number,
  { purpose, recordId }: { purpose: FilePurpose; recordId?: number },
): Promise<void> {
  await sql`UPDATE files SET expires_at = '-infinity', retry_at = NULL
    WHERE team_id = ${teamId} AND purpose = ${purpose} ${recordId === undefined ? sql`` : sql`AND record_id = ${recordId}`}`.execute(
    tx,
  );
}

/** Whether a file is whole and was not erased; held until the end of the transaction. */
export async function isKept(tx: Tx, teamId: number, id: number): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 FROM files WHERE team_id = ${teamId} AND id = ${id} AND bytes IS NOT NULL
    AND expires_at IS DISTINCT FROM '-infinity' FOR UPDATE`.execute(tx);
  return rows.length > 0;
}

/** Ends all files of a team that goes away. @returns how many there are still */
export async function expireFiles(db: Db, teamId: number): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE files SET expires_at = '-infinity', retry_at = NULL
    WHERE team_id = ${teamId}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Ends one file, as `eraseFiles` does. */
export async function eraseFile(tx: Tx, teamId: number, id: number): Promise<void> {
  await sql`UPDATE files SET expires_at = '-infinity' WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/**
 * Removes some files that are over: first their bytes, then their rows. One that the store does not remove rests and is tried
 * again. @returns how many were looked at; 0: nothing is left for now
 */
export async function deleteExpiredFiles(
  db: Db,
  store: FileStore,
  now: Date,
  onFailure: (error: unknown, file: { teamId: number; fileId: number }) => void,
): Promise<number> {
  const { rows } = await sql<{ team_id: number; id: number; key: string }>`
    SELECT team_id, id, key FROM files WHERE expires_at <= ${now} AND (retry_at IS NULL OR retry_at <= ${now})
    ORDER BY expires_at, team_id, id LIMIT ${AT_ONCE}`.execute(db);
  for (const { team_id: teamId, id, key } of rows) {
    const gone = await store.remove(key).then(
      () => true,
      (error: unknown) => {
        onFailure(error, { teamId, fileId: id });
        return false;
      },
    );
    const retryAt = new Date(now.getTime() + RETRY_MS);
    await write(db, teamId, async (tx) => {
      if (gone) await sql`DELETE FROM files WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
      else
        await sql`UPDATE files SET retry_at = ${retryAt} WHERE team_id = ${teamId} AND id = ${id}`.execute(
          tx,
        );
    });
  }
  if (rows.length === 0) await store.sweep(new Date(now.getTime() - HALF_WRITTEN_MS));
  return rows.length;
}
