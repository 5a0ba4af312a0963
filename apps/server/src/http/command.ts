import type { Envelope } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { secretKeys } from '../config.js';
import { findWritten } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import { write } from '../db/write.js';
import type { TakePlace } from '../domain/place-by-hand.js';
import type { SendingCommand } from '../domain/command.js';
import { leftMore } from '../domain/long-commands.js';
import { say } from '../domain/said.js';
import { teamNow } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { createSealer, type Sealer } from '../kernel/sealed.js';
import type { AppContext } from './context.js';
import type { Answer, ChargeBudget } from './handler-types.js';
import { claim, remember, type Replay, requestHash } from './idempotency.js';
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

/** How a write is answered; `root`: as it is, without an envelope (V1). */
export interface Answered {
  readonly status: number;
  readonly envelope?: Envelope | 'root' | undefined;
}

/** The JSON text of an answer in its envelope. */
export function enveloped(json: string, envelope: Answered['envelope'] = 'data'): string {
  if (envelope === 'root') return json;
  if (envelope === 'data') return `{"data":${json}}`;
  return json === '{}' ? '{"data":{}}' : `${json.slice(0, -1)},"data":${json}}`;
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
  { status, envelope = 'data' }: Answered,
  work: (unit: SendingCommand, reading: ReadContext) => Promise<Answer | undefined>,
): Promise<FastifyReply> {
  const principal = authorize(request, scope);
  await mount.chargeBudget(request, reply, 1);
  const { database } = mount.context;
  const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
  const key = idempotencyKey(request);
  const context = readContext(mount.context, principal, now);
  const { answer, replayed, more } = await write(database.kysely, principal, async (tx) => {
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
      ? enveloped(
          await say((view, id) => required(findWritten(tx, view, context, id)), context.base),
          envelope,
        )
      : null;
    if (key !== undefined) await remember(tx, principal, key, { status, body });
    return { answer: { status, body }, replayed: false, more: leftMore(tx) };
  });
  if (more) mount.context.carryOn?.();
  return sendAnswer(reply, answer, replayed);
}

/** Sends what a write answered, now or before. */
export function sendAnswer(reply: FastifyReply, { status, body }: Replay, replayed: boolean): FastifyReply {
  if (replayed) reply.header('idempotent-replayed', 'true');
  return body === null ? reply.code(status).send() : sendJson(reply, body, status);
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
