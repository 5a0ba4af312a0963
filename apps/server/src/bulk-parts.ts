import { sql } from 'kysely';
import type { Logger } from 'pino';
import { type Config, secretKeys } from './config.js';
import type { Database, Tx } from './db/connect.js';
import {
  actFor,
  beginJob,
  endRows,
  finishJob,
  type JobToRun,
  nextRows,
  retryRow,
  type RowEnd,
  type RowToRun,
} from './domain/bulk/index.js';
import type { SendingCommand } from './domain/command.js';
import { findKeptCaller } from './domain/identity/index.js';
import type { TakePlace } from './domain/place-by-hand.js';
import { ownClocks } from './engine/claim.js';
import { undoable } from './events/outbox.js';
import { carryOutRow, type RowUnit } from './http/bulk/carry.js';
import { INTERNAL, sentenceOf } from './http/bulk/sentence.js';
import { readContext } from './http/request.js';
import { type PartClaim, type PartedWork, type Progress, workInParts } from './jobs/parts.js';
import type { Loop } from './jobs/runner.js';
import type { Clock } from './kernel/clock.js';
import { createSealer, type Sealer } from './kernel/sealed.js';
import { isConnectionError, isRetryable } from './db/pg-errors.js';

/** Jobs that get a part in one round, each of another team. */
const AT_ONCE = 10;
/** Rows of a part: others wait for what they change for a fraction of a second. */
const ROWS = 20;
/** A row is tried so often when it fails for no reason of its own. */
const TRIES = 3;
/** Parts in a row that failed or ended their process, after which the first of their rows is refused instead. */
const PATIENCE = 6;

/**
 * The jobs of a team take turns: the first that has not ended holds up those behind it. Dry runs are a queue of their own:
 * whoever asks what would happen does not wait for the hundred thousand rows of a colleague.
 */
const BULK: PartedWork = {
  queue: {
    table: 'bulk_job_runs',
    waiting: sql`q.failed_at IS NULL`,
    due: (now) => sql`(q.retry_at IS NULL OR q.retry_at <= ${now} OR q.retry_at > ${now} + interval '1 hour')
      AND NOT EXISTS (SELECT FROM bulk_job_runs e JOIN bulk_jobs b ON b.team_id = e.team_id AND b.id = e.bulk_job_id
        WHERE e.team_id = q.team_id AND e.id < q.id
          AND b.dry_run = (SELECT o.dry_run FROM bulk_jobs o WHERE o.team_id = q.team_id AND o.id = q.bulk_job_id))`,
    order: sql`q.id`,
  },
  // Never given up: rows at fault are refused, and what else fails is the database.
  retries: { tries: Number.POSITIVE_INFINITY, firstMs: 1000, factor: 4, longestMs: 600_000 },
  leaseMs: 10_000,
};

interface Carrying {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly takePlace: TakePlace;
}

/** The bulk jobs of all teams, a part of each in a round. */
export function bulkLoop(carrying: Carrying): Loop {
  return { name: 'bulk_jobs', round: (now) => runBulk(carrying, now) };
}

/** One part of each job whose turn it is. @returns how many rows were worked on, or jobs ended */
export function runBulk(
  { config, database, clock, log, takePlace }: Carrying,
  wallClock: Date,
): Promise<number> {
  const sealer = createSealer('mailboxes', secretKeys(config));
  const how = { now: wallClock, limit: AT_ONCE, admit: ownClocks };
  return workInParts(database, BULK, how, {
    columns: ['bulk_job_id', 'after_id'],
    part: (tx, row, claim, now) =>
      nextPart({ tx, claim, now, config, clock, log, takePlace, sealer }, row as unknown as Stored),
    onFailure: ({ team_id: teamId, id, attempts }, error) =>
      log.error({ err: error, teamId, bulkJobRunId: id, attempts }, 'a part of a bulk job failed'),
    problem: () => INTERNAL,
  });
}

interface Stored {
  readonly bulk_job_id: number;
  readonly after_id: number;
}
interface InPart extends Omit<Carrying, 'database'> {
  readonly tx: Tx;
  readonly claim: PartClaim;
  readonly now: Date;
  readonly sealer: Sealer;
}

/** What rows do is written down with them, in one transaction: whoever is killed leaves neither. */
async function nextPart(part: InPart, { bulk_job_id: id, after_id: after }: Stored): Promise<Progress> {
  const { tx, now, claim } = part;
  const { team_id: teamId, attempts } = claim;
  const job = await beginJob(tx, teamId, id, now);
  if (!job) return { after: undefined, done: 1 };
  const atOnce = Math.max(1, Math.floor(ROWS / 2 ** (attempts - 1)));
  const rows = await nextRows(tx, teamId, id, after, atOnce);
  const by = await unitOf(part, job);
  const ends: (RowEnd & { id: number })[] = [];
  for (const row of rows) {
    const end = attempts > PATIENCE ? { error: INTERNAL } : await endOf(part, by, job, row);
    if (end === 'again') {
      await retryRow(tx, teamId, row.id, now);
      break;
    }
    ends.push({ ...end, id: row.id });
  }
  await endRows(tx, teamId, id, ends, now);
  const last = ends.at(-1)?.id ?? after;
  if (rows.length === atOnce || ends.length < rows.length)
    return { after: last, done: Math.max(1, ends.length) };
  await finishJob(tx, teamId, id, now);
  return { after: undefined, done: Math.max(1, ends.length) };
}

/** The job's creator at work; undefined when they were deactivated meanwhile. */
async function unitOf(
  { tx, now, claim, config, clock, takePlace, sealer }: InPart,
  { userId, granted, byAdmin }: JobToRun,
): Promise<RowUnit | undefined> {
  const kept = { teamId: claim.team_id, userId, granted, admin: byAdmin };
  const principal = await findKeptCaller(tx, kept);
  if (!principal) return undefined;
  await actFor(tx, userId);
  const unit: SendingCommand = { tx, principal, now, sealer, takePlace };
  return { unit, reading: readContext({ config, clock }, principal, now) };
}

/** One row: a refusal leaves nothing of it behind. */
async function endOf(
  { tx, log, claim }: InPart,
  by: RowUnit | undefined,
  { id: jobId, type, dryRun }: JobToRun,
  { id, record, tries }: RowToRun,
): Promise<RowEnd | 'again'> {
  if (!by) return { error: 'The user who created the job is no longer active' };
  try {
    const end = await undoable(tx, () => carryOutRow(by, type, record), dryRun);
    return dryRun ? { ...end, undo: null } : end;
  } catch (error) {
    if (isRetryable(error) || isConnectionError(error)) throw error;
    const sentence = sentenceOf(error);
    if (sentence !== undefined) return { error: sentence };
    log.error(
      { err: error, teamId: claim.team_id, bulkJobId: jobId, rowId: id },
      'a row of a bulk job failed',
    );
    return tries + 1 < TRIES ? 'again' : { error: INTERNAL };
  }
}
