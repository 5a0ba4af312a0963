import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { plain, sort, type View, view } from '../../db/view.js';
import { AppError, invalid } from '../../kernel/errors.js';
import { filePathSql } from '../../kernel/file-token.js';
import { isGuid } from '../../kernel/guid.js';
import type { Command } from '../command.js';
import { requireAdmin } from '../records.js';

/** Reports of a team that are still to be made. */
const MOST_WAITING = 100;
const DOWNLOAD = `(SELECT :base || ${filePathSql('file', 'f.id')} FROM files f WHERE f.team_id = r.team_id AND f.purpose = 'audit'
  AND f.record_id = r.id AND f.bytes IS NOT NULL AND r.completed_at IS NOT NULL AND f.expires_at > to_timestamp(:links_until) ORDER BY f.id DESC LIMIT 1) AS download_url`;
const STATUS = `CASE WHEN r.completed_at IS NOT NULL THEN 'completed' WHEN r.failed_at IS NOT NULL THEN 'failed'
  WHEN r.started_at IS NOT NULL THEN 'started' ELSE 'requested' END AS status`;
/** The day of a moment where the reader is; never before it was requested, which the database stamps. */
const day = (column: string, name: string): string =>
  `CASE WHEN r.${column} IS NOT NULL THEN (greatest(r.${column}, r.created_at) AT TIME ZONE :tz)::date END AS ${name}`;
const ofUser = (column: string, name: string): string =>
  `(SELECT u.${column} FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS ${name}`;

const reportsView: View = view(contract.resources.audit_reports, {
  table: 'audit_reports',
  sight: null,
  columns: [
    plain('id', 'name'),
    STATUS,
    'r.problem AS error',
    plain('record_type', 'record_ids', 'audited_user_guids', 'actions', 'since', 'until'),
    plain('data_source', 'email_notification'),
    day('created_at', 'requested_on'),
    day('started_at', 'started_on'),
    day('completed_at', 'completed_on'),
    DOWNLOAD,
    ofUser('guid', 'user_guid'),
    ofUser('name', 'requestor_name'),
    ofUser('email', 'requestor_email'),
  ].join(', '),
  visible: ':admin',
  filters: {},
  sorts: { id: sort('r.id', 'bigint') },
});

/** Asks for a file of the audit log. @returns its id @throws AppError forbidden, invalid */
async function createReport(
  { tx, principal, now }: Command,
  body: Body<Contract['resources']['audit_reports']['create']>,
): Promise<number> {
  requireAdmin(principal, 'ask for audit reports');
  const { teamId } = principal;
  const guids = [...new Set(body.audited_user_guids)];
  if (body.since != null && body.until != null && body.until < body.since)
    throw invalid('until', 'lies before since');
  if (guids.length > 0) {
    const { rows } = await sql<{ guid: string }>`
      SELECT guid::text AS guid FROM users WHERE team_id = ${teamId} AND guid::text = ANY(${guids.filter(isGuid)}::text[])`.execute(
      tx,
    );
    if (rows.length < guids.length) throw invalid('audited_user_guids', 'could not be found');
  }
  // One after another, or many at once would each see room.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audit reports ${teamId}`}, 0))`.execute(tx);
  const waiting = await tx
    .selectFrom('audit_reports')
    .select('id')
    .where('team_id', '=', teamId)
    .where('completed_at', 'is', null)
    .where('failed_at', 'is', null)
    .limit(MOST_WAITING)
    .execute();
  if (waiting.length >= MOST_WAITING)
    throw invalid('base', `${MOST_WAITING} audit reports are still to be made: wait for one`);
  const { id } = await tx
    .insertInto('audit_reports')
    .values({
      team_id: teamId,
      created_at: now,
      updated_at: now,
      user_id: principal.userId,
      name: body.name ?? null,
      record_type: body.record_type ?? null,
      record_ids: body.record_ids ?? [],
      audited_user_guids: guids,
      actions: body.actions ?? [],
      since: body.since ?? null,
      until: body.until ?? null,
      data_source: body.data_source ?? null,
      email_notification: body.email_notification ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A report that is to be made. */
export interface ReportJob {
  readonly team_id: number;
  readonly id: number;
  readonly user_id: number;
  readonly name: string | null;
  readonly record_type: string | null;
  readonly record_ids: readonly number[];
  readonly audited_user_guids: readonly string[];
  readonly actions: readonly string[];
  readonly since: string | null;
  readonly until: string | null;
  readonly email_notification: boolean;
}

/** Begins a report whose row the caller holds. */
export async function beginReport(tx: Tx, teamId: number, id: number, now: Date): Promise<ReportJob> {
  const { rows } = await sql<ReportJob>`
    UPDATE audit_reports SET started_at = coalesce(started_at, ${now}) WHERE team_id = ${teamId} AND id = ${id}
    RETURNING team_id, id, user_id, name, record_type, record_ids, audited_user_guids, actions, since, until, email_notification`.execute(
    tx,
  );
  const [job] = rows;
  if (!job) throw new AppError('not_found', 'The report is gone');
  return job;
}

/** Its file is there. */
export async function completeReport(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  await sql`UPDATE audit_reports SET completed_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}

/** The audit_reports resource. */
export const auditReports = { view: reportsView, create: createReport };
