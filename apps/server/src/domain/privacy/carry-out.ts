import type { Contract } from '@cadenza/contract';
import type * as z from 'zod';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { countAccount, eraseAccount } from '../../db/account-data.js';
import { type Counts, countTraces, eraseTraces, tracesOf } from '../../db/person-data.js';
import { emptyBodies } from '../../events/outbox.js';
import { AppError } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { renameRedacted } from '../accounts/index.js';
import { mergedFrom } from '../merging/index.js';
import { deletePerson } from '../people/index.js';
import { forgetAddresses } from '../suppressions/forget-rows.js';
import { addCounts, endAccess, nextSubjects } from './request-rows.js';

export type RequestType = z.output<Contract['resources']['data_control_requests']['record']>['request_type'];

/** A person or an account that a request is about. */
export interface Subject {
  readonly kind: 'person' | 'account';
  readonly record_id: number;
}

/** On whose word something is done, and whether it is only counted. */
export interface Asked {
  readonly tx: Tx;
  readonly principal: Pick<Principal, 'teamId' | 'userId'>;
  readonly now: Date;
  readonly type: RequestType;
  readonly dry: boolean;
}

/** Does what a request asks for to one record, as often as one likes. @returns rows by table @throws AppError unavailable */
export function carryOut(asked: Asked, { kind, record_id: id }: Subject): Promise<Counts> {
  if (kind === 'account') return redactAccount(asked, id);
  return asked.type === 'people_soft_deletion' ? deleteOne(asked, id) : forgetPerson(asked, id);
}

async function deleteOne({ tx, principal, now, dry }: Asked, id: number): Promise<Counts> {
  const living = await tx
    .selectFrom('people')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!living) return {};
  if (!dry) await deletePerson({ tx, principal: { ...principal, admin: true }, now }, id);
  return { people: 1 };
}

/** Deleted as every person is, with what follows from it; then nothing is left but numbers, and the hash of each address. */
async function forgetPerson(asked: Asked, id: number): Promise<Counts> {
  const all: Counts = {};
  // Whoever was merged into them is the same person: their records stay until then.
  const merged = await mergedFrom(asked.tx, asked.principal.teamId, 'person', id);
  for (const each of [...merged, id])
    for (const [table, rows] of Object.entries(await forgetOne(asked, each)))
      all[table] = (all[table] ?? 0) + rows;
  return all;
}

async function forgetOne({ tx, principal, now, dry }: Asked, id: number): Promise<Counts> {
  const { teamId, userId } = principal;
  const before = await tracesOf(tx, teamId, id);
  if (!before) return {};
  if (dry) return countTraces(tx, before);
  const { rows } = await sql`
    SELECT 1 FROM emails WHERE team_id = ${teamId} AND person_id = ${id} AND state = 'sending' LIMIT 1`.execute(
    tx,
  );
  // Its transport would write down what came of it: wait for that.
  if (rows.length > 0) throw new AppError('unavailable', 'An e-mail to the person is just being sent');
  await endAccess(tx, teamId, id, now);
  await deletePerson({ tx, principal: { ...principal, admin: true }, now }, id);
  await forgetAddresses({ tx, teamId, now }, id, before.addresses, userId);
  return eraseTraces(tx, before);
}

async function redactAccount({ tx, principal, now, dry }: Asked, id: number): Promise<Counts> {
  const { teamId } = principal;
  if (dry) return countAccount(tx, teamId, id);
  await renameRedacted({ tx, principal, now }, id);
  const { counts, texts } = await eraseAccount(tx, teamId, id);
  await emptyBodies(tx, teamId, texts, { type: 'account_deleted', id });
  return counts;
}

/** The row of a request's work that a part needs. */
export interface RequestWork {
  readonly request_id: number;
  readonly after_id: number;
}

/** Some of those a request is about; the last part ends it. @returns the place it is at, undefined at its end, and how many were done */
export async function carryOutPart(
  tx: Tx,
  teamId: number,
  { request_id: requestId, after_id: after }: RequestWork,
  now: Date,
  atOnce: number,
): Promise<{ after: number | undefined; done: number }> {
  const request = await tx
    .selectFrom('data_control_requests')
    .select(['user_id', 'request_type', 'dry_run'])
    .where('team_id', '=', teamId)
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow();
  const asked = {
    tx,
    principal: { teamId, userId: request.user_id },
    now,
    type: request.request_type as RequestType,
    dry: request.dry_run,
  };
  const subjects = await nextSubjects(tx, teamId, requestId, after, atOnce);
  for (const subject of subjects) await addCounts(tx, teamId, requestId, await carryOut(asked, subject));
  const over = subjects.length < atOnce;
  if (over) await addCounts(tx, teamId, requestId, {}, now);
  return { after: over ? undefined : subjects.at(-1)?.id, done: subjects.length };
}
