import type { ListSpec, OperationSpec } from '@cadenza/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { findRow } from '../db/finding.js';
import { type Condition, countParts, type ReadContext } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import type { SendingCommand } from '../domain/command.js';
import { teamNow } from '../kernel/clock.js';
import { command, enveloped, type Mount, required, sealerOf, sendAnswer } from './command.js';
import type { Answer, Counts, FileAnswer, OperationWork, Reader, Render } from './handler-types.js';
import { actOnce, requestHash } from './idempotency.js';
import { requireInSight, requireNamedInSight, resourcesInPath } from './in-sight.js';
import type { AppContext } from './context.js';
import { createPlaces, type Places } from './places.js';
import { parseList, queryOfBody, type RawQuery } from './params.js';
import { readPathParams, requireKnownParams, routeOf } from './path-params.js';
import {
  authorize,
  idempotencyKey,
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
  act?: (reader: Reader, input: AnyInput) => Promise<string>;
  view?: View<Key>;
  counts?: Counts;
}
interface AnyInput {
  params: Readonly<Record<string, Key>>;
  query: unknown;
  body: unknown;
}

function worksOf({ list, counts, method }: OperationSpec): OperationWork[] {
  if (list) return ['view'];
  if (counts) return ['counts'];
  return method === 'GET' ? ['read', 'file'] : ['write', 'act'];
}

/** One of the works its kind and method allow, and nothing else. */
function requireFittingHandler(spec: OperationSpec, handler: AnyOperation | undefined): void {
  const { name } = spec;
  const given = Object.keys(handler ?? {});
  const fitting = worksOf(spec);
  const surplus = given.filter((each) => !(fitting as string[]).includes(each));
  if (surplus.length > 0) throw new Error(`${name}: handler ${surplus.join(', ')} does not fit the contract`);
  if (given.length !== 1) throw new Error(`${name}: needs one handler of ${fitting.join(', ')}`);
}

/**
 * A list that is no resource's own. Below a record it is there while that is, for this caller, and holds what belongs to
 * it. Answered to a POST it reads its body as well: a JSON body may say with numbers and lists what a query says in text.
 */
function mountList(mount: Mount, spec: OperationSpec, view: View<Key>): void {
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
    const params = readPathParams(spec, request);
    for (const [param, name] of above)
      await required(findRow(pool, mount.viewOf(name), reading, params[param] as Key));
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
  const { app } = mount;
  requireKnownParams(spec);
  requireFittingHandler(spec, handler);
  if (handler?.view) return mountList(mount, spec, handler.view);
  if (handler?.counts) return mountCounts(mount, spec, handler.counts);
  const path = routeOf(spec.path);
  const inputOf = (request: FastifyRequest, reply: FastifyReply) => ({
    params: readPathParams(spec, request),
    query: spec.query ? parseWith(spec.query, request.query) : {},
    body: spec.body ? parseWrite(spec.body, request, reply, { refused: spec.extension === true }) : {},
  });
  const named = resourcesInPath(spec.path);
  const inSight = async (db: Db, reading: ReadContext, input: AnyInput): Promise<AnyInput> => {
    for (const [param, name] of named)
      await requireInSight(db, mount.viewOf(name), reading, input.params[param] as Key);
    await requireNamedInSight(db, mount.viewOf, reading, input.body);
    return input;
  };
  const { read, file, act } = handler ?? {};
  const readerOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Reader> => {
    const principal = authorize(request, spec.scope);
    await mount.chargeBudget(request, reply, 1);
    const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
    const render: Render = (view, id) =>
      required(findRow(mount.context.database.pool, view, readContext(mount.context, principal, now), id));
    return { app: mount.context, principal, now, sealer: sealerOf(mount), render };
  };
  const seenBy = ({ principal, now }: Reader, request: FastifyRequest, reply: FastifyReply) =>
    inSight(
      mount.context.database.kysely,
      readContext(mount.context, principal, now),
      inputOf(request, reply),
    );
  if (spec.method === 'GET') {
    if (!read && !file) throw new Error(`${spec.name}: no read handler`);
    app.get(path, async (request, reply) => {
      const reader = await readerOf(request, reply);
      const input = await seenBy(reader, request, reply);
      if (read) return sendJson(reply, enveloped(await read(reader, input), spec.envelope));
      return serveFile(mount.context, reader, reply, async () => file?.(reader, input));
    });
    return;
  }
  if (act) {
    app.route({
      method: spec.method,
      url: path,
      handler: async (request, reply) => {
        const reader = await readerOf(request, reply);
        const input = await seenBy(reader, request, reply);
        const work = async () => ({
          status: spec.status ?? 200,
          body: enveloped(await act(reader, input), spec.envelope),
        });
        const key = idempotencyKey(request);
        if (key === undefined) return sendAnswer(reply, await work(), false);
        const { clock, database } = mount.context;
        const hash = requestHash(request.method, request.url, request.body);
        const { kysely } = database;
        const { answer, replayed } = await actOnce(kysely, reader.principal, clock.now(), key, hash, work);
        return sendAnswer(reply, answer, replayed);
      },
    });
    return;
  }
  const change = handler?.write;
  if (!change) throw new Error(`${spec.name}: no write handler`);
  app.route({
    method: spec.method,
    url: path,
    handler: (request, reply) =>
      command(
        mount,
        spec.scope,
        request,
        reply,
        { status: spec.status ?? 200, envelope: spec.envelope },
        async (unit, reading) => change(unit, await inSight(unit.tx, reading, inputOf(request, reply))),
      ),
  });
}

/** Files that are being made or taken by their readers, who may be slow: of a team, and of a process. */
const FILES_OF_TEAM = 10;
const FILES_OF_ALL = 40;
const places = new WeakMap<AppContext, Places>();

/** Holds a place from the first look into the database until the answer has left, or its reader. @throws AppError rate_limited */
async function serveFile(
  context: AppContext,
  { principal }: Reader,
  reply: FastifyReply,
  make: () => Promise<FileAnswer | undefined>,
): Promise<FastifyReply> {
  const known = places.get(context) ?? createPlaces(FILES_OF_TEAM, FILES_OF_ALL);
  places.set(context, known);
  const leave = known.take(principal.teamId);
  if (reply.raw.destroyed) leave();
  reply.raw.once('finish', leave).once('close', leave);
  const made = await make();
  if (!made) throw new Error('no file handler');
  return sendFile(reply, made);
}

/** Always as a download: what somebody uploaded is never shown as a page of this origin. */
function sendFile(reply: FastifyReply, { contentType, fileName, body }: FileAnswer): FastifyReply {
  const plain = fileName.replace(/[^\w.-]/g, '_');
  return reply
    .header('content-type', contentType)
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed())}`,
    )
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .send(body);
}
