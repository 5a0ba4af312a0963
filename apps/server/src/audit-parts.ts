import { contract } from '@cadenza/contract';
import { DateTime } from 'luxon';
import type { Config } from './config.js';
import { exportRows } from './db/exporting.js';
import { auditEntries, beginReport, completeReport, type ReportJob } from './domain/audit/index.js';
import { findKeptCaller, type SendSystemMail } from './domain/identity/index.js';
import { fileLoop, type Making as MakingFiles } from './engine/file-work.js';
import { parseList, queryOfBody } from './http/params.js';
import { readContext } from './http/request.js';
import type { Loop } from './jobs/runner.js';
import { AppError } from './kernel/errors.js';
import type { Principal } from './kernel/principal.js';

interface Making extends MakingFiles {
  readonly config: Config;
  /** Absent: nobody is told by mail. */
  readonly sendSystemMail?: SendSystemMail | undefined;
}

/** Makes the files of audit reports. */
export function auditLoop(making: Making): Loop {
  const { config, clock, database } = making;
  return fileLoop<ReportJob>(making, {
    name: 'audit_reports',
    what: 'an audit report',
    table: 'audit_reports',
    waiting: 'q.completed_at IS NULL AND q.failed_at IS NULL',
    purpose: 'audit',
    begin: async (tx, { team_id: teamId, id }, now) => ({
      job: await beginReport(tx, teamId, id, now),
      recordId: id,
    }),
    content: async (job, { team_id: teamId, id }, { now }) => {
      const kept = { teamId, userId: job.user_id, granted: null, admin: true };
      const principal = await findKeptCaller(database.kysely, kept);
      // What only admins may read is made for nobody else.
      if (!principal?.admin)
        throw new AppError('forbidden', 'Who asked for it is no longer an active admin.');
      const reading = readContext({ config, clock }, principal, now);
      const lines = await exportRows(database.pool, auditEntries.view, reading, chosen(job, principal), {
        format: 'csv',
      });
      return { name: `audit-report-${id}.csv`, contentType: 'text/csv; charset=utf-8', lines };
    },
    finish: (tx, { team_id: teamId, id }, _job, _made, now) => completeReport(tx, teamId, id, now),
    told: async (job) => {
      if (job.email_notification) await tell(making, job);
    },
  });
}

/** The entries that a report is about, oldest first; days are those of who asked. */
function chosen(job: ReportJob, { timeZone }: Principal) {
  const startOf = (day: string, plus: number) =>
    DateTime.fromISO(day, { zone: timeZone }).plus({ days: plus }).toISO();
  const filter = {
    record_type: job.record_type === null ? undefined : [job.record_type],
    record_id: some(job.record_ids),
    user_guid: some(job.audited_user_guids),
    action: some(job.actions),
    created_at: {
      ...(job.since === null ? {} : { gte: startOf(job.since, 0) }),
      ...(job.until === null ? {} : { lt: startOf(job.until, 1) }),
    },
  };
  const given = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && JSON.stringify(value) !== '{}'),
  );
  const list = { ...contract.resources.audit_entries.list, paging: 'never' } as const;
  const { query } = parseList(list, queryOfBody(given), true);
  return { ...query, sortBy: 'created_at', direction: 'ASC', limit: undefined, offset: 0 } as const;
}

const some = (values: readonly (string | number)[]) => (values.length === 0 ? undefined : values);

/** A mail that is refused changes nothing of the report. */
async function tell({ database, log, sendSystemMail }: Making, job: ReportJob): Promise<void> {
  const { team_id: teamId, id, user_id: userId, name } = job;
  const user = await database.kysely
    .selectFrom('users')
    .select('email')
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user || !sendSystemMail) return;
  const compose = async () => ({
    subject: `Audit report ${id} is ready`,
    text: `The audit report ${name === null ? id : `"${name}" (${id})`} is ready, and kept for a week: GET /v2/audit_reports/${id} has a link to its file.\n`,
  });
  await sendSystemMail({ teamId, to: user.email, compose }).catch((error: unknown) =>
    log.warn({ err: error, teamId, auditReportId: id }, 'nobody could be told of an audit report'),
  );
}
