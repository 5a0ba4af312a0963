import type { BULK_TYPES, BulkTypeName, UNDO_TYPES, UndoTypeName } from '@cadenza/contract';
import type * as z from 'zod';
import { findWritten } from '../../db/finding.js';
import type { ReadContext } from '../../db/listing.js';
import type { Key, View } from '../../db/view.js';
import {
  accountsView,
  createAccount,
  deleteAccount,
  updateAccount,
  upsertAccount,
} from '../../domain/accounts/index.js';
import { actionsView } from '../../domain/actions/index.js';
import { bulkType, changedTags } from '../../domain/bulk/index.js';
import { cadenceMembershipsView } from '../../domain/cadences/index.js';
import type { Changed } from '../../domain/changed-values.js';
import type { SendingCommand } from '../../domain/command.js';
import { addToCadence, removeFromCadence } from '../../domain/memberships/index.js';
import {
  createPerson,
  deletePerson,
  peopleView,
  updatePerson,
  upsertPerson,
} from '../../domain/people/index.js';
import { calendarEventsView, upsertCalendarEvent } from '../../domain/meetings/index.js';
import { dropAction, handOverAction, snoozeAction } from '../../domain/queue/index.js';
import { tasks } from '../../domain/tasks/index.js';
import { forbidden, invalid } from '../../kernel/errors.js';
import { hasScope } from '../../kernel/principal.js';
import { required } from '../command.js';
import { handlers } from '../handlers.js';
import { requireInSight, requireNamedInSight, type ViewOf } from '../in-sight.js';
import { parseWith } from '../request.js';
import { changedBy, putBack, takeOff, valuesBefore } from './undo.js';

/** The unit of work of a row, and how its creator reads. */
export interface RowUnit {
  readonly unit: SendingCommand;
  readonly reading: ReadContext;
}

type TypeName = BulkTypeName | UndoTypeName;
type RowOf<T extends TypeName> = z.output<(typeof BULK_TYPES & typeof UNDO_TYPES)[T]['record']>;
/** @returns what came out, as JSON text */
type Carry<T extends TypeName> = (on: RowUnit, record: RowOf<T>) => Promise<string>;

const VIEWS = {
  person: peopleView,
  account: accountsView,
  action: actionsView,
  cadence_membership: cadenceMembershipsView,
  task: tasks.view,
} as const;
type Kind = keyof typeof VIEWS;
const viewOf: ViewOf = (name) => handlers.resources[name].view;

/** The record as its own operation answers it. */
const shown = async ({ unit, reading }: RowUnit, kind: Kind, id: number): Promise<string> =>
  required(findWritten(unit.tx, VIEWS[kind] as View, reading, id));
const told = async (on: RowUnit, kind: Kind, id: number): Promise<string> =>
  `{"${kind}":${await shown(on, kind, id)}}`;
const gone = (kind: Kind, id: number): string => `{"${kind}":{"id":${id}}}`;

/** A row that changes or deletes one record, in the sight of the job's creator. */
const change =
  <R extends { id: number }>(
    kind: Kind,
    work: (unit: SendingCommand, id: number, rest: Omit<R, 'id'>) => Promise<unknown>,
    after: 'told' | 'gone' = 'told',
  ) =>
  async (on: RowUnit, { id, ...rest }: R): Promise<string> => {
    await requireInSight(on.unit.tx, VIEWS[kind] as View<Key>, on.reading, id);
    await work(on.unit, id, rest);
    return after === 'gone' ? gone(kind, id) : told(on, kind, id);
  };

type Tags = { id: number; tags: string[] };
const personTags = (how: 'add' | 'remove') =>
  change<Tags>('person', async (unit, id, { tags }) =>
    updatePerson(unit, id, { tags: await changedTags(unit, 'people', id, { [how]: tags }) }),
  );
const accountTags = (how: 'add' | 'remove') =>
  change<Tags>('account', async (unit, id, { tags }) =>
    updateAccount(unit, id, { tags: await changedTags(unit, 'accounts', id, { [how]: tags }) }),
  );

/** What a row of each type does: the command of its own operation. */
const CARRIES: { readonly [T in TypeName]: Carry<T> } = {
  'account/create': async (on, body) => told(on, 'account', await createAccount(on.unit, body)),
  'account/delete': change('account', deleteAccount, 'gone'),
  'account/owner': change('account', updateAccount),
  'account/put_back': change<Changed>('account', (unit, id, rest) =>
    putBack(unit, 'accounts', { id, ...rest }),
  ),
  'account/stage': change('account', updateAccount),
  'account/tags/add': accountTags('add'),
  'account/tags/remove': accountTags('remove'),
  'account/update': change('account', updateAccount),
  'account/upsert': async (on, body) => {
    const { id, type } = await upsertAccount(on.unit, body);
    return `{"account":${await shown(on, 'account', id)},"upsert_type":"${type}"}`;
  },
  'action/drop': change('action', (unit, id) => dropAction(unit, id), 'gone'),
  'action/hand_over': change('action', handOverAction, 'gone'),
  'action/snooze': change('action', snoozeAction, 'gone'),
  'cadence_membership/create': async (on, body) =>
    told(on, 'cadence_membership', await addToCadence(on.unit, body)),
  'cadence_membership/take_off': change<Changed>('cadence_membership', (unit, id, rest) =>
    takeOff(unit, { id, ...rest }),
  ),
  'cadence_membership/delete': change('cadence_membership', (unit, id) => removeFromCadence(unit, id)),
  'calendar/events/upsert': async ({ unit, reading }, body) => {
    const id = await upsertCalendarEvent(unit, body);
    const event = await required(findWritten(unit.tx, calendarEventsView as View<Key>, reading, id));
    return `{"calendar_event":${event}}`;
  },
  'person/create': async (on, body) => told(on, 'person', await createPerson(on.unit, body)),
  'person/delete': change('person', deletePerson, 'gone'),
  'person/owner': change('person', updatePerson),
  'person/stage': change('person', updatePerson),
  'person/tags/add': personTags('add'),
  'person/tags/remove': personTags('remove'),
  'person/update': change('person', updatePerson),
  'person/upsert': async (on, body) => {
    const { id, type } = await upsertPerson(on.unit, body);
    return `{"person":${await shown(on, 'person', id)},"upsert_type":"${type}"}`;
  },
  'person/put_back': change<Changed>('person', (unit, id, rest) => putBack(unit, 'people', { id, ...rest })),
  'task/complete': change('task', (unit, id) => tasks.update(unit, id, { current_state: 'completed' })),
  'task/create': async (on, body) => told(on, 'task', await tasks.create(on.unit, body)),
  'task/delete': change('task', tasks.remove, 'gone'),
  'task/update': change('task', tasks.update),
};

/**
 * Carries out one row in the name of the job's creator: scope, body, sight and command are those of the operation that the
 * type names. @returns what came out, and what it changed, as JSON texts @throws AppError as the operation does
 */
export async function carryOutRow(
  on: RowUnit,
  type: string,
  record: string,
): Promise<{ resource: string; undo: string | null }> {
  const known = bulkType(type);
  if (!known) throw invalid('type', 'is not known to this server');
  const { principal, tx } = on.unit;
  if (!hasScope(principal, known.scope))
    throw forbidden(`The token of the job does not have the required scopes: ${known.scope}`);
  const given: unknown = JSON.parse(record);
  if (typeof given !== 'object' || given === null) throw invalid('base', 'A row must be an object');
  const body = parseWith(known.record, given);
  await requireNamedInSight(tx, viewOf, on.reading, body);
  const carry = CARRIES[type as TypeName] as Carry<TypeName>;
  const before = await valuesBefore(on.unit, type, body);
  const resource = await carry(on, body as RowOf<TypeName>);
  return { resource, undo: await changedBy(on.unit, type, body, { before, resource }) };
}
