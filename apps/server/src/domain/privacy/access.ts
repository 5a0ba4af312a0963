import type { Db, Tx } from '../../db/connect.js';
import { type Reading, tellPerson } from '../../db/person-access.js';
import { type Counts, type Traces, tracesOf } from '../../db/person-data.js';
import { readOnly } from '../../db/write.js';
import { addCounts, nextSubjects } from './request-rows.js';

/** A file that is to be made of a request. */
export interface AccessJob {
  readonly team_id: number;
  readonly request_id: number;
}

/** What is to be made, by its row, which the caller holds. */
export function accessJob(tx: Tx, teamId: number, id: number): Promise<AccessJob> {
  return tx
    .selectFrom('data_access_work')
    .select(['team_id', 'request_id'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** What a file tells, and how many rows of which table that was, once it is read to its end. */
export interface Told {
  readonly personId: number;
  readonly lines: AsyncIterable<Buffer>;
  counts(): Counts;
}

/** All that is known of the person of a request; undefined: the person is in no table any more, or the request is over. */
export async function toldOf(db: Db, job: AccessJob, madeAt: Date): Promise<Told | undefined> {
  const { team_id: teamId, request_id: requestId } = job;
  const read: Reading = (work) => readOnly(db, teamId, work);
  const traces = await read(async (tx): Promise<Traces | undefined> => {
    const [subject] = await nextSubjects(tx, teamId, requestId, 0, 1);
    return subject && tracesOf(tx, teamId, subject.record_id, { onlyRead: true });
  });
  if (!traces) return undefined;
  let counts: Counts = {};
  const head = { person_id: traces.personId, request_id: requestId, made_at: madeAt.toISOString() };
  async function* lines(of: Traces) {
    counts = yield* tellPerson(read, of, head);
  }
  return { personId: traces.personId, lines: lines(traces), counts: () => counts };
}

/** The file is there: the request, whose row of work the caller holds, is completed. */
export async function finishAccess(
  tx: Tx,
  id: number,
  job: AccessJob,
  counts: Counts,
  now: Date,
): Promise<void> {
  const { team_id: teamId, request_id: requestId } = job;
  await tx.deleteFrom('data_access_work').where('team_id', '=', teamId).where('id', '=', id).execute();
  await addCounts(tx, teamId, requestId, counts, now);
}
