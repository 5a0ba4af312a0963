import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import { findInSight } from '../db/finding.js';
import { seesWhole } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import { linkSwappersOf, type Subscriber } from '../domain/webhooks/index.js';
import type { Clock } from '../kernel/clock.js';
import type { SwappedLinks } from '../kernel/link-swap.js';
import type { Sealer } from '../kernel/sealed.js';
import { openSealed } from '../kernel/sealed-json.js';
import { createBreaker } from './breaker.js';
import type { Post } from './deliverer.js';
import { signedHeaders } from './signatures.js';

export interface LinkSwapOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sealer: Sealer;
  readonly post: Post;
  /** How long an e-mail waits for all who are asked about it. */
  readonly ms: number;
  readonly viewOf: (resource: string) => View<Key> | undefined;
  /** Origin of references. */
  readonly base: string;
  /** Pauses a subscription that may not be told any more, and says so. */
  readonly pause: (teamId: number, subscriptionId: number, reason: string, now: Date) => Promise<void>;
}

/** The e-mail whose links are asked about. */
export interface LeavingEmail {
  readonly team_id: number;
  readonly id: number;
  readonly person_id: number | null;
  readonly user_id: number;
}

/** How long an e-mail waits for all who are asked about it, and for how long who is asked is remembered. Milliseconds. */
export const SWAP_MS = 2000;
const KNOWN_MS = 10_000;
const TEAMS = 10_000;
/** Links of one e-mail that are asked about, and how long each may be, and what takes its place. */
const MOST = 100;
const LONGEST = 2000;

const NONE: SwappedLinks = new Map();

/**
 * Asks the team's `link_swap` subscriptions, one after the other, for other links right before an e-mail leaves; once,
 * with no transaction open. Whatever goes wrong, the written ones stay. Never fails. Who has no subscription is looked up
 * every ten seconds, not for each e-mail.
 * @returns undefined: nobody asks to be asked
 */
export function createLinkSwap(options: LinkSwapOptions) {
  const { database, clock, log } = options;
  const breaker = createBreaker();
  const known = new Map<number, { until: number; found: Promise<readonly Subscriber[]> }>();

  /** Whom to ask, of a team; several e-mails look together. */
  function whomToAsk(teamId: number): Promise<readonly Subscriber[]> {
    const now = clock.now();
    const before = known.get(teamId);
    if (before && before.until > now.getTime() && before.until - KNOWN_MS <= now.getTime())
      return before.found;
    const found = look(teamId, now);
    known.delete(teamId);
    known.set(teamId, { until: now.getTime() + KNOWN_MS, found });
    for (const oldest of known.keys()) {
      if (known.size <= TEAMS) break;
      known.delete(oldest);
    }
    return found;
  }

  async function look(teamId: number, now: Date): Promise<readonly Subscriber[]> {
    try {
      const all = await linkSwappersOf(database.kysely, teamId);
      for (const { id, gone } of all) if (gone !== undefined) await options.pause(teamId, id, gone, now);
      return all.filter(({ gone }) => gone === undefined);
    } catch (error) {
      log.warn({ err: error, teamId }, 'who may exchange links could not be looked up');
      return [];
    }
  }

  return async (email: LeavingEmail, linksOf: () => readonly string[]): Promise<SwappedLinks> => {
    const subscribers = await whomToAsk(email.team_id);
    if (subscribers.length === 0) return NONE;
    const written = linksOf()
      .filter((link) => link.length <= LONGEST)
      .slice(0, MOST);
    if (written.length === 0) return NONE;
    const limit = AbortSignal.timeout(options.ms);
    const links = new Map(written.map((link) => [link, link]));
    for (const subscriber of subscribers) {
      if (limit.aborted) break;
      const others = await askOne(
        options,
        breaker,
        { subscriber, email, links: [...new Set(links.values())] },
        limit,
      );
      for (const [link, now] of links) links.set(link, others.get(now) ?? now);
    }
    return new Map([...links].filter(([link, other]) => link !== other));
  };
}

interface Question {
  readonly subscriber: Subscriber;
  readonly email: LeavingEmail;
  readonly links: readonly string[];
}

async function askOne(
  options: LinkSwapOptions,
  breaker: ReturnType<typeof createBreaker>,
  question: Question,
  limit: AbortSignal,
): Promise<SwappedLinks> {
  const { clock, log } = options;
  const { subscriber, email } = question;
  try {
    if (!(await mayAnswer(options, question))) return NONE;
    if (!breaker.mayAsk(subscriber.id, clock.now())) return NONE;
    const answer = await post(options, question, limit);
    breaker.answered(subscriber.id);
    return answer;
  } catch (error) {
    breaker.failed(subscriber.id, clock.now());
    log.info(
      { teamId: email.team_id, subscriptionId: subscriber.id, why: (error as Error).message.slice(0, 200) },
      'links of an e-mail were not exchanged',
    );
    return NONE;
  }
}

/** Whether a subscriber may exchange links of an e-mail: an admin of each, others of those they send and see. */
async function mayAnswer(
  { database, clock, viewOf, base }: LinkSwapOptions,
  { subscriber: { reads }, email }: Question,
): Promise<boolean> {
  // Who exchanges links writes: in colleagues' e-mails that is an admin's.
  if (!reads.admin && email.user_id !== reads.user) return false;
  if (seesWhole(reads)) return true;
  const view = viewOf('emails');
  const context = { ...reads, base, now: clock.now() };
  return (
    view !== undefined &&
    (await findInSight(database.kysely, view as View, context, [email.id])).has(email.id)
  );
}

/** @throws Error when there is no answer that says which links become which */
async function post(
  { clock, sealer, post: send, base }: LinkSwapOptions,
  { subscriber, email, links }: Question,
  limit: AbortSignal,
): Promise<SwappedLinks> {
  const ref = (path: string, id: number) => ({ _href: `${base}/v2/${path}/${id}`, id });
  const body = JSON.stringify({
    email: ref('emails', email.id),
    person: email.person_id === null ? null : ref('people', email.person_id),
    user: ref('users', email.user_id),
    links,
  });
  const about = { teamId: email.team_id, id: `links_${subscriber.id}_${email.id}`, type: 'link_swap', body };
  const headers = signedHeaders(about, openSealed(sealer, subscriber.token), clock.now());
  const { status, body: answer } = await send(subscriber.url, headers, body, limit);
  if (status < 200 || status >= 300) throw new Error(`the receiver answered ${status}`);
  return readAnswer(answer.toString('utf8'), links);
}

/** What an answer makes of links: http and https addresses in place of those that were asked about. Pure. @throws Error when it says nothing of the kind */
export function readAnswer(text: string, asked: readonly string[]): SwappedLinks {
  if (text.trim() === '') return NONE;
  const said = JSON.parse(text) as { links?: unknown } | null;
  const links = said?.links;
  if (typeof links !== 'object' || links === null || Array.isArray(links))
    throw new Error('the answer has no links');
  const others = new Map<string, string>();
  for (const link of asked) {
    const other: unknown = Object.hasOwn(links, link) ? (links as Record<string, unknown>)[link] : undefined;
    const url = typeof other === 'string' && URL.canParse(other) ? new URL(other) : undefined;
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) continue;
    // (In the form in which it is asked for: no blank and no line end is left in it.)
    if (url.href.length <= LONGEST) others.set(link, url.href);
  }
  return others;
}
