import {
  isBeingSent,
  lockBoth,
  lockPeopleOf,
  type MovedRows,
  movePeople,
  nameOf,
  pinAgain,
  putRowsBack,
  recountCadences,
  type Reference,
  REFERENCES,
  type Row,
  writeColumns,
} from '../../db/merge-places.js';
import { violates } from '../../db/pg-errors.js';
import { append } from '../../events/outbox.js';
import { AppError, forbidden, invalid } from '../../kernel/errors.js';
import { RENAME_ACCOUNT } from '../accounts/index.js';
import { completeAction } from '../activities/index.js';
import type { Command } from '../command.js';
import { beginLong } from '../long-commands.js';
import { type EndedMembership, partMemberships, requeueEmails, undoExit } from '../memberships/index.js';
import { say } from '../said.js';
import { tellMoved } from './events.js';
import { countAgain } from './merge-people.js';
import { findMerge, type Left, MOST_ROWS, type MergeRow, type Undo } from './merges.js';
import { countsOf } from './rules.js';
import { valuesBefore } from './undo-values.js';

export interface Undone {
  readonly id: number;
  readonly putBack: Readonly<Record<string, number>>;
  readonly left: readonly Left[];
}

/**
 * Parts two records that were merged: all that moved and still is where it was put goes back, and so does what the survivor took
 * over and has unchanged. @throws AppError not_found, forbidden, invalid, unavailable
 */
export async function undoMerge(command: Command, id: number): Promise<Undone> {
  const { tx, principal, now } = command;
  const merge = await findMerge(tx, principal, id, { locked: true });
  if (!principal.admin && merge.user_id !== principal.userId)
    throw forbidden('Only who merged them, or an admin, may undo it');
  if (merge.undone_at !== null) throw invalid('id', 'is undone already');
  const { undo } = merge;
  if (undo === null || merge.undoable_until <= now)
    throw invalid('id', 'can no longer be undone: a day is over, or somebody was forgotten');
  const part = merge.kind === 'person' ? partPeople : partAccounts;
  const { rows, left } = await part(command, merge, undo);
  await tellMoved(command, rows);
  await tx
    .updateTable('merges')
    .set({ undone_at: now, undone_by_id: principal.userId, undo: null, left_over: JSON.stringify(left) })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  return { id, putBack: countsOf(rows), left };
}

interface Parted {
  readonly rows: MovedRows;
  readonly left: Left[];
}

async function partPeople(command: Command, merge: MergeRow, undo: Undo): Promise<Parted> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const { into_id: into, from_id: from } = merge;
  const [survivor, other] = await requireMerged(command, merge);
  await requeueEmails(tx, teamId, { personId: into }, now, say('taken_back', {}));
  if (await isBeingSent(tx, teamId, into))
    throw new AppError('unavailable', 'An e-mail to the person is just being sent');
  const { values, movedOn, gone } = await valuesBefore(tx, teamId, survivor, undo);
  const after = await writeColumns(tx, 'person', { teamId, id: into, now }, values);
  await bringBack(command, 'person', from);
  const { rows, left } = await putAllBack(command, merge, undo);
  left.push(...movedOn.map((what) => ({ what, id: into, reason: 'It was changed since.' })));
  left.push(...gone.map((what) => ({ what, id: into, reason: 'What it named is deleted.' })));
  const merged = undo.memberships ?? { moved: [], ended: [], folded: [] };
  const others = await partMemberships(command, { from, into }, merged);
  left.push(...others.map((id) => leftOf('cadence_memberships', id)));
  rows['cadence_memberships.person_id'] = merged.moved.filter((id) => !others.includes(id));
  await pinAgain(tx, teamId, undo.pins, now);
  left.push(...(await comeBack(command, into, undo.ended ?? [])));
  left.push(...(await comeBack(command, from, merged.ended)));
  await recountCadences(
    tx,
    teamId,
    [into, from].sort((a, b) => a - b),
    now,
  );
  await countAgain(command, [survivor, after], [null, other]);
  await append(command, 'person_created', from);
  await append(command, 'person_updated', into);
  return { rows, left };
}

async function partAccounts(command: Command, merge: MergeRow, undo: Undo): Promise<Parted> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const { into_id: into, from_id: from } = merge;
  await lockPeopleOf(tx, teamId, [into], MOST_ROWS * 10);
  const [survivor] = await requireMerged(command, merge);
  const { values, movedOn, gone } = await valuesBefore(tx, teamId, survivor, undo);
  const after = await writeColumns(tx, 'account', { teamId, id: into, now }, values);
  if (after['name'] !== survivor['name']) await beginLong(command, 'account_name', RENAME_ACCOUNT, into);
  await bringBack(command, 'account', from);
  const people = undo.rows['people.account_id'] ?? [];
  const back = await movePeople(tx, { teamId, from: into, to: from, now }, people);
  const { rows, left } = await putAllBack(command, merge, undo);
  rows['people.account_id'] = back.ids;
  const there = new Set(back.ids);
  left.push(...people.filter((id) => !there.has(id)).map((id) => leftOf('people', id)));
  left.push(...movedOn.map((what) => ({ what, id: into, reason: 'It was changed since.' })));
  left.push(...gone.map((what) => ({ what, id: into, reason: 'What it named is deleted.' })));
  await pinAgain(tx, teamId, undo.pins, now);
  const count = Math.max(0, Number(survivor['people_count'] ?? 0) - back.alive.length);
  await writeColumns(tx, 'account', { teamId, id: into, now }, { people_count: count });
  await writeColumns(tx, 'account', { teamId, id: from, now }, { people_count: back.alive.length });
  await append(command, 'person_updated', back.alive);
  await append(command, 'account_created', from);
  await append(command, 'account_updated', into);
  return { rows, left };
}

/** @throws AppError invalid where one of them is not as the merge left it */
async function requireMerged(
  { tx, principal }: Command,
  { kind, into_id: into, from_id: from }: MergeRow,
): Promise<[Row, Row]> {
  const rows = await lockBoth(tx, kind, principal.teamId, [into, from]);
  const [survivor, other] = [rows.get(into), rows.get(from)];
  if (!survivor || survivor['deleted_at'] !== null)
    throw invalid('id', 'went into a record that was deleted, or merged, since');
  if (!other || other['deleted_at'] === null) throw invalid('id', 'is undone already');
  return [survivor, other];
}

/** The one that went is there again. @throws AppError invalid where what it alone may have is another's by now */
async function bringBack({ tx, principal, now }: Command, kind: MergeRow['kind'], id: number): Promise<void> {
  try {
    await writeColumns(tx, kind, { teamId: principal.teamId, id, now }, { deleted_at: null });
  } catch (error) {
    for (const [constraint, what] of TAKEN)
      if (violates(error, constraint)) throw invalid('id', `brings back a ${what} that another has by now`);
    throw error;
  }
}
const TAKEN = [
  ['people_crm_id_key', 'CRM id'],
  ['accounts_crm_id_key', 'CRM id'],
  ['accounts_domain_key', 'domain'],
] as const;

const leftOf = (what: string, id: number): Left => ({
  what,
  id,
  reason: 'It is with another by now, or gone.',
});

async function putAllBack(
  { tx, principal, now }: Command,
  { kind, into_id: to, from_id: from }: MergeRow,
  undo: Undo,
): Promise<Parted> {
  const rows: MovedRows = {};
  const left: Left[] = [];
  for (const reference of REFERENCES[kind]) {
    const ids = undo.rows[nameOf(reference)] ?? [];
    const back = await putRowsBack(tx, reference, { teamId: principal.teamId, from, to, now }, ids);
    rows[nameOf(reference)] = back;
    if (isWrittenAnew(reference)) continue;
    const there = new Set(back);
    left.push(...ids.filter((id) => !there.has(id)).map((id) => leftOf(reference.table, id)));
  }
  return { rows, left };
}

/** Histories are what their sources are. */
const isWrittenAnew = ({ table }: Reference): boolean => table === 'activity_histories';

/** Memberships that ended with the merge. */
async function comeBack(
  { tx, principal, now }: Command,
  personId: number,
  memberships: readonly EndedMembership[],
): Promise<Left[]> {
  const effect = {
    team_id: principal.teamId,
    person_id: personId,
    event: 'do_not_contact' as const,
    memberships: [...memberships],
    stage: null,
    flags: {},
  };
  const { left } = await undoExit(tx, effect, now, { byUserId: principal.userId, complete: completeAction });
  return left.map(({ membership_id: id, reason }) => ({ what: 'cadence_memberships', id, reason }));
}
