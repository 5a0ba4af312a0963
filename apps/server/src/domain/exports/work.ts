import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { AppError } from '../../kernel/errors.js';

/** An export that is being made. */
export interface ExportJob {
  readonly team_id: number;
  readonly id: number;
  readonly user_id: number;
  readonly list: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly format: 'csv' | 'ndjson' | 'json';
  readonly fields: readonly string[];
  readonly granted: readonly string[] | null;
  readonly by_admin: boolean;
  readonly application: string | null;
  readonly needs: readonly string[];
}

/** Begins an export whose row the caller holds. */
export async function beginExport(tx: Tx, teamId: number, id: number, now: Date): Promise<ExportJob> {
  const { rows } = await sql<ExportJob>`
    UPDATE exports SET state = 'running', started_at = coalesce(started_at, ${now}) WHERE team_id = ${teamId} AND id = ${id}
    RETURNING team_id, id, user_id, list, query, format, fields, granted, by_admin, application, needs`.execute(
    tx,
  );
  const [job] = rows;
  if (!job) throw new AppError('not_found', 'The export is gone');
  return job;
}

/** What a file turned out to be. */
export interface Exported {
  readonly rows: number;
  readonly bytes: number;
  readonly expiresAt: Date;
  readonly needs: readonly string[];
  readonly whole: boolean;
  /** As whom it was read. */
  readonly seenBy: { readonly admin: boolean; readonly groupId: number | null };
}

/** Its file is there. */
export async function completeExport(
  tx: Tx,
  { team_id: teamId, id }: ExportJob,
  done: Exported,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE exports SET state = 'done', finished_at = ${now}, updated_at = ${now}, row_count = ${done.rows}, bytes = ${done.bytes},
      expires_at = ${done.expiresAt}, needs = ${[...done.needs]}::text[], whole = ${done.whole},
      seen_by_admin = ${done.seenBy.admin}, seen_by_group = ${done.seenBy.groupId}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  await append({ tx, teamId, now }, 'export_completed', id);
}

/** It was given up. */
export async function failExport(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  await sql`UPDATE exports SET state = 'failed', finished_at = ${now}, updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
  await append({ tx, teamId, now }, 'export_completed', id);
}
