import { contract, includesOf, type OperationSpec, type ResourceSpec, signedQuery } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { secretKeys } from '../config.js';
import { findRow, findRowBy, lockedVersion } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import type { SendingCommand } from '../domain/command.js';
import { teamNow } from '../kernel/clock.js';
import { requireVersion } from '../domain/versions.js';
import { notFound } from '../kernel/errors.js';
import { createSealer } from '../kernel/sealed.js';
import { command, type Mount } from './command.js';
import type { AppContext } from './context.js';
import type { Handlers, ChargeBudget } from './handler-types.js';
import { parseInclude } from './include-names.js';
import { includedIn, requireIncluded } from './include.js';
import { requireInSight, requireNamedInSight } from './in-sight.js';
import { keyInPath, namedInPath } from './path-params.js';
import type { RawQuery } from './params.js';
import { opened } from './opened.js';
import { authorize, parseWith, parseWrite, readContext, sendJson } from './request.js';
import { serveList } from './serve-list.js';
import { type AnyOperation, mountOperation } from './serve-operation.js';
import { tellWhereItWent } from './where-it-went.js';

interface AnyHandlers {
  view: View<Key>;
  create?: (command: SendingCommand, body: unknown) => Promise<Key>;
  update?: (command: SendingCommand, id: Key, body: unknown) => Promise<void>;
  remove?: (command: SendingCommand, id: Key, query: unknown) => Promise<void>;
}

/** Mounts the whole contract under /v2. @throws Error at boot when handlers and contract do not fit. */
export function mountContract(
  app: FastifyInstance,
  context: AppContext,
  chargeBudget: ChargeBudget,
  handlers: Handlers,
): void {
  const sealer = createSealer('mailboxes', secretKeys(context.config));
  const viewOf: Mount['viewOf'] = (name) => handlers.resources[name].view;
  const mount = { app, context, chargeBudget, sealer, viewOf };
  tellWhereItWent(app, mount);
  mountParts(mount, contract, handlers);
}

/** What is declared, and what serves it, by name. */
export interface Parts {
  readonly resources: Readonly<Record<string, unknown>>;
  readonly operations: Readonly<Record<string, unknown>>;
}

/** Mounts a contract's resources and operations. @throws Error at boot when handlers and contract do not fit. */
export function mountParts(mount: Mount, declared: Parts, handlers: Parts): void {
  for (const kind of ['resources', 'operations'] as const) {
    const surplus = Object.keys(handlers[kind]).filter((name) => !Object.hasOwn(declared[kind], name));
    if (surplus.length > 0) throw new Error(`${kind}: the contract does not have ${surplus.join(', ')}`);
  }
  for (const [name, spec] of Object.entries(declared.resources))
    mountResource(mount, spec as ResourceSpec, handlers.resources[name] as AnyHandlers | undefined);
  for (const [name, spec] of Object.entries(declared.operations))
    mountOperation(mount, spec as OperationSpec, handlers.operations[name] as AnyOperation | undefined);
}

/** @throws Error when a handler is missing, or is one the contract does not declare */
function requireFitting(spec: ResourceSpec, handlers: AnyHandlers): void {
  const wanted = { view: true, create: spec.create, update: spec.update, remove: spec.delete };
  for (const [name, declared] of Object.entries(wanted)) {
    if (Boolean(declared) !== Boolean(handlers[name as keyof typeof wanted]))
      throw new Error(`${spec.name}: handler ${name} does not fit the contract`);
  }
  if ((typeof spec.show === 'object') !== (handlers.view.signedColumns !== undefined))
    throw new Error(`${spec.name}: its view and the contract differ about signatures`);
  const surplus = Object.keys(handlers).filter((name) => !Object.hasOwn(wanted, name));
  if (surplus.length > 0)
    throw new Error(`${spec.name}: handler ${surplus.join(', ')} does not fit the contract`);
  const { idType = 'bigint', guidColumn } = handlers.view;
  const { id = 'integer' } = spec;
  if (idType !== (id === 'uuid' || id === 'text' ? id : 'bigint'))
    throw new Error(`${spec.name}: its view has other ids than the contract says`);
  if ((id === 'integer_or_guid') !== (guidColumn !== undefined))
    throw new Error(`${spec.name}: its view and the contract differ about guids`);
  if (spec.path.includes('{')) throw new Error(`${spec.name}: a resource has no parameters in its path`);
}

function mountResource(mount: Mount, spec: ResourceSpec, handlers: AnyHandlers | undefined): void {
  if (!handlers) throw new Error(`${spec.name}: no handlers`);
  requireFitting(spec, handlers);
  const { app } = mount;
  const { view } = handlers;
  const { list } = spec;
  if (list) {
    const served = { list, scope: spec.scopes.read };
    app.get(spec.path, (request, reply) => serveList(mount, served, view, request, reply));
  }
  if (spec.show) app.get(`${spec.path}/:id`, (request, reply) => show(mount, spec, view, request, reply));
  const { create, update, remove } = handlers;
  const open = (json: string) => opened(mount, view, json);
  if (spec.create && create) {
    const { body: schema, status = 200, envelope } = spec.create;
    const unknown = { refused: (spec.create.extension ?? spec.extension) === true, record: spec.record };
    const scope = spec.create.scope ?? spec.scopes.write ?? null;
    app.post(spec.path, (request, reply) =>
      command(mount, request, reply, { scope, status, envelope, open }, async (unit, reading) => {
        const body = parseWrite(schema, request, reply, unknown);
        await requireNamedInSight(unit.tx, mount.viewOf, reading, body);
        const id = await create(unit, body);
        return (render) => render(view, id);
      }),
    );
  }
  if (spec.update && update) {
    const { body: schema, status = 200, envelope } = spec.update;
    const unknown = { refused: (spec.update.extension ?? spec.extension) === true, record: spec.record };
    const scope = spec.update.scope ?? spec.scopes.write ?? null;
    app.put(`${spec.path}/:id`, (request, reply) =>
      command(mount, request, reply, { scope, status, envelope, open }, async (unit, reading) => {
        const id = await keyInPath(unit.tx, spec, view, reading, request);
        await requireInSight(unit.tx, view, reading, id);
        await requireKnown({ unit, view, reading, spec }, request, id);
        const body = parseWrite(schema, request, reply, unknown);
        await requireNamedInSight(unit.tx, mount.viewOf, reading, body);
        await update(unit, id, body);
        return (render) => render(view, id);
      }),
    );
  }
  if (spec.delete && remove) {
    const { query: schema } = spec.delete;
    const scope = spec.scopes.delete ?? null;
    app.delete(`${spec.path}/:id`, (request, reply) =>
      command(mount, request, reply, { scope, status: 204 }, async (unit, reading) => {
        const id = await keyInPath(unit.tx, spec, view, reading, request);
        await requireInSight(unit.tx, view, reading, id);
        await requireKnown({ unit, view, reading, spec }, request, id);
        await remove(unit, id, schema ? parseWith(schema, request.query) : {});
        return undefined;
      }),
    );
  }
}

/** With If-Match a record is changed only in the version that the caller knows. @throws AppError precondition_failed */
async function requireKnown(
  {
    unit,
    view,
    reading,
    spec,
  }: { unit: SendingCommand; view: View<Key>; reading: ReadContext; spec: ResourceSpec },
  request: FastifyRequest,
  id: Key,
): Promise<void> {
  const known = request.headers['if-match'];
  if (known === undefined) return;
  // What has no stamp has no version that anybody could know.
  const stamped = 'updated_at' in spec.record.shape;
  requireVersion(known, stamped ? await lockedVersion(unit.tx, view, reading, id) : null);
}

async function show(
  mount: Mount,
  spec: ResourceSpec,
  view: View<Key>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = authorize(request, spec.scopes.read);
  const include = parseInclude(request.query as RawQuery, includesOf(spec.record, spec.name));
  requireIncluded(principal, include);
  await mount.chargeBudget(request, reply, 1);
  const context = readContext(
    mount.context,
    principal,
    teamNow(mount.context.clock.now(), principal.clockOffsetMs),
  );
  const { pool } = mount.context.database;
  const named = namedInPath(spec.id, request);
  const shown = isSigned(spec, request) ? signed(view) : view;
  const json =
    'id' in named
      ? await findRow(pool, shown, context, named.id)
      : await findRowBy(pool, shown, context, guidColumnOf(view), named.guid);
  if (json === undefined) throw notFound();
  const included = await includedIn(mount, context, include, [json]);
  return sendJson(reply, `{"data":${opened(mount, view, json)}${included}}`);
}

/** Whether the caller's signature is wanted. @throws AppError invalid */
function isSigned({ show: shown }: ResourceSpec, request: FastifyRequest): boolean {
  return typeof shown === 'object' && parseWith(signedQuery, request.query).include_signature === true;
}

const signedViews = new WeakMap<View<Key>, View<Key>>();

/** The view of a record with the caller's signature: one object each, by which its statements are kept. */
function signed(view: View<Key>): View<Key> {
  const { name, columns, signedColumns = columns } = view;
  const known = signedViews.get(view) ?? { ...view, name: `${name}_signed`, columns: signedColumns };
  signedViews.set(view, known);
  return known;
}

function guidColumnOf({ name, guidColumn }: View<Key>): string {
  if (guidColumn === undefined) throw new Error(`view ${name} has no guids`);
  return guidColumn;
}
