import {
  type EventType,
  EVENTS,
  type SubscriptionType,
  type WebhookType,
  webhooksOfEvent,
} from '@cadenza/contract';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/connect.js';
import type { ReadContext } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import { write } from '../db/write.js';
import {
  anybodyListens,
  anybodySubscribes,
  holdEnabled,
  holdPlace,
  lastPruned,
  movePlace,
  pauseFailing,
  type Place,
  placesBehind,
  type Range,
  replaysBehind,
  type Subscriber,
  subscribersOf,
} from '../domain/webhooks/index.js';
import { type NewDelivery, queueDeliveries } from '../domain/webhooks/delivery-rows.js';
import { eventsAfter, type NumberedEvent } from '../events/feed.js';
import type { Loop } from '../jobs/runner.js';
import { AppError } from '../kernel/errors.js';
import { bodyOf, resourceOf } from './bodies.js';
import type { Pace } from './pace.js';
import { createRenderer, type Render } from './render.js';

export interface FanOutOptions {
  readonly database: Database;
  readonly log: Logger;
  readonly pace: Pace;
  /** How a resource's records are read. */
  readonly viewOf: (resource: string) => View<Key> | undefined;
  /** Origin of references. */
  readonly base: string;
  readonly onPaused: (teamId: number, subscriptionId: number, reason: string) => Promise<void>;
}

/** Events of one team that become deliveries in one transaction, and places in one round. */
const EVENTS_AT_ONCE = 200;
const PLACES_AT_ONCE = 50;

/** The loop that makes deliveries of what has happened, in the order of each team's events, each once. */
export function fanOutLoop(options: FanOutOptions): Loop {
  let from = 0;
  return {
    name: 'webhook_events',
    wakes: ['webhooks'],
    restMs: options.pace.restMs,
    round: async (now) => {
      const { database, log, pace } = options;
      const { kysely } = database;
      if (pace.asks(now)) pace.found(await anybodyListens(kysely));
      const places = await placesBehind(kysely, from, PLACES_AT_ONCE);
      from = (places.at(-1)?.teamId ?? -1) + 1;
      const again = await replaysBehind(kysely, PLACES_AT_ONCE);
      let worked = 0;
      for (const place of [...places, ...again]) {
        try {
          worked += await fanOut(options, place, now);
        } catch (error) {
          log.error({ err: error, teamId: place.teamId }, 'webhooks could not be made of events');
        }
      }
      return worked;
    },
  };
}

/** Makes deliveries of the next events behind a place. @returns how many events it is further */
async function fanOut(options: FanOutOptions, place: Place, now: Date): Promise<number> {
  const { kysely } = options.database;
  const { teamId, range } = place;
  const events = await nextEvents(options, place);
  const subscribers = await subscribersOf(kysely, teamId, range?.subscriptionIds);
  const gone = subscribers.filter((each) => each.gone !== undefined);
  for (const { id, gone: reason = '' } of gone) await pause(options, { teamId, id }, reason, now);
  const alive = subscribers.filter((each) => each.gone === undefined);
  const { told, last, over } = range
    ? partOf(range, events)
    : { told: events, last: events.at(-1)?.sequence ?? place.sequence, over: false };
  const deliveries = await bodiesFor(options, told, alive, { now, again: range !== undefined });
  return write(kysely, teamId, (tx) => queueAll(tx, place, { deliveries, last, over, now }, events.length));
}

interface Made {
  deliveries: readonly NewDelivery[];
  last: number;
  over: boolean;
  now: Date;
}

async function queueAll(
  tx: Tx,
  place: Place,
  { deliveries, last, over, now }: Made,
  count: number,
): Promise<number> {
  const { teamId, range } = place;
  if (!(await holdPlace(tx, place))) return 0;
  const enabled = await holdEnabled(tx, teamId, [...new Set(deliveries.map((each) => each.subscriptionId))]);
  // Nobody listens: the next who subscribes begins anew, and until then events need no numbers.
  const idle = range === undefined && !(await anybodySubscribes(tx, teamId));
  if (!(await movePlace(tx, place, last, over || idle))) return 0;
  await queueDeliveries(
    tx,
    teamId,
    deliveries.filter((each) => enabled.has(each.subscriptionId)),
    now,
  );
  return idle ? 0 : count;
}

/** Numbers grow with time but for the length of a transaction: the longest takes less, milliseconds. */
const SLACK_MS = 3_600_000;

/** What is told of a range, of these events behind its place; `over`: it ends with them. Pure. */
function partOf({ until, told, from, to }: Range, events: readonly NumberedEvent[]) {
  const end = Math.min(until, told);
  const newest = events.at(-1);
  const last = events.length < EVENTS_AT_ONCE || !newest || newest.sequence > end ? end : newest.sequence;
  const beyond = to !== null && newest !== undefined && newest.createdAt.getTime() > to.getTime() + SLACK_MS;
  return {
    told: events.filter(
      ({ sequence, createdAt }) =>
        sequence <= end && (from === null || createdAt >= from) && (to === null || createdAt < to),
    ),
    last,
    over: last >= until || beyond,
  };
}

/** The next events; what is no longer kept is stepped over. */
async function nextEvents({ database, log }: FanOutOptions, place: Place): Promise<NumberedEvent[]> {
  const { kysely } = database;
  const { teamId, sequence } = place;
  try {
    return await eventsAfter(kysely, teamId, sequence, EVENTS_AT_ONCE);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const pruned = await lastPruned(kysely, teamId);
    log.warn({ teamId, from: sequence, to: pruned }, 'events were gone before webhooks were made of them');
    return eventsAfter(kysely, teamId, pruned, EVENTS_AT_ONCE);
  }
}

async function pause(
  { database, onPaused }: FanOutOptions,
  { teamId, id }: { teamId: number; id: number },
  reason: string,
  now: Date,
): Promise<void> {
  const paused = await write(database.kysely, teamId, (tx) => pauseFailing(tx, { teamId, id }, reason, now));
  if (paused) await onPaused(teamId, id, reason);
}

/** A body for each event and subscriber, in the order of the events. */
async function bodiesFor(
  options: FanOutOptions,
  events: readonly NumberedEvent[],
  subscribers: readonly Subscriber[],
  { now, again }: { now: Date; again: boolean },
): Promise<NewDelivery[]> {
  const wanted = pairs(events, subscribers, again);
  if (wanted.length === 0) return [];
  const render = await rendererFor(options, events, wanted, now);
  return wanted.flatMap(({ event, subscriber }): NewDelivery[] => {
    const json = render(subscriber, event);
    if (json === undefined) return [];
    const resource = resourceOf(event.type as EventType);
    return [
      {
        subscriptionId: subscriber.id,
        application: subscriber.application,
        url: subscriber.url,
        type: subscriber.type,
        sequence: event.sequence,
        happenedAt: event.createdAt,
        resource,
        resourceId: event.resourceId,
        body: bodyOf(resource, json),
      },
    ];
  });
}

interface Pair {
  readonly event: NumberedEvent;
  readonly subscriber: Subscriber;
}

/** Who is told what; `again`: also what was before the subscription. */
function pairs(events: readonly NumberedEvent[], subscribers: readonly Subscriber[], again: boolean): Pair[] {
  const byType = new Map<SubscriptionType, Subscriber[]>();
  for (const each of subscribers) byType.set(each.type, [...(byType.get(each.type) ?? []), each]);
  return events.flatMap((event) =>
    // (Another version may have events that this one does not know.)
    Object.hasOwn(EVENTS, event.type)
      ? webhooksOfEvent(event.type as EventType)
          .flatMap((type) => byType.get(type) ?? [])
          .filter(({ after }) => again || event.sequence > after)
          .map((subscriber) => ({ event, subscriber }))
      : [],
  );
}

/** Reads what is needed, once for all who see the same. */
async function rendererFor(
  { database, viewOf, base }: FanOutOptions,
  events: readonly NumberedEvent[],
  wanted: readonly Pair[],
  now: Date,
): Promise<(subscriber: Subscriber, event: NumberedEvent) => string | undefined> {
  const first = events[0]?.sequence ?? 0;
  const renders = new Map<string, Render>();
  const keyOf = ({ reads, type }: Subscriber) => JSON.stringify([reads, resourceOf(type as WebhookType)]);
  for (const key of new Set(wanted.map(({ subscriber }) => keyOf(subscriber)))) {
    const pairsOf = wanted.filter(({ subscriber }) => keyOf(subscriber) === key);
    const { reads, type } = (pairsOf[0] as Pair).subscriber;
    const resource = resourceOf(type as WebhookType);
    const context: ReadContext = { ...reads, base, now };
    const view = viewOf(resource);
    if (!view) continue;
    renders.set(
      key,
      await createRenderer(
        database.kysely,
        { view, context, resource, first },
        pairsOf.map(({ event }) => event),
      ),
    );
  }
  return (subscriber, event) => renders.get(keyOf(subscriber))?.(event);
}
