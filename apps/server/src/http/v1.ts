import { contract, type ListSpec } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { findRow, findRowBy } from '../db/finding.js';
import { type Condition, listRows } from '../db/listing.js';
import type { View } from '../db/view.js';
import { accountsView, createAccount, updateAccount } from '../domain/accounts/index.js';
import { cadenceMembershipsView, cadences } from '../domain/cadences/index.js';
import { addToCadence } from '../domain/memberships/index.js';
import { callsView } from '../domain/calls/index.js';
import type { Command } from '../domain/command.js';
import { createPerson, peopleView, successesView, updatePerson } from '../domain/people/index.js';
import { customFields, tags, users } from '../domain/team/index.js';
import { addressKey } from '../kernel/address.js';
import { teamNow } from '../kernel/clock.js';
import { AppError, invalidFields, notFound } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';
import type { Render, ChargeBudget } from './handler-types.js';
import { type Answered, command } from './command.js';
import { parseList, type RawQuery } from './params.js';
import { pageCost } from './rate-limit.js';
import { authorize, integerId, parseWith, readContext, requireReadFile, sendJson } from './request.js';
import { flatten, refsOf } from './v1-shape.js';

const ROOT = '/public_api/v1';
const { resources } = contract;

/** The commands V1 runs; the same ones V2 does. */
export interface V1Commands {
  readonly createPerson: typeof createPerson;
  readonly updatePerson: typeof updatePerson;
  readonly createAccount: typeof createAccount;
  readonly updateAccount: typeof updateAccount;
  readonly addToCadence: typeof addToCadence;
}
const COMMANDS: V1Commands = { createPerson, updatePerson, createAccount, updateAccount, addToCadence };

interface Served {
  readonly view: View;
  readonly scope: string | null;
  readonly list: ListSpec;
  readonly refs: ReadonlyMap<string, string>;
  /** Every record fetched one by one as well. */
  readonly show?: true;
  /** What a list is narrowed to for this caller. */
  readonly narrow?: (principal: Principal) => Condition[];
}

const PEOPLE: Served = {
  view: peopleView,
  scope: resources.people.scopes.read,
  list: resources.people.list,
  refs: refsOf(resources.people.record),
};
const COMPANIES: Served = {
  view: accountsView,
  scope: resources.accounts.scopes.read,
  list: resources.accounts.list,
  refs: refsOf(resources.accounts.record),
  show: true,
};
const CADENCES: Served = {
  view: cadences.view,
  scope: resources.cadences.scopes.read,
  list: resources.cadences.list,
  refs: refsOf(resources.cadences.record),
  show: true,
  // An admin's token lists the whole team's (docs/wire.md section 10).
  narrow: ({ admin, userGuid }) =>
    admin ? [] : [{ filter: 'owned_by_guid', operator: 'in', value: [userGuid] }],
};
const MEMBERSHIPS: Served = {
  view: cadenceMembershipsView,
  scope: resources.cadence_memberships.scopes.read,
  list: resources.cadence_memberships.list,
  refs: refsOf(resources.cadence_memberships.record),
};
const SUCCESSES: Served = {
  view: successesView,
  scope: resources.successes.scopes.read,
  list: resources.successes.list,
  refs: refsOf(resources.successes.record),
};
const ME: Served = {
  view: users.view,
  scope: null,
  list: resources.users.list,
  refs: refsOf(resources.users.record),
};
// Lists without facts of their own: root arrays with V2's fields (a guess).
const OTHERS: Readonly<Record<string, Served>> = {
  calls: {
    view: callsView,
    scope: resources.calls.scopes.read,
    list: resources.calls.list,
    refs: refsOf(resources.calls.record),
    show: true,
  },
  custom_fields: {
    view: customFields.view,
    scope: resources.custom_fields.scopes.read,
    list: resources.custom_fields.list,
    refs: refsOf(resources.custom_fields.record),
    show: true,
  },
  successes: SUCCESSES,
  tags: {
    view: tags.view,
    scope: resources.tags.scopes.read,
    list: resources.tags.list,
    refs: refsOf(resources.tags.record),
  },
};

interface V1 {
  app: FastifyInstance;
  context: AppContext;
  chargeBudget: ChargeBudget;
  commands: V1Commands;
}

/** Mounts /public_api/v1 (docs/wire.md section 10): root objects and arrays with flat ids, over the views and commands of V2. */
export function mountV1(
  app: FastifyInstance,
  context: AppContext,
  chargeBudget: ChargeBudget,
  commands: V1Commands = COMMANDS,
): void {
  const v1: V1 = { app, context, chargeBudget, commands };
  app.get(`${ROOT}/me`, (request, reply) => show(v1, ME, request, reply, ({ userId }) => userId));
  for (const [name, served] of Object.entries({
    people: PEOPLE,
    companies: COMPANIES,
    cadences: CADENCES,
    ...OTHERS,
  })) {
    app.get(`${ROOT}/${name}`, (request, reply) => list(v1, served, request, reply));
    if (served.show)
      app.get(`${ROOT}/${name}/:id`, (request, reply) =>
        show(v1, served, request, reply, () => integerId(request, 'id')),
      );
  }
  mountPeople(v1);
  mountCompanies(v1);
  mountMemberships(v1);
}

function mountPeople(v1: V1): void {
  const { app, commands } = v1;
  const { create, update, scopes } = resources.people;
  app.get(`${ROOT}/people/:id`, (request, reply) =>
    show(v1, PEOPLE, request, reply, () => personKey(request, 'id')),
  );
  app.post(`${ROOT}/people`, (request, reply) =>
    change(v1, { served: PEOPLE, scope: scopes.write, status: 201 }, request, reply, (unit) =>
      renamed(() => commands.createPerson(unit, bodyOf(create.body, request))),
    ),
  );
  app.put(`${ROOT}/people/:id`, (request, reply) =>
    change(v1, { served: PEOPLE, scope: scopes.write, status: 200 }, request, reply, async (unit) => {
      const id = await personId(v1, unit, request, 'id');
      await renamed(() => commands.updatePerson(unit, id, bodyOf(update.body, request)));
      return id;
    }),
  );
}

function mountCompanies(v1: V1): void {
  const { app, commands } = v1;
  const { create, update, scopes } = resources.accounts;
  app.post(`${ROOT}/companies`, (request, reply) =>
    change(v1, { served: COMPANIES, scope: scopes.write, status: 201 }, request, reply, (unit) =>
      commands.createAccount(unit, bodyOf(create.body, request)),
    ),
  );
  app.put(`${ROOT}/companies/:id`, (request, reply) =>
    change(v1, { served: COMPANIES, scope: scopes.write, status: 200 }, request, reply, async (unit) => {
      const id = integerId(request, 'id');
      await commands.updateAccount(unit, id, bodyOf(update.body, request));
      return id;
    }),
  );
}

function mountMemberships(v1: V1): void {
  const { app, commands } = v1;
  const { create, scopes } = resources.cadence_memberships;
  const path = `${ROOT}/people/:person_id/cadence_memberships`;
  app.get(path, async (request, reply) => {
    const person = await find(
      v1,
      PEOPLE,
      authorize(request, MEMBERSHIPS.scope),
      personKey(request, 'person_id'),
    );
    return list(v1, MEMBERSHIPS, request, reply, [
      { filter: 'person_id', operator: 'eq', value: person['id'] },
    ]);
  });
  app.post(path, (request, reply) =>
    change(v1, { served: MEMBERSHIPS, scope: scopes.write, status: 201 }, request, reply, async (unit) => {
      // Of an unknown person 404; of anything else the reason is 422 (docs/wire.md section 10).
      const id = await personId(v1, unit, request, 'person_id');
      return commands.addToCadence(unit, bodyOf(create.body, request, { person_id: id }));
    }),
  );
}

async function list(
  v1: V1,
  served: Served,
  request: FastifyRequest,
  reply: FastifyReply,
  more: Condition[] = [],
): Promise<FastifyReply> {
  const principal = authorize(request, served.scope);
  const wanted = parseList(served.list, request.query as RawQuery, false);
  await v1.chargeBudget(request, reply, pageCost(wanted.page));
  const query = {
    ...wanted.query,
    ...(wanted.paged ? { limit: wanted.perPage } : {}),
    conditions: [...wanted.query.conditions, ...(served.narrow?.(principal) ?? []), ...more],
  };
  const rows = await listRows(v1.context.database.pool, served.view, reading(v1, principal), query);
  return sendJson(reply, JSON.stringify(rows.map((row) => flatten(row.j, served.refs))));
}

async function show(
  v1: V1,
  served: Served,
  request: FastifyRequest,
  reply: FastifyReply,
  key: (principal: Principal) => Key,
): Promise<FastifyReply> {
  const principal = authorize(request, served.scope);
  await v1.chargeBudget(request, reply, 1);
  return sendJson(reply, JSON.stringify(await find(v1, served, principal, key(principal))));
}

/** A record by id, or a person by e-mail address. @throws AppError not_found */
async function find(
  v1: V1,
  served: Served,
  principal: Principal,
  key: Key,
): Promise<Record<string, unknown>> {
  const { pool } = v1.context.database;
  const context = reading(v1, principal);
  const json = await (typeof key === 'string'
    ? findRowBy(pool, served.view, context, BY_ADDRESS, key)
    : findRow(pool, served.view, context, key));
  if (json === undefined) throw notFound();
  return flatten(json, served.refs);
}

/** A write of V2 that answers in V1's shape, with the record of what is `served`. */
function change(
  v1: V1,
  { served, ...answered }: Omit<Answered, 'envelope'> & { served: Served },
  request: FastifyRequest,
  reply: FastifyReply,
  work: (unit: Command) => Promise<number>,
): Promise<FastifyReply> {
  const answer = async (unit: Command) => {
    const id = await work(unit);
    return async (render: Render) => JSON.stringify(flatten(await render(served.view, id), served.refs));
  };
  return command(v1, request, reply, { ...answered, envelope: 'root' }, answer);
}

const reading = ({ context }: V1, principal: Principal) =>
  readContext(context, principal, teamNow(context.clock.now(), principal.clockOffsetMs));

type Key = number | string;
const BY_ADDRESS = 'address_key(r.email_address)';

/** What stands for a person in a path: an id, or an e-mail address in any case. @throws AppError not_found for anything else */
function personKey(request: FastifyRequest, name: string): Key {
  const given = (request.params as Record<string, string>)[name] ?? '';
  return given.includes('@') && !given.includes('\u0000') && given.isWellFormed()
    ? addressKey(given)
    : integerId(request, name);
}

async function personId(v1: V1, unit: Command, request: FastifyRequest, name: string): Promise<number> {
  const key = personKey(request, name);
  const column = typeof key === 'string' ? BY_ADDRESS : 'r.id';
  const json = await findRowBy(unit.tx, peopleView, reading(v1, unit.principal), column, key);
  if (json === undefined) throw notFound();
  return (JSON.parse(json) as { id: number }).id;
}

/** The body as V2 takes it: `company_id` is the person's account. */
function bodyOf<S extends z.ZodObject>(
  schema: S,
  request: FastifyRequest,
  more: Record<string, unknown> = {},
): z.output<S> {
  requireReadFile(schema, request.body);
  const { company_id: company, ...rest } = {
    ...(request.query as object),
    ...(request.body as object | null),
  } as Record<string, unknown>;
  return parsed(schema, { ...rest, ...(company === undefined ? {} : { account_id: company }), ...more });
}

function parsed<S extends z.ZodObject>(schema: S, input: object): z.output<S> {
  try {
    return parseWith(schema, input);
  } catch (error) {
    throw inV1Words(error);
  }
}

async function renamed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inV1Words(error);
  }
}

/** A complaint about account_id is one about company_id here. */
function inV1Words(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.fields?.['account_id']) return error;
  const { account_id: messages, ...rest } = error.fields;
  return invalidFields({ ...rest, company_id: messages });
}
