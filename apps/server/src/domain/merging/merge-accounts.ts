import {
  isToBeForgotten,
  lockBoth,
  lockPeopleOf,
  movePeople,
  moveRows,
  type MovedRows,
  nameOf,
  pinAgain,
  pinsOf,
  REFERENCES,
  type Row,
  writeColumns,
  mergedInto,
} from '../../db/merge-places.js';
import { append, appendDeleted, undoable } from '../../events/outbox.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { accountsView, RENAME_ACCOUNT, STOP_CONTACTING } from '../accounts/index.js';
import type { Command } from '../command.js';
import { beginLong } from '../long-commands.js';
import { requireOneOf } from '../records.js';
import { tellMoved } from './events.js';
import { changesOf, combineAccounts } from './field-rules.js';
import { chosenOf, isThere, type Merged, type Merging, pick } from './merge-people.js';
import { insertMerge, type MergeRow, MOST_ROWS, type Told, type Undo } from './merges.js';
import { countsOf } from './rules.js';

/** `mergePeople` of accounts: the people of the one are the other's. @throws AppError not_found, invalid, forbidden */
export async function mergeAccounts(command: Command, id: number, body: Merging): Promise<Merged> {
  const merged = await undoable(command.tx, () => merge(command, id, body), body.dry_run === true);
  return body.dry_run === true ? { ...merged, id: null } : merged;
}

async function merge(command: Command, into: number, body: Merging): Promise<MergeRow> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const { from_id: from } = body;
  // People first and their account second, as everybody locks them.
  if ((await lockPeopleOf(tx, teamId, [from], MOST_ROWS + 1)) > MOST_ROWS) throw tooMany();
  const [survivor, other] = await requireBoth(command, into, from);
  const chosen = chosenOf(body, survivor, other);
  if (await isToBeForgotten(tx, 'account', teamId, [into, from]))
    throw invalid('from_id', 'is to be redacted, or the other is: a request for it is open');
  const pins = await pinsOf(tx, teamId, 'account', from);
  await appendDeleted(command, 'account_deleted', accountsView, from);
  await writeColumns(
    tx,
    'account',
    { teamId, id: from, now },
    { deleted_at: now.toISOString(), people_count: 0 },
  );
  const { values, dropped } = combineAccounts(survivor, other, chosen);
  const changes = changesOf(survivor, values);
  await writeColumns(tx, 'account', { teamId, id: into, now }, changes);
  const { rows, alive } = await moveAll(command, { from, into });
  await pinAgain(tx, teamId, pins, now);
  const count = Number(survivor['people_count'] ?? 0) + alive;
  const after = await writeColumns(tx, 'account', { teamId, id: into, now }, { people_count: count });
  if (after['name'] !== survivor['name']) await beginLong(command, 'account_name', RENAME_ACCOUNT, into);
  if (after['do_not_contact'] === true && survivor['do_not_contact'] !== true)
    await beginLong(command, 'stop_contacting', STOP_CONTACTING, into);
  await append(command, 'account_updated', into);
  const undo: Undo = { before: pick(survivor, changes), after: pick(after, changes), rows, pins };
  const told: Told = { moved: countsOf(rows), changed: Object.keys(changes).toSorted(), dropped, ended: [] };
  return insertMerge(tx, principal, now, { kind: 'account', into, from, told, undo });
}

const tooMany = () => invalid('from_id', `has more than ${MOST_ROWS} records: merge the other way round`);

async function requireBoth({ tx, principal }: Command, into: number, from: number): Promise<[Row, Row]> {
  if (into === from) throw invalid('from_id', 'is the same');
  const rows = await lockBoth(tx, 'account', principal.teamId, [into, from]);
  const [survivor, other] = [rows.get(into), rows.get(from)];
  if (!(await isThere(principal, tx, survivor)) || !survivor) throw notFound();
  if (!(await isThere(principal, tx, other)) || !other) {
    const gone = await mergedInto(tx, principal.teamId, 'account', from);
    throw invalid('from_id', gone === undefined ? 'could not be found' : `was merged into ${gone}`);
  }
  requireOneOf(
    principal,
    [other['owner_id'] as number | null, other['creator_id'] as number | null],
    'Only its owner, who created it, or an admin may merge an account into another',
  );
  return [survivor, other];
}

async function moveAll(
  command: Command,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<{ rows: MovedRows; alive: number }> {
  const { tx, principal, now } = command;
  const between = { teamId: principal.teamId, from, to: into, now };
  const { ids, alive } = await movePeople(tx, between);
  const rows: MovedRows = { 'people.account_id': ids };
  let total = ids.length;
  for (const reference of REFERENCES.account) {
    const moved = await moveRows(tx, reference, between);
    total += moved.length;
    if (total > MOST_ROWS) throw tooMany();
    rows[nameOf(reference)] = moved;
  }
  await append(command, 'person_updated', alive);
  await tellMoved(command, rows);
  return { rows, alive: alive.length };
}
