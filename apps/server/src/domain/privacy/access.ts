import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { type Reading, tellPerson } from '../../db/person-access.js';
import { type Counts, type Traces, tracesOf } from '../../db/person-data.js';
import { readOnly } from '../../db/write.js';
import { eraseFiles } from '../files/index.js';
import { addCounts, nextSubjects } from './request-rows.js';

/** A claimed file that is to be made: `attempts` counts the try that begins, and is the token of whoever claimed it. */
export interface AccessClaim {
  readonly team_id: number;
  readonly id: number;
  readonly request_id: number;
  readonly attempts: number;
}

/** Claims files that are to be made; `due` is a query of their keys, `until` the end of the lease. */
export async function takeAccess(tx: Tx, due: RawBuilder<unknown>, until: Date): Promise<AccessClaim[]> {
  const { rows } = await sql<AccessClaim>`
    UPDATE data_access_work w SET attempts = w.attempts + 1, retry_at = ${until}
    FROM (${due}) d WHERE w.team_id = d.team_id AND w.id = d.id
    RETURNING w.team_id, w.id, w.request_id, w.attempts`.execute(tx);
  return rows.sort((a, b) => a.id - b.id);
}

/** What a file tells, and how many rows of which table that was, once it is read to its end. */
export interface Told {
  readonly personId: number;
  readonly lines: AsyncIterable<Buffer>;
  counts(): Counts;
}

/** All that is known of the person of a request; undefined: the person is in no table any more, or the request is over. */
export async function toldOf(db: Db, claim: AccessClaim, madeAt: Date): Promise<Told | undefined> {
  const { team_id: teamId, request_id: requestId } = claim;
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

const ours = ({ team_id: teamId, id, attempts }: AccessClaim) =>
  sql`team_id = ${teamId} AND id = ${id} AND attempts = ${attempts}`;

/** The file is there: the request is completed. @returns whether the claim was still ours; else the file is nobody's */
export async function finishAccess(tx: Tx, claim: AccessClaim, counts: Counts, now: Date): Promise<boolean> {
  const { rows } = await sql`DELETE FROM data_access_work WHERE ${ours(claim)} RETURNING id`.execute(tx);
  if (rows.length === 0) return false;
  await addCounts(tx, claim.team_id, claim.request_id, counts, now);
  return true;
}

/** After a try that failed: what it stored is over. */
export async function restAccess(tx: Tx, claim: AccessClaim, until: Date): Promise<void> {
  await eraseFiles(tx, claim.team_id, { purpose: 'access', recordId: claim.request_id });
  await sql`UPDATE data_access_work SET retry_at = ${until} WHERE ${ours(claim)}`.execute(tx);
}

export async function giveUpAccess(tx: Tx, claim: AccessClaim, problem: string, now: Date): Promise<void> {
  await eraseFiles(tx, claim.team_id, { purpose: 'access', recordId: claim.request_id });
  await sql`UPDATE data_access_work SET failed_at = ${now}, problem = ${problem} WHERE ${ours(claim)}`.execute(
    tx,
  );
}
