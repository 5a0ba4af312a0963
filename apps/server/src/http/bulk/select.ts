import { contract, type ListSpec } from '@cadenza/contract';
import { listedIds, listIds, type ListQuery, type ReadContext } from '../../db/listing.js';
import type { View } from '../../db/view.js';
import { accountsView } from '../../domain/accounts/index.js';
import { actionsView } from '../../domain/actions/index.js';
import { addChosen, addRows, bulkType, MOST_ROWS } from '../../domain/bulk/index.js';
import { cadenceMembershipsView } from '../../domain/cadences/index.js';
import type { Command } from '../../domain/command.js';
import { peopleView } from '../../domain/people/index.js';
import { tasks } from '../../domain/tasks/index.js';
import { type FieldErrors, forbidden, AppError, invalid, invalidFields } from '../../kernel/errors.js';
import { hasScope } from '../../kernel/principal.js';
import type { Outside } from '../handler-types.js';
import { parseList, queryOfBody } from '../params.js';
import { parseWith, readContext } from '../request.js';

/** Lists whose filters choose records for a job. */
const LISTS = {
  people: { list: contract.resources.people.list, view: peopleView, scope: 'people:read' },
  accounts: { list: contract.resources.accounts.list, view: accountsView, scope: 'accounts:read' },
  actions: { list: contract.resources.actions.list, view: actionsView, scope: 'cadences:read' },
  tasks: { list: contract.resources.tasks.list, view: tasks.view, scope: 'tasks:read' },
  memberships: {
    list: contract.resources.cadence_memberships.list,
    view: cadenceMembershipsView,
    scope: 'cadences:read',
  },
} as const;

/** Which records rows of a type are about, and how a row names one; undefined where rows make new ones. */
function chosenBy(type: string): { from: keyof typeof LISTS; as: string } | undefined {
  if (type === 'cadence_membership/create') return { from: 'people', as: 'person_id' };
  if (type === 'cadence_membership/delete') return { from: 'memberships', as: 'id' };
  const [kind = '', what = ''] = type.split('/');
  if (what === 'create' || what === 'upsert') return undefined;
  const from = ({ person: 'people', account: 'accounts', action: 'actions', task: 'tasks' } as const)[kind];
  return from && { from, as: 'id' };
}

/** Records as a body names them. */
export interface Selection {
  readonly ids?: readonly number[] | null | undefined;
  readonly filter?: Readonly<Record<string, unknown>> | null | undefined;
  readonly except?: readonly number[] | null | undefined;
}

/** Records whose numbers are read: more are for a job, whose rows PostgreSQL makes by itself. */
const MOST_READ = 100_000;

/**
 * The numbers of the records that are meant, each once. @throws AppError invalid, forbidden
 */
export async function selectedIds(
  reader: Pick<Outside, 'app' | 'principal' | 'now'>,
  from: keyof typeof LISTS,
  { ids, filter, except }: Selection,
  named: string,
  most?: number,
): Promise<number[]> {
  requireOne({ ids, filter }, named);
  const without = new Set(except);
  if (ids) return [...new Set(ids)].filter((id) => !without.has(id));
  const { view, reading, wanted } = listOf(reader, from, filter ?? {}, most ?? MOST_READ + 1);
  const found = await listIds(reader.app.database.pool, view, reading, wanted);
  const meant = found.filter((id) => !without.has(id));
  if (found.length > MOST_READ) throw invalid('filter', `takes more than ${MOST_READ} records`);
  return meant;
}

function requireOne({ ids, filter }: Selection, named: string): void {
  if ((ids == null) === (filter == null)) throw invalid(named, `give either ${named} or filter`);
}

/**
 * The list that a filter chooses from, as who asks sees it. A filter says at least one thing and no unknown one: a name that was
 * misspelt would mean everybody. @throws AppError invalid, forbidden
 */
function listOf(
  { app, principal, now }: Pick<Outside, 'app' | 'principal' | 'now'>,
  from: keyof typeof LISTS,
  filter: Readonly<Record<string, unknown>>,
  limit: number,
): { view: View; reading: ReadContext; wanted: ListQuery } {
  const { list, view, scope } = LISTS[from];
  if (!hasScope(principal, scope)) throw forbidden(`The token does not have the required scopes: ${scope}`);
  const { query, filtering } = conditionsOf(list, filter);
  if (Object.keys(filtering).length === 0)
    throw invalid('filter', 'says nothing: give at least one condition');
  const wanted = { ...query, sortBy: 'created_at', direction: 'ASC', limit, offset: 0 } as const;
  return { view: view as View, reading: readContext(app, principal, now), wanted };
}

/** The filters of a list, without its paging; faults are those of `filter`. */
function conditionsOf(
  list: ListSpec,
  filter: Readonly<Record<string, unknown>>,
): ReturnType<typeof parseList> {
  const alone: ListSpec = { ...list, sorts: [], paging: 'never' };
  try {
    return parseList(alone, queryOfBody(filter), true);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    const faults = Object.entries(error.fields ?? {}).map(([name, texts]) => `${name} ${texts.join(', ')}`);
    throw invalidFields({ filter: faults } satisfies FieldErrors);
  }
}

/** Adds rows to a job that takes them. @returns how many @throws AppError */
export type AddRows = (command: Command, job: number) => Promise<number>;

/**
 * What adds a row for each record of a selection; `values` are the same for all. Whoever a filter takes is read by PostgreSQL when
 * the rows are written, and by nobody else. @throws AppError invalid where the type has no such records, or the values are not what its
 * rows need; forbidden
 */
export async function rowsOf(
  reader: Pick<Outside, 'app' | 'principal' | 'now'>,
  type: string,
  selection: Selection,
  given: Readonly<Record<string, unknown>>,
  named = 'ids',
): Promise<AddRows> {
  const chosen = chosenBy(type);
  const known = bulkType(type);
  if (!chosen || !known) throw invalid('type', 'makes new records: give its rows to job_data');
  const { from, as } = chosen;
  // A row names its record.
  const { [as]: _, ...values } = given;
  // What none of the rows could do is said at once.
  parseWith(known.record, { ...values, [as]: 1 });
  requireOne(selection, named);
  const { ids, filter, except } = selection;
  if (ids) {
    const meant = await selectedIds(reader, from, { ids, except }, named);
    const rows = meant.map((id) => JSON.stringify({ [as]: id, ...values }));
    return (command, job) => addRows(command, job, rows);
  }
  const without = except ?? [];
  // One more than there is room for, whoever is taken out: so that too many are refused, and none is left out in silence.
  const { view, reading, wanted } = listOf(reader, from, filter ?? {}, MOST_ROWS + 1 + without.length);
  const listed = await listedIds(reader.app.database.pool, view, reading, wanted);
  return (command, job) => addChosen(command, job, { from: listed, except: without, as, values });
}
