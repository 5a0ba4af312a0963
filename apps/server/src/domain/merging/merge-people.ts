import {
  isBeingSent,
  isToBeForgotten,
  lockBoth,
  moveRows,
  type MovedRows,
  nameOf,
  pinAgain,
  pinsOf,
  recountCadences,
  REFERENCES,
  type Row,
  writeColumns,
  mergedInto,
} from '../../db/merge-places.js';
import { append, appendDeleted, undoable } from '../../events/outbox.js';
import { AppError, invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { countPeople } from '../accounts/account-rows.js';
import type { Command } from '../command.js';
import {
  type EndedMembership,
  endedOnStage,
  endEverywhere,
  mergeMemberships,
  requeueEmails,
  withdrawRestricted,
} from '../memberships/index.js';
import { markPersonDeleted } from '../memberships/membership-rows.js';
import { keepWishes, peopleView } from '../people/index.js';
import { requireOneOf } from '../records.js';
import { say } from '../said.js';
import { seesOwned } from '../visibility.js';
import { tellMoved } from './events.js';
import { changesOf, type Choices, type Chosen, combinePeople, strangeAmong, textOf } from './field-rules.js';
import { insertMerge, type MergeRow, MOST_ROWS, type Told, type Undo } from './merges.js';
import { countsOf } from './rules.js';

export interface Merging {
  readonly from_id: number;
  readonly fields?: Choices | null | undefined;
  readonly custom_fields?: Choices | null | undefined;
  readonly dry_run?: boolean | null | undefined;
}

/** A merge that was done, or one that was tried: it has no number. */
export type Merged = Omit<MergeRow, 'id'> & { readonly id: number | null };

/**
 * One of two people goes into the other, who keeps the number: all that names the one names the other from then on. A dry run does
 * the same and takes it back. @throws AppError not_found, invalid, forbidden, unavailable
 */
export async function mergePeople(command: Command, id: number, body: Merging): Promise<Merged> {
  const merged = await undoable(command.tx, () => merge(command, id, body), body.dry_run === true);
  return body.dry_run === true ? { ...merged, id: null } : merged;
}

async function merge(command: Command, into: number, body: Merging): Promise<MergeRow> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const { from_id: from } = body;
  const [survivor, other] = await requireBoth(command, into, from);
  const chosen = chosenOf(body, survivor, other);
  if (await isToBeForgotten(tx, 'person', teamId, [into, from]))
    throw invalid('from_id', 'is to be forgotten, or the other is: a request for it is open');
  await requeueEmails(tx, teamId, { personId: from }, now, say('taken_back', {}));
  if (await isBeingSent(tx, teamId, from))
    throw new AppError('unavailable', 'An e-mail to the person is just being sent');
  const pins = await pinsOf(tx, teamId, 'person', from);
  const memberships = await mergeMemberships(command, { from, into });
  await keepWishes(tx, teamId, now, wishesOf(from, other), principal.userId);
  await appendDeleted(command, 'person_deleted', peopleView, from);
  await writeColumns(
    tx,
    'person',
    { teamId, id: from, now },
    { deleted_at: now.toISOString(), cadence_ids: [] },
  );
  const rows = await moveAll(command, { from, into });
  await markPersonDeleted(command, from);
  await pinAgain(tx, teamId, pins, now);
  const { values, dropped } = combinePeople(survivor, other, chosen);
  const changes = changesOf(survivor, values);
  const after = await writeColumns(tx, 'person', { teamId, id: into, now }, changes);
  const ended = await follow(command, survivor, after);
  await recountCadences(tx, teamId, [into], now);
  await countAgain(command, [other, null], [survivor, after]);
  await append(command, 'person_updated', into);
  const undo: Undo = {
    before: pick(survivor, changes),
    after: pick(after, changes),
    rows,
    pins,
    memberships,
    ended,
  };
  const told: Told = {
    moved: { ...countsOf(rows), cadence_memberships: memberships.moved.length + memberships.folded.length },
    changed: Object.keys(changes).toSorted(),
    dropped,
    ended: [...memberships.ended, ...ended].map(({ id }) => id),
  };
  return insertMerge(tx, principal, now, { kind: 'person', into, from, told, undo });
}

/** @throws AppError invalid where a custom field is chosen that neither of the two has */
export function chosenOf({ fields, custom_fields: custom }: Merging, into: Row, from: Row): Chosen {
  const strange = strangeAmong(custom ?? {}, into, from);
  if (strange !== undefined) throw invalid('custom_fields', `${strange.slice(0, 100)} is a field of neither`);
  return { fields: fields ?? {}, custom: custom ?? {} };
}

export const pick = (row: Row, like: Row): Row =>
  Object.fromEntries(Object.keys(like).map((column) => [column, row[column] ?? null]));

/** Both people, locked, alive and in the caller's sight; the one that goes by who may delete it. */
async function requireBoth(
  { tx, principal }: Command,
  into: number,
  from: number,
): Promise<[survivor: Row, other: Row]> {
  if (into === from) throw invalid('from_id', 'is the same');
  const rows = await lockBoth(tx, 'person', principal.teamId, [into, from]);
  const [survivor, other] = [rows.get(into), rows.get(from)];
  if (!(await isThere(principal, tx, survivor)) || !survivor) throw notFound();
  if (!(await isThere(principal, tx, other)) || !other) {
    const gone = await mergedInto(tx, principal.teamId, 'person', from);
    throw invalid('from_id', gone === undefined ? 'could not be found' : `was merged into ${gone}`);
  }
  const [owner, creator] = [other['owner_id'] as number | null, other['creator_id'] as number | null];
  requireOneOf(
    principal,
    [owner, creator],
    'Only its owner, who created it, or an admin may merge a person into another',
  );
  return [survivor, other];
}

export async function isThere(
  principal: Principal,
  tx: Command['tx'],
  row: Row | undefined,
): Promise<boolean> {
  return (
    row !== undefined &&
    row['deleted_at'] === null &&
    (await seesOwned(tx, principal, row['owner_id'] as number | null))
  );
}

/** @throws AppError invalid where that is more than one transaction should hold */
async function moveAll(
  command: Command,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<MovedRows> {
  const { tx, principal, now } = command;
  const rows: MovedRows = {};
  let total = 0;
  for (const reference of REFERENCES.person) {
    const ids = await moveRows(tx, reference, { teamId: principal.teamId, from, to: into, now });
    total += ids.length;
    if (total > MOST_ROWS)
      throw invalid('from_id', `has more than ${MOST_ROWS} records: merge the other way round`);
    rows[nameOf(reference)] = ids;
  }
  await tellMoved(command, rows);
  return rows;
}

const wishesOf = (id: number, row: Row) => ({
  id,
  email_address: row['email_address'] as string | null,
  secondary_email_address: row['secondary_email_address'] as string | null,
  personal_email_address: row['personal_email_address'] as string | null,
  do_not_contact: row['do_not_contact'] === true,
  opted_out_at: typeof row['opted_out_at'] === 'string' ? new Date(row['opted_out_at']) : null,
});

/** What the survivor's cadences do about a wish, a restriction or a stage that came with the other. */
async function follow(command: Command, before: Row, after: Row): Promise<EndedMembership[]> {
  const { tx, principal, now } = command;
  const id = after['id'] as number;
  if (after['do_not_contact'] === true && before['do_not_contact'] !== true)
    return endEverywhere(command, id, say('do_not_contact', { was: true }));
  const was = before['contact_restrictions'] as string[];
  const added = (after['contact_restrictions'] as string[]).filter((each) => !was.includes(each));
  const types = added.flatMap((each) => (each === 'call' ? ['phone'] : each === 'email' ? ['email'] : []));
  await withdrawRestricted(tx, principal.teamId, id, types, now);
  const stage = after['person_stage_id'] as number | null;
  if (stage === null || stage === before['person_stage_id']) return [];
  return endedOnStage(command, id, { id: stage, name: textOf(after['person_stage_name']) });
}

/** Accounts have as many people as name them. Pairs of before and after; null: the person is not there. */
export async function countAgain(
  { tx, principal }: Command,
  ...moves: readonly (readonly [Row | null, Row | null])[]
): Promise<void> {
  const by = new Map<number, number>();
  for (const [before, after] of moves)
    for (const [row, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      const account = row?.['account_id'];
      if (typeof account === 'number') by.set(account, (by.get(account) ?? 0) + sign);
    }
  for (const [account, change] of [...by].sort(([a], [b]) => a - b))
    for (let left = Math.abs(change); left > 0; left -= 1)
      await countPeople(tx, principal.teamId, account, change > 0 ? 1 : -1);
}
