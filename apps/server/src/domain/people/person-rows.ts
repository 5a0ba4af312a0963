import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** A person of a team, as far as their row is found by it. */
export interface PersonKey {
  readonly team_id: number;
  readonly id: number;
}

/** The stage and the copy of its name that people are sorted by; nulls: none. */
export async function moveToStage(
  tx: Tx,
  person: PersonKey,
  stage: { id: number | null; name: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ person_stage_id: stage.id, person_stage_name: stage.name, updated_at: now })
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.id)
    .execute();
}

/** Flags that come with what a person answered, and go back when that is undone. */
export type PersonFlags = { readonly [K in 'bouncing' | 'do_not_contact']?: boolean | undefined };

export async function setFlags(tx: Tx, person: PersonKey, flags: PersonFlags, now: Date): Promise<void> {
  await tx
    .updateTable('people')
    .set({ ...flags, updated_at: now })
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.id)
    .execute();
}

/** Put on a cadence. */
export async function joinCadence(tx: Tx, person: PersonKey, cadenceId: number, now: Date): Promise<void> {
  await tx
    .updateTable('people')
    .set({
      cadence_ids: sql<number[]>`array_append(cadence_ids, ${cadenceId}::bigint)`,
      most_recent_cadence_id: cadenceId,
      updated_at: now,
    })
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.id)
    .execute();
}

/** On the cadence again because its end was undone. */
export async function rejoinCadence(tx: Tx, person: PersonKey, cadenceId: number, now: Date): Promise<void> {
  await tx
    .updateTable('people')
    .set({
      cadence_ids: sql<
        number[]
      >`array_append(array_remove(cadence_ids, ${cadenceId}::bigint), ${cadenceId}::bigint)`,
      updated_at: now,
    })
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.id)
    .execute();
}

/** Each person leaves a cadence; one statement for a whole batch. */
export async function leaveCadences(
  tx: Tx,
  teamId: number,
  leaving: readonly { personId: number; cadenceId: number }[],
  now: Date,
): Promise<void> {
  await sql`
    UPDATE people p SET cadence_ids = array_remove(p.cadence_ids, k.cadence_id), updated_at = ${now}
    FROM unnest(${leaving.map(({ personId }) => personId)}::bigint[], ${leaving.map(({ cadenceId }) => cadenceId)}::bigint[]) k (id, cadence_id)
    WHERE p.team_id = ${teamId} AND p.id = k.id`.execute(tx);
}

/** The people of a deleted account have none. */
export async function detachFromAccount(
  cause: Cause,
  accountId: number,
  ids: readonly number[],
): Promise<void> {
  const people = await cause.tx
    .updateTable('people')
    .set({ account_id: null, account_name: null, updated_at: cause.now })
    .where('team_id', '=', teamOf(cause))
    .where('id', '=', anyOf(ids))
    .where('account_id', '=', accountId)
    .returning(['id', 'deleted_at'])
    .execute();
  const alive = people.filter((person) => person.deleted_at === null).map((person) => person.id);
  await append(cause, 'person_updated', alive);
}

/** The copy of its account's name that people are sorted by; whatever the name is by now. No word of the record. */
export async function copyAccountName(
  tx: Tx,
  teamId: number,
  accountId: number,
  ids: readonly number[],
): Promise<void> {
  await sql`
    UPDATE people p SET account_name = a.name FROM accounts a
    WHERE p.team_id = ${teamId} AND p.id = ANY(${ids}::bigint[]) AND p.account_id = ${accountId}
      AND a.team_id = p.team_id AND a.id = p.account_id AND p.account_name IS DISTINCT FROM a.name`.execute(
    tx,
  );
}

/** Whoever has one of the addresses, folded, opted out of everything. */
export async function markOptedOut(cause: Cause, addresses: readonly string[]): Promise<void> {
  const { tx, now } = cause;
  const { rows } = await sql<{ id: number }>`
    UPDATE people SET opted_out_at = ${now}, updated_at = ${now}
    WHERE team_id = ${teamOf(cause)} AND opted_out_at IS NULL AND deleted_at IS NULL
      AND id IN (SELECT people_with_addresses(${addresses}::text[])) RETURNING id`.execute(tx);
  await append(
    cause,
    'person_updated',
    rows.map(({ id }) => id),
  );
}

/** Whoever has one of the addresses, folded, no longer bounces, or has not opted out. */
export async function clearMarks(
  cause: Cause,
  addresses: readonly string[],
  which: { readonly bouncing: boolean; readonly optedOut: boolean },
): Promise<void> {
  const { tx, now } = cause;
  const { bouncing, optedOut } = which;
  const { rows } = await sql<{ id: number }>`
    UPDATE people SET bouncing = bouncing AND NOT ${bouncing}, opted_out_at = CASE WHEN ${optedOut} THEN NULL ELSE opted_out_at END, updated_at = ${now}
    WHERE team_id = ${teamOf(cause)} AND (bouncing AND ${bouncing} OR opted_out_at IS NOT NULL AND ${optedOut})
      AND id IN (SELECT people_with_addresses(${addresses}::text[])) RETURNING id`.execute(tx);
  await append(
    cause,
    'person_updated',
    rows.map(({ id }) => id),
  );
}
