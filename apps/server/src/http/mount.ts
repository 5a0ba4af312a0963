import { say } from '../domain/said.js';
import { contract, type OperationSpec, type ResourceSpec } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db, Tx } from '../db/connect.js';
import { countRows, findRow, findWritten, listRows, type ReadContext } from '../db/listing.js';
import type { View } from '../db/view.js';
import { write } from '../db/write.js';
import type { TakePlace } from '../domain/activities/place-by-hand.js';
import type { SendingCommand } from '../domain/command.js';
import { leftMore } from '../domain/long-commands.js';
import { secretKeys } from '../config.js';
import { teamNow } from '../kernel/clock.js';
import { createSealer, type Sealer } from '../kernel/sealed.js';
import { notFound } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';
import type { Answer, FileAnswer, Handlers, Reader, Render, Spend } from './handler-types.js';
import { requireInSight, requireNamedInSight, resourceInPath, type ViewOf } from './in-sight.js';
import { actOnce, claim, remember, type Replay, requestHash } from './idempotency.js';
import { type ListRequest, parseList, type RawQuery, writeCursor } from './params.js';
import { pageCost } from './rate-limit.js';
import {
  authorize,
  idempotencyKey,
  integerId,
  parseWrite,
  parseWith,
  readContext,
  requireScopedFields,
  sendJson,
  strict,
} from './request.js';

interface AnyHandlers {
  view: View;
  create?: (command: SendingCommand, body: unknown) => Promise<number>;
  update?: (command: SendingCommand, id: number, body: unknown) => Promise<void>;
  remove?: (command: SendingCommand, id: number, query: unknown) => Promise<void>;
}
interface AnyOperation {
  read?: (reader: Reader, input: AnyInput) => Promise<string>;
  file?: (reader: Reader, input: AnyInput) => Promise<FileAnswer>;
  write?: (command: SendingCommand, input: AnyInput) => Promise<Answer>;
  /** Work with the outside world: no transaction is open while it runs. */
  act?: (reader: Reader, input: AnyInput) => Promise<string>;
}
interface AnyInput {
  id: number;
  query: unknown;
  body: unknown;
}

/** Mounts the whole contract under /v2. @throws Error at boot when handlers and contract do not fit. */
export function mountContract(
  app: FastifyInstance,
  context: AppContext,
  spend: Spend,
  handlers: Handlers,
): void {
  const viewOf: ViewOf = (name) => handlers.resources[name].view;
  const sealer = createSealer('mailboxes', secretKeys(context.config));
  const mount = { app, context, spend, sealer, viewOf };
  for (const [name, spec] of Object.entries(contract.resources)) {
    mountResource(
      mount,
      spec,
      handlers.resources[name as keyof Handlers['resources']] as AnyHandlers | undefined,
    );
  }
  for (const [name, spec] of Object.entries(contract.operations)) {
    mountOperation(
      mount,
      spec,
      handlers.operations[name as keyof Handlers['operations']] as AnyOperation | undefined,
    );
  }
}

interface Mount {
  app: FastifyInstance;
  context: AppContext;
  spend: Spend;
  /** Absent where nothing is sealed (V1). */
  sealer?: Sealer;
  viewOf: ViewOf;
}

function mountResource(mount: Mount, spec: ResourceSpec, handlers: AnyHandlers | undefined): void {
  const wanted = { create: spec.create, update: spec.update, remove: spec.delete };
  for (const [name, declared] of Object.entries(wanted)) {
    if (Boolean(declared) !== Boolean(handlers?.[name as keyof typeof wanted]))
      throw new Error(`${spec.name}: handler ${name} does not fit the contract`);
  }
  if (!handlers) throw new Error(`${spec.name}: no handlers`);
  const { app } = mount;
  const { view } = handlers;
  if (spec.list) app.get(spec.path, (request, reply) => list(mount, spec, view, request, reply));
  if (spec.show) app.get(`${spec.path}/:id`, (request, reply) => show(mount, spec, view, request, reply));
  const { create, update, remove } = handlers;
  if (spec.create && create) {
    const { body: schema } = spec.create;
    const unknown = { refused: (spec.create.extension ?? spec.extension) === true, record: spec.record };
    const scope = spec.create.scope ?? spec.scopes.write ?? null;
    app.post(spec.path, (request, reply) =>
      command(mount, scope, request, reply, 200, async (unit, reading) => {
        const body = parseWrite(schema, request, reply, unknown);
        await requireNamedInSight(unit.tx, mount.viewOf, reading, body);
        const id = await create(unit, body);
        return (render) => render(view, id);
      }),
    );
  }
  if (spec.update && update) {
    const { body: schema } = spec.update;
    const unknown = { refused: (spec.update.extension ?? spec.extension) === true, record: spec.record };
    const scope = spec.update.scope ?? spec.scopes.write ?? null;
    app.put(`${spec.path}/:id`, (request, reply) =>
      command(mount, scope, request, reply, 200, async (unit, reading) => {
        const id = await pathId(unit.tx, spec, unit.principal, request);
        await requireInSight(unit.tx, view, reading, id);
        const body = parseWrite(schema, request, reply, unknown);
        await requireNamedInSight(unit.tx, mount.viewOf, reading, body);
        await update(unit, id, body);
        return (render) => render(view, id);
      }),
    );
  }
  if (spec.delete && remove) {
    const { query: schema } = spec.delete;
    app.delete(`${spec.path}/:id`, (request, reply) =>
      command(mount, spec.scopes.delete ?? null, request, reply, 204, async (unit, reading) => {
        const id = await pathId(unit.tx, spec, unit.principal, request);
        await requireInSight(unit.tx, view, reading, id);
        await remove(unit, id, schema ? parseWith(schema, request.query) : {});
        return undefined;
      }),
    );
  }
}

function mountOperation(mount: Mount, spec: OperationSpec, handler: AnyOperation | undefined): void {
  const { app } = mount;
  const path = spec.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const inputOf = (request: FastifyRequest, reply: FastifyReply) => ({
    id: path.includes(':id') ? integerId(request) : 0,
    query: spec.query ? parseWith(spec.query, request.query) : {},
    body: spec.body ? parseWrite(spec.body, request, reply, { refused: spec.extension === true }) : {},
  });
  const named = resourceInPath(spec.path);
  const inSight = async (db: Db, reading: ReadContext, input: AnyInput): Promise<AnyInput> => {
    if (named) await requireInSight(db, mount.viewOf(named), reading, input.id);
    await requireNamedInSight(db, mount.viewOf, reading, input.body);
    return input;
  };
  const { read, file, act } = handler ?? {};
  const readerOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Reader> => {
    const principal = authorize(request, spec.scope);
    await mount.spend(request, reply, 1);
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
      if (read) return sendJson(reply, `{"data":${await read(reader, input)}}`);
      return sendFile(reply, await (file as NonNullable<typeof file>)(reader, input));
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
          body: `{"data":${await act(reader, input)}}`,
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
      command(mount, spec.scope, request, reply, spec.status ?? 200, async (unit, reading) =>
        change(unit, await inSight(unit.tx, reading, inputOf(request, reply))),
      ),
  });
}

async function list(
  mount: Mount,
  spec: ResourceSpec,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = authorize(request, spec.scopes.read);
  const listSpec = spec.list;
  if (!listSpec) throw notFound();
  const wanted = parseList(listSpec, request.query as RawQuery, strict(request));
  requireScopedFields(listSpec, wanted, principal);
  await mount.spend(
    request,
    reply,
    wanted.paged && wanted.query.after === undefined ? pageCost(wanted.page) : 1,
  );
  const { pool } = mount.context.database;
  const context = readContext(
    mount.context,
    principal,
    teamNow(mount.context.clock.now(), principal.clockOffsetMs),
  );
  const counting =
    wanted.paged && wanted.counts
      ? countRows(pool, view, context, wanted.query, wanted.limitCounts ? 10_000 : undefined)
      : undefined;
  const [rows, total] = await Promise.all([listRows(pool, view, context, wanted.query), counting]);
  const more = wanted.paged && rows.length > wanted.perPage;
  if (more) rows.pop();
  return sendJson(
    reply,
    `{"metadata":${JSON.stringify(metadata(wanted, rows.at(-1), more, total))},"data":[${rows.map((row) => row.j).join(',')}]}`,
  );
}

function metadata(
  wanted: ListRequest,
  last: { k?: string | null; id?: number } | undefined,
  more: boolean,
  total: number | undefined,
): Record<string, unknown> {
  const { query } = wanted;
  const sorting = {
    sort_by: query.sortBy,
    sort_direction: query.direction === 'DESC' ? 'DESC NULLS LAST' : 'ASC NULLS FIRST',
  };
  if (!wanted.paged) return { filtering: wanted.filtering, sorting };
  const paging: Record<string, unknown> = { per_page: wanted.perPage, current_page: wanted.page };
  if (query.after === undefined) {
    Object.assign(paging, {
      next_page: more ? wanted.page + 1 : null,
      prev_page: wanted.page > 1 ? wanted.page - 1 : null,
    });
  } else {
    paging['next_cursor'] =
      more && last?.id !== undefined ? writeCursor(wanted, { value: last.k ?? null, id: last.id }) : null;
  }
  if (total !== undefined)
    Object.assign(paging, { total_pages: Math.ceil(total / wanted.perPage), total_count: total });
  return { filtering: wanted.filtering, paging, sorting };
}

async function show(
  mount: Mount,
  spec: ResourceSpec,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = authorize(request, spec.scopes.read);
  await mount.spend(request, reply, 1);
  const context = readContext(
    mount.context,
    principal,
    teamNow(mount.context.clock.now(), principal.clockOffsetMs),
  );
  const { id } = request.params as { id: string };
  const guid = spec.idType === 'guid' && isGuid(id);
  const json = await findRow(
    mount.context.database.pool,
    view,
    context,
    guid ? id : integerId(request),
    guid ? 'r.guid' : undefined,
  );
  if (json === undefined) throw notFound();
  return sendJson(reply, `{"data":${json}}`);
}

/**
 * Runs a write: scope, budget, one transaction with its idempotency claim and its answer. The answer is read inside it,
 * with the written record's own visibility lifted: what was done is told as done, even when it took the record out of
 * the caller's sight or somebody deletes it right after.
 */
export async function command(
  mount: Omit<Mount, 'viewOf'>,
  scope: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  work: (unit: SendingCommand, reading: ReadContext) => Promise<Answer | undefined>,
  envelope: (json: string) => string = (json) => `{"data":${json}}`,
): Promise<FastifyReply> {
  const principal = authorize(request, scope);
  await mount.spend(request, reply, 1);
  const { database } = mount.context;
  const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
  const key = idempotencyKey(request);
  const context = readContext(mount.context, principal, now);
  const { answer, replayed, more } = await write(database.kysely, principal.teamId, async (tx) => {
    if (key !== undefined) {
      const hash = requestHash(request.method, request.url, request.body);
      const replay = await claim(tx, principal, mount.context.clock.now(), key, hash);
      if (replay) return { answer: replay, replayed: true, more: false };
    }
    const say = await work(
      { tx, principal, now, sealer: sealerOf(mount), takePlace: takePlaceOf(mount) },
      context,
    );
    const body = say
      ? envelope(await say((view, id) => required(findWritten(tx, view, context, id)), context.base))
      : null;
    if (key !== undefined) await remember(tx, principal, key, { status, body });
    return { answer: { status, body }, replayed: false, more: leftMore(tx) };
  });
  if (more) mount.context.carryOn?.();
  return sendAnswer(reply, answer, replayed);
}

function sendAnswer(reply: FastifyReply, { status, body }: Replay, replayed: boolean): FastifyReply {
  if (replayed) reply.header('idempotent-replayed', 'true');
  return body === null ? reply.code(status).send() : sendJson(reply, body, status);
}

function takePlaceOf({ context }: Pick<Mount, 'context'>): TakePlace {
  return (
    context.takePlace ?? (async () => ({ ok: false, reason: say('email_stopped', { why: 'no_sender' }) }))
  );
}

function sealerOf({ sealer, context }: Pick<Mount, 'sealer' | 'context'>): Sealer {
  return sealer ?? createSealer('mailboxes', secretKeys(context.config));
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

async function pathId(
  tx: Tx,
  spec: ResourceSpec,
  principal: Principal,
  request: FastifyRequest,
): Promise<number> {
  const { id } = request.params as { id: string };
  if (spec.idType !== 'guid' || !isGuid(id)) return integerId(request);
  const found = await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('guid', '=', id)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found.id;
}

async function required(found: Promise<string | undefined>): Promise<string> {
  const json = await found;
  if (json === undefined) throw notFound('the record is gone or not visible');
  return json;
}
