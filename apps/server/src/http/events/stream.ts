import { setImmediate } from 'node:timers/promises';
import { streams } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createFeedHub, type FeedHub } from '../../events/feed-hub.js';
import type { NumberedEvent } from '../../events/feed.js';
import { type ReadContext } from '../../db/listing.js';
import { teamNow } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Authenticator } from '../auth.js';
import type { AppContext } from '../context.js';
import type { ChargeBudget } from '../handler-types.js';
import type { ViewOf } from '../in-sight.js';
import { authorize, parseWith, readContext } from '../request.js';
import { mayStillSee, StreamReader } from './reader.js';
import { requireResource } from './read.js';
import { likeness, sightedBy, type Sighted, wantedOf, wireEvent } from './told.js';

/** Milliseconds between two looks of this process for news: of all its streams together. */
const LOOK_MS = 100;
const HEARTBEAT_MS = 20_000;
/** Streams of one user (tabs, programs), and of a process: each holds a connection. */
const OF_USER = 20;
const OF_ALL = 4000;
const RETRY_SECONDS = 10;
/** Streams that are written to before requests get their turn: a thousand take ten milliseconds. */
const WRITES_AT_ONCE = 64;

interface Streams {
  readonly context: AppContext;
  readonly auth: Authenticator;
  readonly viewOf: ViewOf;
  readonly readers: Set<StreamReader>;
  hub: FeedHub<StreamReader>;
  /** Who a token stands for is being asked again: nothing is told meanwhile. */
  asking: Promise<void> | undefined;
  /** The asking that has not begun yet. */
  waiting: Promise<void> | undefined;
}

/**
 * GET /v2/events/stream: Server-Sent Events (docs/events.md). One reader of the outbox per team and process, whatever the
 * number of streams (events/feed-hub.ts); they end with the right to see what they tell, and when the process stops.
 */
export function mountEventStream(
  app: FastifyInstance,
  {
    context,
    auth,
    chargeBudget,
    viewOf,
  }: { context: AppContext; auth: Authenticator; chargeBudget: ChargeBudget; viewOf: ViewOf },
): void {
  const streaming = createStreams(context, auth, viewOf);
  const { readers } = streaming;
  let begun = 0;
  app.get('/v2/events/stream', { exposeHeadRoute: false }, async (request, reply) => {
    const principal = authorize(request, null);
    const { after, ...wanted } = parseWith(streams.event_stream.query, request.query);
    requireResource(wanted);
    await chargeBudget(request, reply, 1);
    requireRoom(readers, principal);
    const place = lastEventId(request) ?? after ?? undefined;
    const reader = new StreamReader(reply.raw, callerAgain(request), principal, wanted);
    reader.place = place;
    begun += 1;
    serve(streaming, reader, request, reply, begun);
    return reply;
  });

  const heartbeat = setInterval(() => void beat(streaming), HEARTBEAT_MS);
  heartbeat.unref();
  const ending = auth.onChange(() => void askAgain(streaming));
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    ending();
    for (const reader of readers) reader.end('stopping');
    await streaming.hub.close();
  });
}

function createStreams(context: AppContext, auth: Authenticator, viewOf: ViewOf): Streams {
  const { log, database } = context;
  const streaming: Omit<Streams, 'hub'> = {
    context,
    auth,
    viewOf,
    readers: new Set(),
    asking: undefined,
    waiting: undefined,
  };
  const onError = (error: unknown) => log.warn({ err: error }, 'events could not be told');
  const hub = createFeedHub<StreamReader>({
    db: database.kysely,
    restMs: LOOK_MS,
    tell: (readers, events) => tell(streaming as Streams, readers, events),
    reset: (reader) => reader.reset(),
    dismiss: (reader) => reader.drop(),
    onError,
  });
  return Object.assign(streaming, { hub });
}

/** Opens a stream on the request's connection, which is not Fastify's any more. */
function serve(
  { hub, readers, context }: Streams,
  reader: StreamReader,
  request: FastifyRequest,
  reply: FastifyReply,
  nth: number,
): void {
  const { teamId } = reader.principal;
  reply.hijack();
  readers.add(reader);
  request.raw.socket.setKeepAlive(true);
  // The server's connections may be closed by half (app.ts). Nobody who does that listens on.
  request.raw.socket.once('end', () => reader.drop());
  reply.raw.once('close', () => {
    reader.left = true;
    readers.delete(reader);
    hub.leave(teamId, reader);
  });
  reader.begin(reply.getHeaders(), nth);
  hub.join(teamId, reader).then(
    () => reader.ready(),
    (error: unknown) => {
      context.log.warn({ err: error, requestId: request.id }, 'a stream of events could not begin');
      reader.drop();
    },
  );
}

/** @throws AppError rate_limited */
function requireRoom(readers: ReadonlySet<StreamReader>, { teamId, userId }: Principal): void {
  let own = 0;
  for (const { principal } of readers)
    if (principal.userId === userId && principal.teamId === teamId) own += 1;
  if (own >= OF_USER || readers.size >= OF_ALL)
    throw new AppError('rate_limited', 'Too many streams at the same time', { retryAfter: RETRY_SECONDS });
}

/** Where a client that lost its connection stands. What is no number is no place of ours: it begins now. */
function lastEventId(request: FastifyRequest): number | undefined {
  const given = request.headers['last-event-id'];
  if (typeof given !== 'string' || !/^\d{1,15}$/.test(given)) return undefined;
  return Number(given);
}

/** Tells readers of one team what they asked for and see at this moment. */
async function tell(
  streaming: Streams,
  readers: readonly StreamReader[],
  events: readonly NumberedEvent[],
): Promise<void> {
  const { asking, context, viewOf } = streaming;
  await asking;
  const present = readers.filter(({ left }) => !left);
  const [first] = present;
  if (!first) return;
  const some = present.map((reader) => wantedOf(events, reader.wanted, reader.principal));
  const asked = new Set(some.flat());
  const now = teamNow(context.clock.now(), first.principal.clockOffsetMs);
  const callers = new Map<string, ReadContext>();
  for (const { principal } of present) callers.set(sightOf(principal), readContext(context, principal, now));
  const sighted = await sightedBy(
    context.database.pool,
    viewOf,
    [...callers.values()],
    events.filter((event) => asked.has(event)),
  );
  const bySight = new Map([...callers.keys()].map((key, at) => [key, sighted[at] as Sighted]));
  const frames = new Map<string, string>();
  const texts = present.map((reader, at) =>
    (some[at] ?? [])
      .filter(({ sequence }) => sequence > (reader.place ?? 0))
      .map((event) => frameOf(event, bySight.get(sightOf(reader.principal)), reader.principal, frames))
      .join(''),
  );
  const last = events.at(-1)?.sequence ?? 0;
  for (const [at, reader] of present.entries()) {
    const text = texts[at];
    if (text) reader.write(text);
    // (A heartbeat in between says where it stands.)
    reader.place = Math.max(reader.place ?? 0, last);
    if (at % WRITES_AT_ONCE === WRITES_AT_ONCE - 1) await setImmediate();
  }
}

/** Who sees the same. */
const sightOf = ({ userId, admin, groupId, teamOpen }: Principal): string =>
  `${userId} ${admin} ${groupId} ${teamOpen}`;

/** The lines of an event, made once for all to whom it looks the same; none where the caller does not see it. */
function frameOf(
  event: NumberedEvent,
  sighted: Sighted | undefined,
  principal: Principal,
  frames: Map<string, string>,
): string {
  const record = sighted?.get(event.sequence);
  if (!record) return '';
  const key = `${event.sequence} ${likeness(event, principal)}`;
  let frame = frames.get(key);
  if (frame === undefined) {
    frame = `id: ${event.sequence}\ndata: ${JSON.stringify(wireEvent(event, record, principal))}\n\n`;
    frames.set(key, frame);
  }
  return frame;
}

/** Asks who the tokens of all streams stand for now, and ends those that may see something else, or nothing. */
function askAgain(streaming: Streams): Promise<void> {
  const { context, readers } = streaming;
  // Who is about to ask has not asked yet: it asks for whatever changed until then, too.
  if (streaming.waiting) return streaming.waiting;
  const before = streaming.asking;
  const asking = (async () => {
    await before;
    streaming.waiting = undefined;
    for (const reader of readers) {
      if (reader.left) continue;
      const principal = await reader.again(context.clock.now()).catch(() => undefined);
      if (principal && mayStillSee(reader.principal, principal)) reader.principal = principal;
      else if (principal === undefined) reader.drop();
      else reader.end('access_changed');
    }
  })();
  streaming.waiting = asking;
  streaming.asking = asking;
  return asking;
}

const callerAgain = ({ callerAgain }: FastifyRequest): StreamReader['again'] =>
  callerAgain ?? (() => Promise.resolve(null));

async function beat(streaming: Streams): Promise<void> {
  await askAgain(streaming);
  for (const reader of streaming.readers) reader.beat();
}
