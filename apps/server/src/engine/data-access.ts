import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database } from '../db/connect.js';
import { write } from '../db/write.js';
import { eraseFile, keepFile } from '../domain/files/index.js';
import {
  type AccessClaim,
  finishAccess,
  giveUpAccess,
  restAccess,
  takeAccess,
  toldOf,
} from '../domain/privacy/index.js';
import { claimDue, dueRows, type Queue } from '../jobs/lease.js';
import { pauseAfter, type Retries } from '../jobs/retry.js';
import type { Loop } from '../jobs/runner.js';
import { AppError } from '../kernel/errors.js';
import type { FileStore } from '../kernel/file-store.js';
import { ownClocks } from './claim.js';

/** Files claimed in one round. */
const AT_ONCE = 1;
/** Who is killed leaves a file alone for so long, by the wall clock; making one takes seconds. */
const LEASE_MS = 600_000;
const RETRIES: Retries = { tries: 8, firstMs: 5_000, factor: 4, longestMs: 3_600_000 };
/** How long a file is kept, and how large it may be. */
const KEPT_MS = 7 * 86_400_000;
const LARGEST = 4_000_000_000;

const WAITING: Queue = {
  table: 'data_access_work',
  waiting: sql`q.failed_at IS NULL`,
  due: (_now, wall) =>
    sql`(q.retry_at IS NULL OR q.retry_at <= ${wall} OR q.retry_at > ${wall} + interval '1 hour')`,
  order: sql`q.id`,
};

interface Making {
  readonly database: Database;
  readonly store: FileStore;
  readonly log: Logger;
}

/** Makes the files that tell all that is known of a person. Who is killed in the middle leaves it to the next, from its beginning. */
export function accessLoop(making: Making): Loop {
  const round = async (wall: Date): Promise<number> => {
    const claims = await claimDue(making.database, WAITING, {
      now: wall,
      limit: AT_ONCE,
      admit: ownClocks,
      take: (tx, team, room) =>
        takeAccess(tx, dueRows(WAITING, ['team_id', 'id'], team, room), new Date(wall.getTime() + LEASE_MS)),
    });
    for (const { row: claim, now } of claims) await make(making, claim, { now, wall });
    return claims.length;
  };
  return { name: 'data_access', round };
}

async function make(making: Making, claim: AccessClaim, at: { now: Date; wall: Date }): Promise<void> {
  const { database, log } = making;
  const { team_id: teamId, attempts } = claim;
  try {
    if (attempts > RETRIES.tries) throw new AppError('unavailable', 'Making the file ended the process.');
    await makeFile(making, claim, at);
  } catch (error) {
    const over = attempts >= RETRIES.tries;
    log.error(
      { err: error, teamId, requestId: claim.request_id, attempts },
      over ? 'a file about a person is given up' : 'a file about a person could not be made',
    );
    const cause = error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
    const rest = new Date(at.wall.getTime() + pauseAfter(RETRIES, attempts, `access ${claim.id}`));
    await write(database.kysely, teamId, (tx) =>
      over
        ? giveUpAccess(tx, claim, `Given up after ${RETRIES.tries} attempts. ${cause}`, at.now)
        : restAccess(tx, claim, rest),
    );
  }
}

async function makeFile(
  { database, store }: Making,
  claim: AccessClaim,
  { now, wall }: { now: Date; wall: Date },
): Promise<void> {
  const { team_id: teamId, request_id: requestId } = claim;
  const told = await toldOf(database.kysely, claim, now);
  if (!told) throw new AppError('unavailable', 'The person is not there any more.');
  const file = {
    teamId,
    purpose: 'access' as const,
    recordId: requestId,
    name: `person-${told.personId}.json`,
    contentType: 'application/json; charset=utf-8',
    expiresAt: new Date(wall.getTime() + KEPT_MS),
  };
  const { id } = await keepFile(database.kysely, store, file, told.lines, { limit: LARGEST, now: wall });
  await write(database.kysely, teamId, async (tx) => {
    // Called off, or taken up by another meanwhile.
    if (!(await finishAccess(tx, claim, told.counts(), now))) await eraseFile(tx, teamId, id);
  });
}
