import type { ListSpec, OperationSpec } from '@cadenza/contract';
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { emptyView } from '../db/empty-view.js';
import { findRow, idOfGuid } from '../db/finding.js';
import { type Condition, countParts, type ReadContext } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import type { SendingCommand } from '../domain/command.js';
import { teamNow } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import { openInJson } from '../kernel/sealed-json.js';
import {
  type Answered,
  command,
  commandAfter,
  enveloped,
  type Mount,
  required,
  sealerOf,
} from './command.js';
import type {
  Answer,
  Conclusion,
  Counts,
  FileAnswer,
  ListGuard,
  OperationWork,
  Outside,
  Reader,
  Render,
} from './handler-types.js';
import { requireInSight, requireNamedInSight, resourceNamed, resourcesInPath } from './in-sight.js';
import type { AppContext } from './context.js';
import { asDownload, asFrame } from './download.js';
import { createPlaces, type Places } from './places.js';
import { wantedFormat } from './serve-export.js';
import { columnsOf, sendTable } from './serve-table.js';
import { parseList, queryOfBody, type RawQuery } from './params.js';
import { readPathParams, requireKnownParams, routeOf } from './path-params.js';
import {
  authorize,
  parseWith,
  parseWrite,
  readContext,
  requireScopedFields,
  sendJson,
  strict,
} from './request.js';
import { serveList } from './serve-list.js';

/** Handlers of an operation, whatever it is (handler-types.ts has the exact ones). */
export interface AnyOperation {
  read?: (reader: Reader, input: AnyInput) => Promise<string>;
  file?: (reader: Reader, input: AnyInput) => Promise<FileAnswer>;
  write?: (command: SendingCommand, input: AnyInput) => Promise<Answer>;
  act?: (reader: Outside, input: AnyInput) => Promise<Conclusion>;
  view?: View<Key>;
  guard?: ListGuard;
  counts?: Counts;
}
interface AnyInput {
  params: Readonly<Record<string, Key>>;
  query: unknown;
  body: unknown;
  ifMatch?: string | undefined;
}

function worksOf({ list, counts, method, none }: OperationSpec): OperationWork[] {
  if (none !== undefined) return [];
  if (list) return ['view'];
  if (counts) return ['counts'];
  return method === 'GET' ? ['read', 'file'] : ['write', 'act'];
}

/** One of the works its kind and method allow, and nothing else. */
function requireFittingHandler(spec: OperationSpec, handler: AnyOperation | undefined): void {
  const { name } = spec;
  const given = Object.keys(handler ?? {}).filter((each) => !(spec.list?.below && each === 'guard'));
  const fitting = worksOf(spec);
  const surplus = given.filter((each) => !(fitting as string[]).includes(each));
  if (surplus.length > 0) throw new Error(`${name}: handler ${surplus.join(', ')} does not fit the contract`);
  if (fitting.length > 0 && given.length !== 1)
    throw new Error(`${name}: needs one handler of ${fitting.join(', ')}`);
}

/**
 * A list that is no resource's own. Below a record it is there while that is, for this caller, and holds what belongs to
 * it. Answered to a POST it reads its body as well: a JSON body may say with numbers and lists what a query says in text.
 */
function mountList(mount: Mount, spec: OperationSpec, view: View<Key>, guard?: ListGuard): void {
  const { list, scope, method } = spec;
  if (!list) throw new Error(`${spec.name}: is no list`);
  const { below = {} } = list;
  const above = resourcesInPath(spec.path);
  const missing = [...Object.keys(list.filters), ...Object.values(below)].filter(
    (each) => !view.filters[each],
  );
  if (missing.length > 0) throw new Error(`${spec.name}: its view has no filter ${missing.join(', ')}`);
  const loose = Object.keys(spec.params ?? {}).filter((param) => !Object.hasOwn(below, param));
  if (loose.length > 0) throw new Error(`${spec.name}: nothing of the list is below ${loose.join(', ')}`);
  const { pool } = mount.context.database;
  const within = async (request: FastifyRequest, reading: ReadContext): Promise<Condition[]> => {
    const params = await paramsOf(mount, spec, { db: mount.context.database.kysely, reading }, request);
    for (const [param, name] of above)
      await required(findRow(pool, mount.viewOf(name), reading, params[param] as Key));
    await guard?.(mount.context.database.kysely, authorize(request, scope), params);
    return Object.entries(below).map(([param, filter]) => ({
      filter,
      operator: 'eq',
      value: params[param],
    }));
  };
  const given = (request: FastifyRequest): RawQuery => ({
    ...(request.query as RawQuery),
    ...(method === 'POST' ? queryOfBody(request.body) : {}),
  });
  mount.app.route({
    method,
    url: routeOf(spec.path),
    handler: (request, reply) => serveList(mount, { list, scope, given, within }, view, request, reply),
  });
}

/** What there is none of: a list like any other without a record, and no record by whatever id. */
function mountNone(mount: Mount, spec: OperationSpec): void {
  if (spec.list) return mountList(mount, spec, emptyView(spec.name, spec.list));
  mount.app.get(routeOf(spec.path), async (request, reply) => {
    authorize(request, spec.scope);
    await mount.chargeBudget(request, reply, 1);
    throw notFound();
  });
}

/** How many of a list's records there are. */
function mountCounts(mount: Mount, spec: OperationSpec, { view, conditions }: Counts): void {
  const { filters = {} } = spec.counts ?? {};
  const list: ListSpec = { filters, sorts: [], defaultSort: '', paging: 'never' };
  mount.app.get(routeOf(spec.path), async (request, reply) => {
    const principal = authorize(request, spec.scope);
    const wanted = parseList(list, request.query as RawQuery, strict(request));
    requireScopedFields(list, wanted, principal);
    await mount.chargeBudget(request, reply, 1);
    const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
    const reading = readContext(mount.context, principal, now);
    const { pool } = mount.context.database;
    return sendJson(reply, `{"data":${await countParts(pool, view, reading, wanted.query, conditions)}}`);
  });
}

/** Mounts one operation. @throws Error at boot when handler and contract do not fit */
export function mountOperation(mount: Mount, spec: OperationSpec, handler: AnyOperation | undefined): void {
  requireKnownParams(spec);
  requireFittingHandler(spec, handler);
  const { view, guard, counts, read, file, act, write } = handler ?? {};
  if (spec.none !== undefined) mountNone(mount, spec);
  if (view) mountList(mount, spec, view, guard);
  if (counts) mountCounts(mount, spec, counts);
  if (read) mountRead(mount, spec, async (reply, json) => sendRead(spec, reply, await json), read);
  if (file)
    mountRead<FileAnswer>(
      mount,
      spec,
      async (reply, found) => sendFile(reply, await found),
      (reader, input, reply) => inPlace(mount.context, reader, reply, () => file(reader, input)),
    );
  if (write) mountWrite(mount, spec, write);
  if (act) mountAct(mount, spec, act);
}

/** What a request names and says: records of the path by their ids, all of it in the caller's sight. @throws AppError */
async function inputOf(
  mount: Mount,
  spec: OperationSpec,
  { db, reading }: { db: Db; reading: ReadContext },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AnyInput> {
  const named = resourcesInPath(spec.path);
  const input: AnyInput = {
    params: await paramsOf(mount, spec, { db, reading }, request),
    query: spec.query ? parseWith(spec.query, request.query) : {},
    body: spec.body
      ? parseWrite(spec.body, request, reply, { refused: spec.extension === true || spec.exact === true })
      : {},
  };
  if (request.headers['if-match'] !== undefined) input.ifMatch = request.headers['if-match'];
  for (const [param, name] of named)
    await requireInSight(db, mount.viewOf(name), reading, input.params[param] as Key);
  await requireNamedInSight(db, mount.viewOf, reading, input.body);
  return input;
}

/** The parameters of a path. Where a resource is called by its guid as well, so are its records here. @throws AppError not_found */
async function paramsOf(
  mount: Mount,
  spec: OperationSpec,
  { db, reading }: { db: Db; reading: ReadContext },
  request: FastifyRequest,
): Promise<AnyInput['params']> {
  const given = { ...(request.params as Record<string, string>) };
  for (const [param, name] of resourcesInPath(spec.path)) {
    const guid = given[param] ?? '';
    if (resourceNamed(name).id !== 'integer_or_guid' || !isGuid(guid)) continue;
    const id = await idOfGuid(db, mount.viewOf(name), reading, guid);
    if (id === undefined) throw notFound();
    given[param] = String(id);
  }
  return readPathParams(spec, given);
}

/** What was read, or the rows of it as a file for who wants that. */
function sendRead(spec: OperationSpec, reply: FastifyReply, json: string): FastifyReply {
  const { table, name, response } = spec;
  const format = table === undefined ? undefined : wantedFormat(reply.request.headers.accept);
  if (table === undefined || format === undefined) return sendJson(reply, enveloped(json, spec.envelope));
  const answer = JSON.parse(json) as Record<string, object[]>;
  return sendTable(reply, answer[table] ?? [], { name, format, columns: columnsOf(response, table) });
}

function mountRead<T>(
  mount: Mount,
  spec: OperationSpec,
  send: (reply: FastifyReply, work: Promise<T>) => Promise<FastifyReply>,
  work: (reader: Reader, input: AnyInput, reply: FastifyReply) => Promise<T>,
): void {
  mount.app.get(routeOf(spec.path), async (request, reply) => {
    const principal = authorize(request, spec.scope);
    await mount.chargeBudget(request, reply, 1);
    const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
    const reading = readContext(mount.context, principal, now);
    const { pool, kysely: db } = mount.context.database;
    const render: Render = (view, id) => required(findRow(pool, view, reading, id));
    const { viewOf } = mount;
    const reader = { app: mount.context, principal, now, sealer: sealerOf(mount), render, viewOf };
    return send(reply, work(reader, await inputOf(mount, spec, { db, reading }, request, reply), reply));
  });
}

const answeredAs = (mount: Mount, { scope, status = 200, envelope, secret }: OperationSpec): Answered => ({
  scope,
  status,
  envelope,
  ...(secret ? { open: (json: string) => openInJson(sealerOf(mount), json) } : {}),
});

const configOf = ({ values }: OperationSpec): FastifyContextConfig =>
  values === undefined ? {} : { mostValues: values };

function mountWrite(mount: Mount, spec: OperationSpec, work: NonNullable<AnyOperation['write']>): void {
  mount.app.route({
    method: spec.method,
    url: routeOf(spec.path),
    config: configOf(spec),
    handler: (request, reply) =>
      command(mount, request, reply, answeredAs(mount, spec), async (unit, reading) =>
        work(unit, await inputOf(mount, spec, { db: unit.tx, reading }, request, reply)),
      ),
  });
}

function mountAct(mount: Mount, spec: OperationSpec, work: NonNullable<AnyOperation['act']>): void {
  const { kysely: db } = mount.context.database;
  mount.app.route({
    method: spec.method,
    url: routeOf(spec.path),
    config: configOf(spec),
    handler: (request, reply) =>
      commandAfter(mount, request, reply, answeredAs(mount, spec), async (reader, reading) =>
        work(reader, await inputOf(mount, spec, { db, reading }, request, reply)),
      ),
  });
}

/** Files that are being made or taken by their readers, who may be slow: of a team, and of a process. */
const FILES_OF_TEAM = 10;
const FILES_OF_ALL = 40;
const places = new WeakMap<AppContext, Places>();

/** Holds a place from the first look into the database until the answer has left, or its reader. @throws AppError rate_limited */
async function inPlace<T>(
  context: AppContext,
  { principal }: Reader,
  reply: FastifyReply,
  work: () => Promise<T>,
): Promise<T> {
  const known = places.get(context) ?? createPlaces(FILES_OF_TEAM, FILES_OF_ALL);
  places.set(context, known);
  const leave = known.take(principal.teamId);
  if (reply.raw.destroyed) leave();
  reply.raw.once('finish', leave).once('close', leave);
  return work();
}

function sendFile(reply: FastifyReply, { contentType, fileName, body, frame }: FileAnswer): FastifyReply {
  if (frame) return asFrame(reply, contentType).send(body);
  return asDownload(reply, contentType, fileName).send(body);
}
