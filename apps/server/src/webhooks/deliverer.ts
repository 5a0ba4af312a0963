import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/connect.js';
import { retryOnConnectionLoss } from '../db/retry-on-connection-loss.js';
import { write } from '../db/write.js';
import { claimDeliveries, type ClaimedDelivery, DELIVERIES, pauseFailing } from '../domain/webhooks/index.js';
import { settleDeliveries, type Tried } from '../domain/webhooks/delivery-rows.js';
import { noteHealth } from '../domain/webhooks/subscription-rows.js';
import { claimDue } from '../jobs/lease.js';
import type { Loop } from '../jobs/runner.js';
import type { Clock } from '../kernel/clock.js';
import type { Sealer } from '../kernel/sealed.js';
import { openSealed } from '../kernel/sealed-json.js';
import type { HttpAnswer } from '../outside/http-client.js';
import type { Pace } from './pace.js';
import { signedHeaders } from './signatures.js';
import { GIVE_UP_MS, nextTry } from './tries.js';
import { createWindows, FIRST } from './windows.js';

/** Posts a body and waits for the answer. @throws Error, whose message says why there is none */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<HttpAnswer>;

export interface DelivererOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sealer: Sealer;
  readonly post: Post;
  readonly pace: Pace;
  /** Told of a subscription that was paused, after the fact. */
  readonly onPaused: (teamId: number, subscriptionId: number, reason: string) => Promise<void>;
}

/** From a claim until somebody else takes it up: much longer than a try. Milliseconds. */
const LEASE_MS = 60_000;
/** What is kept of an answer. */
const ANSWER_LENGTH = 2000;
/** Tries that are written down in one transaction. */
const SETTLED_AT_ONCE = 200;
const PAUSED = 'nothing arrived for three days';

interface Ended {
  readonly claim: ClaimedDelivery;
  readonly tried: Tried;
  readonly at: Date;
}

/**
 * The loop that sends: takes what is due, sends it side by side, and writes down what became of it as it comes. A process
 * that is killed leaves its claims to the next: what it sent may arrive twice, nothing is lost.
 * long: what is in hand, what has ended, and whom to wake is one state.
 */
export function deliveryLoop(options: DelivererOptions): Loop {
  const { database, clock, log } = options;
  const windows = createWindows();
  const ended: Ended[] = [];
  const inHand = new Set<Promise<void>>();
  const hurried = new AbortController();
  // Everything in hand listens.
  setMaxListeners(0, hurried.signal);
  let settling: Promise<void> | undefined;
  let tell: () => void = () => undefined;

  async function carry(claim: ClaimedDelivery, tokenOf: TokenOf): Promise<void> {
    const tried = await tryOnce(options, claim, tokenOf, hurried.signal);
    windows.leave(claim.subscription_id, tried?.state === 'delivered');
    // (Broken off by the process's end: its lease ends, and it is tried again.)
    if (tried) ended.push({ claim, tried, at: clock.now() });
    settling ??= settleAll().finally(() => {
      settling = undefined;
      tell();
    });
    await settling;
  }

  async function settleAll(): Promise<void> {
    // Those that end in the same turn are written down together.
    await new Promise((resolve) => setImmediate(resolve));
    while (ended.length > 0) {
      const batch = ended.splice(0, SETTLED_AT_ONCE);
      try {
        await settle(options, batch);
      } catch (error) {
        // Their leases end: they are tried again.
        log.error({ err: error }, 'webhook deliveries could not be settled');
      }
    }
  }

  return {
    name: 'webhooks',
    restMs: options.pace.restMs,
    listen: (heard) => {
      tell = heard;
    },
    round: async (now) => {
      const limit = windows.free();
      if (limit <= 0) return 0;
      const until = new Date(now.getTime() + LEASE_MS);
      const claims = await claimDue<ClaimedDelivery>(database, DELIVERIES, {
        now,
        limit: Math.min(limit, SETTLED_AT_ONCE),
        take: (tx, { teamId }, room) =>
          claimDeliveries(tx, teamId, { ...room, until, places: windows.places(), first: FIRST }),
      });
      const tokenOf = openedOnce(options.sealer);
      for (const { row } of claims) {
        windows.take(row.subscription_id);
        const work = carry(row, tokenOf).catch((error: unknown) =>
          log.error({ err: error, deliveryId: row.id }, 'a webhook delivery failed'),
        );
        inHand.add(work);
        void work.finally(() => inHand.delete(work));
      }
      return claims.length;
    },
    stop: async (hurry) => {
      hurry?.addEventListener('abort', () => hurried.abort(), { once: true });
    },
    drain: async () => {
      while (inHand.size > 0) await Promise.allSettled([...inHand]);
    },
  };
}

/** The key of a delivery's signatures. @throws SealError */
type TokenOf = (sealed: Buffer) => string;

/** Opens each key once: most of what is claimed together has the same. */
function openedOnce(sealer: Sealer): TokenOf {
  const opened = new Map<string, string>();
  return (sealed) => {
    const name = sealed.toString('latin1');
    const token = opened.get(name) ?? openSealed(sealer, sealed);
    opened.set(name, token);
    return token;
  };
}

/** undefined: it was broken off, and nothing is known. */
async function tryOnce(
  { clock, post }: DelivererOptions,
  claim: ClaimedDelivery,
  tokenOf: TokenOf,
  signal: AbortSignal,
): Promise<Tried | undefined> {
  const began = clock.now();
  const said = (
    what: Pick<Tried, 'state' | 'status' | 'answer' | 'problem'> & { nextAt?: Date | null },
  ): Tried => ({
    id: claim.id,
    attempts: claim.attempts,
    milliseconds: clock.now().getTime() - began.getTime(),
    nextAt: null,
    ...what,
  });
  const failed = (problem: string, status: number | null, answer: string | null): Tried => {
    const seed = `webhook ${claim.team_id} ${claim.id}`;
    const nextAt = nextTry(claim.attempts, claim.first_tried_at, clock.now(), seed);
    return said({ state: nextAt ? 'waiting' : 'dead', nextAt, status, answer, problem });
  };
  try {
    const { team_id: teamId, id, event_type: type, sequence, body, callback_url: url } = claim;
    const headers = signedHeaders({ teamId, id, type, sequence, body }, tokenOf(claim.callback_token), began);
    const { status, body: bytes } = await post(url, headers, body, signal);
    const answer = wellFormed(bytes.toString('utf8').slice(0, ANSWER_LENGTH));
    return status >= 200 && status < 300
      ? said({ state: 'delivered', status, answer, problem: null })
      : failed(`the receiver answered ${status}`, status, answer);
  } catch (error) {
    if (signal.aborted) return undefined;
    return failed((error as Error).message.slice(0, 500), null, null);
  }
}

/** What PostgreSQL can keep of somebody's text. */
const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd');

async function settle(options: DelivererOptions, batch: readonly Ended[]): Promise<void> {
  const { database, clock } = options;
  for (const teamId of new Set(batch.map(({ claim }) => claim.team_id))) {
    const of = batch.filter(({ claim }) => claim.team_id === teamId);
    const now = clock.now();
    const paused = await retryOnConnectionLoss(() =>
      write(database.kysely, teamId, async (tx) => {
        await settleDeliveries(
          tx,
          teamId,
          of.map(({ tried }) => tried),
          now,
        );
        return noteFortunes(tx, teamId, of, now);
      }),
    );
    for (const id of paused) await options.onPaused(teamId, id, PAUSED);
  }
}

/** Notes which subscriptions fare well or badly. @returns those that had fared badly for too long and are paused now */
async function noteFortunes(tx: Tx, teamId: number, ended: readonly Ended[], now: Date): Promise<number[]> {
  const ids = (which: (each: Ended) => boolean) => [
    ...new Set(ended.filter(which).map(({ claim }) => claim.subscription_id)),
  ];
  const well = ids(({ tried }) => tried.state === 'delivered');
  const badly = ids(({ tried }) => tried.state !== 'delivered').filter((id) => !well.includes(id));
  // What stands there already is not written again.
  const failing = new Map(ended.map(({ claim }) => [claim.subscription_id, claim.failing_since]));
  await noteHealth(
    tx,
    teamId,
    well.filter((id) => failing.get(id)),
    null,
  );
  await noteHealth(
    tx,
    teamId,
    badly.filter((id) => !failing.get(id)),
    now,
  );
  const paused: number[] = [];
  for (const id of badly) {
    const since = failing.get(id);
    if (since && now.getTime() - since.getTime() > GIVE_UP_MS)
      if (await pauseFailing(tx, { teamId, id }, PAUSED, now)) paused.push(id);
  }
  return paused;
}
