import { createHash } from 'node:crypto';
import type { Envelope } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { secretKeys } from '../config.js';
import { callersChanged } from '../db/callers.js';
import type { Tx } from '../db/connect.js';
import { findWritten } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import { write } from '../db/write.js';
import type { TakePlace } from '../domain/place-by-hand.js';
import type { SendingCommand } from '../domain/command.js';
import {
  actOnce,
  claimKey,
  type Keyed,
  type KeyedWrite,
  rememberAnswer,
  type Replay,
} from '../domain/identity/index.js';
import { leftMore } from '../domain/long-commands.js';
import { say } from '../domain/said.js';
import { teamNow } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { createSealer, type Sealer } from '../kernel/sealed.js';
import type { AppContext } from './context.js';
import type { Answer, ChargeBudget, Outside, Render } from './handler-types.js';
import type { ViewOf } from './in-sight.js';
import { authorize, idempotencyKey, readContext, sendJson } from './request.js';

/** What mounted endpoints work with. */
export interface Mount {
  readonly app: FastifyInstance;
  readonly context: AppContext;
  readonly chargeBudget: ChargeBudget;
  /** Absent where nothing is sealed (V1). */
  readonly sealer?: Sealer;
  readonly viewOf: ViewOf;
}

/** What writes need of it. */
export type Writing = Omit<Mount, 'viewOf'>;

/** What a write needs, and how it is answered; `root`: as it is, without an envelope (V1). */
export interface Answered {
  readonly scope: string | null;
  readonly status: number;
  readonly envelope?: Envelope | 'root' | undefined;
  /** Opens what is sealed in the answer: it is kept sealed. */
  readonly open?: (json: string) => string;
}

/** The JSON text of an answer in its envelope. */
export function enveloped(json: string, envelope: Answered['envelope'] = 'data'): string {
  if (envelope === 'root') return json;
  if (envelope === 'data') return `{"data":${json}}`;
  return json === '{}' ? '{"data":{}}' : `${json.slice(0, -1)},"data":${json}}`;
}

/** What a request asks for, at which moment, and under which Idempotency-Key. */
interface Asked {
  readonly principal: Principal;
  readonly now: Date;
  readonly reading: ReadContext;
  readonly keyed: Keyed | undefined;
  /** The wall clock's: keys are remembered for a day of it. */
  readonly at: Date;
}

/** What a command left to be seen to after its commit. */
interface Left {
  /** Something goes on in the background. */
  readonly more: boolean;
  /** It changed what a caller is: the next request must find it so. */
  readonly callers: boolean;
}
const NOTHING: Left = { more: false, callers: false };

function see({ context }: Writing, { more, callers }: Left): void {
  if (more) context.carryOn?.();
  if (callers) context.forgetCallers?.();
}

/** A unit of work inside a transaction: what it did, and how it is answered. */
export type Write = (unit: SendingCommand, reading: ReadContext) => Promise<Answer | undefined>;

/**
 * Runs a write: scope, budget, one transaction with its idempotency claim and its answer. The answer is read inside it,
 * with the written record's own visibility lifted: what was done is told as done, even when it took the record out of
 * the caller's sight or somebody deletes it right after.
 */
export async function command(
  mount: Writing,
  request: FastifyRequest,
  reply: FastifyReply,
  answered: Answered,
  work: Write,
): Promise<FastifyReply> {
  const asked = await askedOf(mount, request, reply, answered.scope);
  const { principal, keyed, at } = asked;
  const { answer, replayed, left } = await write(mount.context.database.kysely, principal, async (tx) => {
    const replay = keyed && (await claimKey(tx, keyed, at));
    if (replay) return { answer: replay, replayed: true, left: NOTHING };
    const done = await carriedOut(mount, asked, answered, tx, work);
    if (keyed) await rememberAnswer(tx, keyed, done.answer);
    return { ...done, replayed: false };
  });
  see(mount, left);
  return sendAnswer(reply, answer, replayed, answered.open);
}

/**
 * Runs work with the outside world, during which no transaction is open, and then the write that it comes to: what is told
 * of it, and kept under its key, is read in the transaction that wrote it down, as of every write.
 */
export async function commandAfter(
  mount: Writing,
  request: FastifyRequest,
  reply: FastifyReply,
  answered: Answered,
  outside: (reader: Outside, reading: ReadContext) => Promise<Write>,
): Promise<FastifyReply> {
  const asked = await askedOf(mount, request, reply, answered.scope);
  const { principal, now, reading, keyed, at } = asked;
  const { kysely } = mount.context.database;
  const work = async (keyedWrite?: KeyedWrite) => {
    const written = await outside({ app: mount.context, principal, now, sealer: sealerOf(mount) }, reading);
    const { answer, left } = await write(kysely, principal, async (tx) => {
      await keyedWrite?.begin(tx);
      const done = await carriedOut(mount, asked, answered, tx, written);
      await keyedWrite?.keep(tx, done.answer);
      return done;
    });
    see(mount, left);
    return answer;
  };
  if (!keyed) return sendAnswer(reply, await work(), false, answered.open);
  const { answer, replayed } = await actOnce(kysely, keyed, at, work);
  return sendAnswer(reply, answer, replayed, answered.open);
}

async function askedOf(
  mount: Writing,
  request: FastifyRequest,
  reply: FastifyReply,
  scope: string | null,
): Promise<Asked> {
  const principal = authorize(request, scope);
  await mount.chargeBudget(request, reply, 1);
  const at = mount.context.clock.now();
  const now = teamNow(at, principal.clockOffsetMs);
  const key = idempotencyKey(request);
  const keyed = key === undefined ? undefined : { principal, key, hash: requestHash(request) };
  return { principal, now, reading: readContext(mount.context, principal, now), keyed, at };
}

async function carriedOut(
  mount: Writing,
  { principal, now, reading }: Asked,
  { status, envelope = 'data' }: Answered,
  tx: Tx,
  work: Write,
): Promise<{ answer: Replay; left: Left }> {
  const unit = { tx, principal, now, sealer: sealerOf(mount), takePlace: takePlaceOf(mount) };
  const told = await work(unit, reading);
  const render: Render = (view, id) => required(findWritten(tx, view, reading, id));
  const body = told ? enveloped(await told(render, reading.base), envelope) : null;
  return { answer: { status, body }, left: { more: leftMore(tx), callers: callersChanged(tx) } };
}

/** What makes two requests the same: method, path with query, and body. */
function requestHash({ method, url, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
}

/** Sends what a write answered, now or before. */
function sendAnswer(
  reply: FastifyReply,
  { status, body }: Replay,
  replayed: boolean,
  open: Answered['open'] = (json) => json,
): FastifyReply {
  if (replayed) reply.header('idempotent-replayed', 'true');
  return body === null ? reply.code(status).send() : sendJson(reply, open(body), status);
}

function takePlaceOf({ context }: Pick<Mount, 'context'>): TakePlace {
  return (
    context.takePlace ?? (async () => ({ ok: false, reason: say('email_stopped', { why: 'no_sender' }) }))
  );
}

/** The sealer of the mount, or one made for the moment. */
export function sealerOf({ sealer, context }: Pick<Mount, 'sealer' | 'context'>): Sealer {
  return sealer ?? createSealer('mailboxes', secretKeys(context.config));
}

/** A record that must be there. @throws AppError not_found */
export async function required(found: Promise<string | undefined>): Promise<string> {
  const json = await found;
  if (json === undefined) throw notFound('the record is gone or not visible');
  return json;
}
