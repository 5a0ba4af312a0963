import type { OperationSpec } from '@cadenza/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { findRow } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import type { Key } from '../db/view.js';
import type { SendingCommand } from '../domain/command.js';
import { teamNow } from '../kernel/clock.js';
import { command, type Mount, required, sealerOf, sendAnswer } from './command.js';
import type { Answer, FileAnswer, OperationWork, Reader, Render } from './handler-types.js';
import { actOnce, requestHash } from './idempotency.js';
import { requireInSight, requireNamedInSight, resourcesInPath } from './in-sight.js';
import { readPathParams, requireKnownParams, routeOf } from './path-params.js';
import { authorize, idempotencyKey, parseWith, parseWrite, readContext, sendJson } from './request.js';

/** Handlers of an operation, whatever it is (handler-types.ts has the exact ones). */
export interface AnyOperation {
  read?: (reader: Reader, input: AnyInput) => Promise<string>;
  file?: (reader: Reader, input: AnyInput) => Promise<FileAnswer>;
  write?: (command: SendingCommand, input: AnyInput) => Promise<Answer>;
  act?: (reader: Reader, input: AnyInput) => Promise<string>;
}
interface AnyInput {
  params: Readonly<Record<string, Key>>;
  query: unknown;
  body: unknown;
}

/** One of the works its method allows, and nothing else. */
function requireFittingHandler({ name, method }: OperationSpec, handler: AnyOperation | undefined): void {
  const given = Object.keys(handler ?? {});
  const fitting: OperationWork[] = method === 'GET' ? ['read', 'file'] : ['write', 'act'];
  const surplus = given.filter((each) => !(fitting as string[]).includes(each));
  if (surplus.length > 0) throw new Error(`${name}: handler ${surplus.join(', ')} does not fit the contract`);
  if (given.length !== 1) throw new Error(`${name}: needs one handler of ${fitting.join(', ')}`);
}

/** Mounts one operation. @throws Error at boot when handler and contract do not fit */
export function mountOperation(mount: Mount, spec: OperationSpec, handler: AnyOperation | undefined): void {
  const { app } = mount;
  requireKnownParams(spec);
  requireFittingHandler(spec, handler);
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
