import { sql } from 'kysely';
import { type MovedRows, moveRows, nameOf, OF_MEMBERSHIP, putRowsBack } from '../../db/merge-places.js';
import { MEMBERSHIP_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import type { Command } from '../command.js';
import { type Said, say } from '../said.js';
import { type EndedMembership, endedMembership } from './exit-commands.js';
import { endMembership, endOnStage, removedState } from './membership-end-commands.js';
import { lockPerson, type Membership, membershipContextOf, type Person } from './membership-queries.js';

/** What became of the memberships of a person who was merged into another; plain JSON, given to `partMemberships`. */
export interface MergedMemberships {
  /** They are the other's now. */
  moved: number[];
  /** They were live, and the other is or was on the same cadence. */
  ended: EndedMembership[];
  /** The other has one of the same cadence and user: what was done in these is told with it. */
  folded: Folded[];
}

interface Folded {
  from: number;
  into: number;
  rows: MovedRows;
  counts: Counts;
}
type Counts = Record<(typeof COUNTERS)[number], number>;

const COUNTERS = ['views', 'clicks', 'replies', 'calls', 'sent_emails', 'bounces'] as const;

interface Pair {
  readonly from: number;
  readonly into: number;
}

/**
 * Memberships follow a person into another one. Of two on one cadence the survivor's remains as it is, and the other ends; where
 * both are of the same user, what was done in the other goes to the survivor's. The caller holds both people.
 */
export async function mergeMemberships(command: Command, { from, into }: Pair): Promise<MergedMemberships> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const person = await lockPerson(tx, teamId, from);
  const result: MergedMemberships = { moved: [], ended: [], folded: [] };
  if (!person) return result;
  const [theirs, others] = [await membershipsOf(tx, teamId, from), await membershipsOf(tx, teamId, into)];
  const reason = say('cadence_left', { why: 'merged' });
  for (const membership of theirs) {
    const there = others.filter((each) => each.cadence_id === membership.cadence_id);
    const same = there.find((each) => each.user_id === membership.user_id);
    if (
      membership.currently_on_cadence === true &&
      (same || there.some((each) => each.currently_on_cadence === true))
    )
      result.ended.push(await end(command, membership, person, reason));
    if (same) result.folded.push(await fold(command, membership.id, same.id));
    else result.moved.push(membership.id);
  }
  await sql`
    UPDATE cadence_memberships SET person_id = ${into}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ANY(${result.moved}::bigint[])`.execute(tx);
  await append(command, 'cadence_membership_updated', [
    ...result.moved,
    ...result.folded.map(({ into: id }) => id),
  ]);
  return result;
}

/** `mergeMemberships` taken back, but for what ended: that comes back by `undoExit`, once the person is there. @returns what is another's by now */
export async function partMemberships(
  command: Command,
  { from, into }: Pair,
  { moved, folded }: MergedMemberships,
): Promise<number[]> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  for (const each of folded) await unfold(command, each);
  const { rows } = await sql<{ id: number }>`
    UPDATE cadence_memberships SET person_id = ${from}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ANY(${moved}::bigint[]) AND person_id = ${into} RETURNING id`.execute(
    tx,
  );
  await sql`
    UPDATE cadence_memberships SET person_deleted = false, updated_at = ${now}
    WHERE team_id = ${teamId} AND person_id = ${from} AND person_deleted`.execute(tx);
  const all = await membershipsOf(tx, teamId, from);
  await append(command, 'cadence_membership_updated', [
    ...all.map(({ id }) => id),
    ...folded.map(({ into: id }) => id),
  ]);
  const back = new Set(rows.map(({ id }) => id));
  return moved.filter((id) => !back.has(id));
}

/** Takes a person off every cadence. @returns what it takes to undo that. The caller holds the person's lock */
export async function endEverywhere(
  command: Command,
  personId: number,
  reason: Said,
): Promise<EndedMembership[]> {
  const { tx, principal } = command;
  const person = await lockPerson(tx, principal.teamId, personId);
  const ended: EndedMembership[] = [];
  for (const membership of person ? await membershipsOf(tx, principal.teamId, personId) : [])
    if (person && membership.currently_on_cadence === true)
      ended.push(await end(command, membership, person, reason));
  return ended;
}

/** `endOnStage`. @returns what it takes to undo it */
export async function endedOnStage(
  { tx, principal, now }: Command,
  personId: number,
  stage: { id: number; name: string },
): Promise<EndedMembership[]> {
  const ended: EndedMembership[] = [];
  await endOnStage({ tx, principal, now }, personId, stage, async (context) => {
    ended.push(await endedMembership(tx, context));
  });
  return ended;
}

const membershipsOf = (tx: Tx, teamId: number, personId: number): Promise<Membership[]> =>
  tx
    .selectFrom('cadence_memberships')
    .select(MEMBERSHIP_COLUMNS)
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();

async function end(
  command: Command,
  membership: Membership,
  person: Person,
  reason: Said,
): Promise<EndedMembership> {
  const context = await membershipContextOf(command.tx, membership, person);
  const before = await endedMembership(command.tx, context);
  await endMembership(command, context, await removedState(command.tx, membership), reason);
  return before;
}

async function fold(
  { tx, principal: { teamId }, now }: Command,
  from: number,
  into: number,
): Promise<Folded> {
  const rows: MovedRows = {};
  for (const reference of OF_MEMBERSHIP)
    rows[nameOf(reference)] = await moveRows(tx, reference, { teamId, from, to: into, now });
  const counts = await tx
    .selectFrom('cadence_memberships')
    .select(COUNTERS)
    .where('team_id', '=', teamId)
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  await addCounts(tx, { teamId, id: into, now }, counts, 1);
  return { from, into, rows, counts };
}

async function unfold({ tx, principal: { teamId }, now }: Command, { from, into, rows, counts }: Folded) {
  for (const reference of OF_MEMBERSHIP)
    await putRowsBack(tx, reference, { teamId, from, to: into, now }, rows[nameOf(reference)] ?? []);
  await addCounts(tx, { teamId, id: into, now }, counts, -1);
}

async function addCounts(
  tx: Tx,
  { teamId, id, now }: { readonly teamId: number; readonly id: number; readonly now: Date },
  counts: Counts,
  by: 1 | -1,
): Promise<void> {
  const set = COUNTERS.map(
    (name) => sql`, ${sql.ref(name)} = greatest(${sql.ref(name)} + ${by * counts[name]}::integer, 0)`,
  );
  await sql`UPDATE cadence_memberships SET updated_at = ${now} ${sql.join(set, sql` `)} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}
