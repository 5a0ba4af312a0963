import { contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { Database } from './db/connect.js';
import { exportRows } from './db/exporting.js';
import { write } from './db/write.js';
import { auditEntries, markReport, type ReportClaim, takeReports } from './domain/audit/index.js';
import { eraseFile, eraseFiles, keepFile } from './domain/files/index.js';
import { findKeptCaller, type SendSystemMail } from './domain/identity/index.js';
import { ownClocks } from './engine/claim.js';
import { parseList, queryOfBody } from './http/params.js';
import { readContext } from './http/request.js';
import { claimDue, dueRows, type Queue } from './jobs/lease.js';
import { pauseAfter, type Retries } from './jobs/retry.js';
import type { Loop } from './jobs/runner.js';
import type { Clock } from './kernel/clock.js';
import { AppError } from './kernel/errors.js';
import type { FileStore } from './kernel/file-store.js';
import type { Principal } from './kernel/principal.js';

/** Who is killed leaves a report alone for so long, by the wall clock; a file takes seconds, of a long log minutes. */
const LEASE_MS = 2_400_000;
const RETRIES: Retries = { tries: 8, firstMs: 5_000, factor: 4, longestMs: 3_600_000 };
/** How long a file is kept, and how large it may be. */
const KEPT_MS = 7 * 86_400_000;
const LARGEST = 4_000_000_000;

const WAITING: Queue = {
  table: 'audit_reports',
  waiting: sql`q.completed_at IS NULL AND q.failed_at IS NULL`,
  due: (_now, wall) =>
    sql`(q.retry_at IS NULL OR q.retry_at <= ${wall} OR q.retry_at > ${wall} + interval '1 hour')`,
  order: sql`q.id`,
};

interface Making {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
  readonly log: Logger;
  /** Absent: nobody is told by mail. */
  readonly sendSystemMail?: SendSystemMail | undefined;
}
interface At {
  readonly now: Date;
  readonly wall: Date;
}

/** Makes the files of audit reports. Who is killed in the middle leaves it to the next, from its beginning. */
export function auditLoop(making: Making): Loop {
  const round = async (wall: Date): Promise<number> => {
    const claims = await claimDue(making.database, WAITING, {
      now: wall,
      limit: 1,
      admit: ownClocks,
      take: (tx, team, room) =>
        takeReports(tx, dueRows(WAITING, ['team_id', 'id'], team, room), new Date(wall.getTime() + LEASE_MS)),
    });
    for (const { row: claim, now } of claims) await make(making, claim, { now, wall });
    return claims.length;
  };
  return { name: 'audit_reports', round };
}

async function make(making: Making, claim: ReportClaim, at: At): Promise<void> {
  const { database, log } = making;
  const { team_id: teamId, id, attempts } = claim;
  try {
    if (attempts > RETRIES.tries) throw new AppError('unavailable', 'Making the file ended the process.');
    await makeFile(making, claim, at);
  } catch (error) {
    const over = attempts >= RETRIES.tries;
    log.error(
      { err: error, teamId, auditReportId: id, attempts },
      over ? 'an audit report is given up' : 'an audit report could not be made',
    );
    const cause = error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
    const rests = new Date(at.wall.getTime() + pauseAfter(RETRIES, attempts, `audit ${id}`));
    await write(database.kysely, teamId, (tx) =>
      markReport(tx, claim, over ? { failed: at.now, problem: cause } : { rests }),
    );
  }
}

async function makeFile(making: Making, claim: ReportClaim, { now, wall }: At): Promise<void> {
  const { config, database, clock, store } = making;
  const { team_id: teamId, id, user_id: userId } = claim;
  const { kysely } = database;
  const principal = await findKeptCaller(kysely, { teamId, userId, granted: null, admin: true });
  // What only admins may read is made for nobody else.
  if (!principal?.admin) throw new AppError('unavailable', 'Who asked for it is no longer an active admin.');
  const claimed = await write(kysely, teamId, async (tx) => {
    // What a process that was killed had stored of it.
    await eraseFiles(tx, teamId, { purpose: 'audit', recordId: id });
    return markReport(tx, claim, { started: now });
  });
  if (!claimed) return;
  const reading = readContext({ config, clock }, principal, now);
  const rows = await exportRows(database.pool, auditEntries.view, reading, chosen(claim, principal), 'csv');
  const file = {
    teamId,
    purpose: 'audit' as const,
    recordId: id,
    name: `audit-report-${id}.csv`,
    contentType: 'text/csv; charset=utf-8',
    expiresAt: new Date(wall.getTime() + KEPT_MS),
  };
  const kept = await keepFile(kysely, store, file, rows, { limit: LARGEST, now: wall });
  const completed = await write(kysely, teamId, async (tx) => {
    const done = await markReport(tx, claim, { completed: now });
    if (!done) await eraseFile(tx, teamId, kept.id);
    return done;
  });
  if (completed && claim.email_notification) await tell(making, claim);
}

/** The entries that a report is about, oldest first; days are those of who asked. */
function chosen(claim: ReportClaim, { timeZone }: Principal) {
  const startOf = (day: string, plus: number) =>
    DateTime.fromISO(day, { zone: timeZone }).plus({ days: plus }).toISO();
  const filter = {
    record_type: claim.record_type === null ? undefined : [claim.record_type],
    record_id: some(claim.record_ids),
    user_guid: some(claim.audited_user_guids),
    action: some(claim.actions),
    created_at: {
      ...(claim.since === null ? {} : { gte: startOf(claim.since, 0) }),
      ...(claim.until === null ? {} : { lt: startOf(claim.until, 1) }),
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
async function tell({ database, log, sendSystemMail }: Making, claim: ReportClaim): Promise<void> {
  const { team_id: teamId, id, user_id: userId, name } = claim;
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
