import { contract } from '@cadenza/contract';
import { updateAccount } from '../../domain/accounts/index.js';
import {
  type Changed,
  changedFields,
  movedOn,
  NOT_PUT_BACK,
  runOf,
  type Values,
  valuesOf,
} from '../../domain/changed-values.js';
import type { SendingCommand } from '../../domain/command.js';
import { removeFromCadence } from '../../domain/memberships/index.js';
import { updatePerson } from '../../domain/people/index.js';
import { invalid } from '../../kernel/errors.js';
import { parseWith } from '../request.js';

/** Types whose rows can be put back, the records that they change, and the type of the undo's rows. */
const OF_TYPE: Readonly<Record<string, 'people' | 'accounts'>> = {
  'account/owner': 'accounts',
  'account/stage': 'accounts',
  'account/tags/add': 'accounts',
  'account/tags/remove': 'accounts',
  'account/update': 'accounts',
  'person/owner': 'people',
  'person/stage': 'people',
  'person/tags/add': 'people',
  'person/tags/remove': 'people',
  'person/update': 'people',
};

type Unit = Pick<SendingCommand, 'tx' | 'principal'>;
const keyOf = ({ principal: { teamId } }: Unit, id: number) => ({ teamId, id });

/** What a row is about to change, for `changedBy`; undefined where its type has no undo. */
export async function valuesBefore(
  unit: Unit,
  type: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Values | undefined> {
  const table = OF_TYPE[type];
  return table && valuesOf(unit.tx, table, keyOf(unit, Number(body['id'])), fieldsOf(body));
}

const fieldsOf = (body: object): string[] => Object.keys(body).filter((field) => field !== 'id');

/** What is kept with a row that was carried out, so that it can be put back, as JSON text; null: nothing. */
export async function changedBy(
  unit: Unit,
  type: string,
  body: Readonly<Record<string, unknown>>,
  { before, resource }: { readonly before: Values | undefined; readonly resource: string },
): Promise<string | null> {
  if (type === 'cadence_membership/create') {
    const { id, added_at } = JSON.parse(resource).cadence_membership as { id: number; added_at: string };
    return JSON.stringify({ id, before: {}, after: { added_at } });
  }
  const table = OF_TYPE[type];
  const id = Number(body['id']);
  const after = table && before && (await valuesOf(unit.tx, table, keyOf(unit, id), fieldsOf(body)));
  const changed = before && after && changedFields(id, before, after);
  return changed ? JSON.stringify(changed) : null;
}

const BODIES = {
  people: contract.resources.people.update.body,
  accounts: contract.resources.accounts.update.body,
};

/** Puts back what a row changed. @throws AppError invalid where it is no longer as the row left it, and as the command does */
export async function putBack(
  unit: SendingCommand,
  table: 'people' | 'accounts',
  changed: Changed,
): Promise<void> {
  const kept = NOT_PUT_BACK.filter((field) => field in changed.after);
  if (kept.length > 0) throw invalid(kept[0] ?? 'id', 'is not put back: change it by hand');
  const now = await valuesOf(unit.tx, table, keyOf(unit, changed.id), Object.keys(changed.after));
  const moved = now === undefined ? [] : movedOn(changed, now);
  if (moved.length > 0) throw invalid(moved[0] ?? 'id', 'was changed since');
  if (table === 'people') await updatePerson(unit, changed.id, parseWith(BODIES.people, changed.before));
  else await updateAccount(unit, changed.id, parseWith(BODIES.accounts, changed.before));
}

/** Takes a person off the cadence again that a row put them on. @throws AppError invalid when that run has ended */
export async function takeOff(unit: SendingCommand, { id, after }: Changed): Promise<void> {
  const addedAt = await runOf(unit.tx, keyOf(unit, id));
  const added = typeof after['added_at'] === 'string' ? new Date(after['added_at']).getTime() : Number.NaN;
  // The wire tells microseconds, a Date milliseconds.
  if (addedAt === undefined || Math.abs(addedAt.getTime() - added) > 1)
    throw invalid('id', 'has left the cadence since, or is on it anew');
  await removeFromCadence(unit, id);
}
