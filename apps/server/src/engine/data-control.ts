import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database } from '../db/connect.js';
import { carryOutPart, type RequestWork } from '../domain/privacy/index.js';
import { type PartedWork, workInParts } from '../jobs/parts.js';
import { AppError } from '../kernel/errors.js';
import { ownClocks } from './claim.js';

/** Requests claimed in one round. */
const AT_ONCE = 4;
/** People of one part: each may have hundreds of e-mails. */
const PEOPLE = 2;
const TRIES = 12;

const REQUESTS: PartedWork = {
  queue: {
    table: 'data_control_work',
    waiting: sql`q.failed_at IS NULL`,
    due: (now) => sql`(q.retry_at IS NULL OR q.retry_at <= ${now})`,
    order: sql`q.id`,
  },
  retries: { tries: TRIES, firstMs: 5000, factor: 3, longestMs: 3_600_000 },
  leaseMs: 30_000,
};

/** One part of each request of privacy whose moment has come and that nobody else is at. @returns how many records were worked on */
export function carryOutRequests(
  { database, log }: { database: Database; log: Logger },
  wallClock: Date,
): Promise<number> {
  return workInParts(
    database,
    REQUESTS,
    { now: wallClock, limit: AT_ONCE, admit: ownClocks },
    {
      columns: ['request_id', 'after_id'],
      part: (tx, row, { team_id: teamId, attempts }, now) =>
        carryOutPart(tx, teamId, row as unknown as RequestWork, now, attempts > 1 ? 1 : PEOPLE),
      onFailure: ({ team_id: teamId, id, attempts }, error, over) => {
        const what = over ? 'a request of privacy is given up' : 'a part of a request of privacy failed';
        log.error({ err: error, teamId, workId: id, attempts }, what);
      },
      problem: (error) => {
        const cause =
          error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
        return `Given up after ${TRIES} attempts. ${cause}`;
      },
    },
  );
}
