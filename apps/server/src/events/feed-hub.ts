import type { Db } from '../db/connect.js';
import { AppError } from '../kernel/errors.js';
import { eventsAfter, lastPlace, newestPlace, type NumberedEvent, teamsWithNews } from './feed.js';

/** Who hears of a team's events, and up to where. */
export interface FeedReader {
  /** undefined: from now on. */
  place: number | undefined;
  /** Gone, or sent away: nothing is read for it any more. */
  readonly left: boolean;
  /** Resolves when more can be taken: only whoever reads what was is waited for. */
  drained(): Promise<void>;
}

export interface FeedHubOptions<R extends FeedReader> {
  db: Db;
  /** Milliseconds between two looks for news, of all teams together. */
  restMs: number;
  /** Tells readers of one team; whoever is further than an event does not get it. */
  tell(readers: readonly R[], events: readonly NumberedEvent[]): Promise<void>;
  /** What they missed is no longer kept: they go on from this place. */
  reset(reader: R, place: number): void;
  /** Sends a reader away who might miss something: it comes again with its place. */
  dismiss(reader: R): void;
  onError(error: unknown): void;
}

export interface FeedHub<R extends FeedReader> {
  /** Tells a reader what it missed, and from then on what comes. */
  join(teamId: number, reader: R): Promise<void>;
  leave(teamId: number, reader: R): void;
  close(): Promise<void>;
}

interface Feed<R> {
  /** What its readers were told of, or are being told of. */
  place: number;
  readonly readers: Set<R>;
}

/** Events of one read. */
const PAGE = 500;
/** Teams whose news are read side by side. */
const AT_ONCE = 4;

/**
 * Reads the events of teams that have readers here, once for all of them: one statement for all teams says which have any.
 * long: what is read, told and joined is one state.
 */
export function createFeedHub<R extends FeedReader>(options: FeedHubOptions<R>): FeedHub<R> {
  const { db, restMs, tell, reset, dismiss, onError } = options;
  const feeds = new Map<number, Feed<R>>();
  /** Readers of a team whose feed is being opened, or that are catching up: it is kept for them. */
  const opening = new Map<number, Promise<Feed<R>>>();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let closed = false;

  function open(teamId: number): Promise<Feed<R>> {
    const known = feeds.get(teamId);
    if (known) return Promise.resolve(known);
    let being = opening.get(teamId);
    if (!being) {
      being = newestPlace(db, teamId)
        .then((place) => {
          const feed: Feed<R> = { place, readers: new Set() };
          feeds.set(teamId, feed);
          wake();
          return feed;
        })
        .finally(() => opening.delete(teamId));
      opening.set(teamId, being);
    }
    return being;
  }

  function wake(): void {
    if (closed || timer || round || feeds.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      round = look()
        .catch(onError)
        .finally(() => {
          round = undefined;
          wake();
        });
    }, restMs);
    timer.unref();
  }

  async function look(): Promise<void> {
    for (const [teamId, { readers }] of feeds) if (readers.size === 0) feeds.delete(teamId);
    const places = new Map([...feeds].map(([teamId, { place }]) => [teamId, place]));
    if (places.size === 0) return;
    const news = await teamsWithNews(db, places);
    for (let at = 0; at < news.length; at += AT_ONCE)
      await Promise.all(news.slice(at, at + AT_ONCE).map((teamId) => bring(teamId).catch(onError)));
  }

  /** Reads a team's news and tells them. The place moves first: whoever joins meanwhile reads these by itself. */
  async function bring(teamId: number): Promise<void> {
    const feed = feeds.get(teamId);
    while (feed && !closed && feed.readers.size > 0) {
      const events = await eventsAfter(db, teamId, feed.place, PAGE).catch(orGone);
      const readers = [...feed.readers];
      if (events === 'gone') {
        feed.place = await newestPlace(db, teamId);
        for (const reader of feed.readers) begin(reader, feed.place);
        return;
      }
      const last = events.at(-1)?.sequence;
      if (last === undefined) return;
      feed.place = last;
      await telling(readers, events);
      if (events.length < PAGE) return;
    }
  }

  async function telling(readers: readonly R[], events: readonly NumberedEvent[]): Promise<void> {
    try {
      await tell(readers, events);
    } catch (error) {
      onError(error);
      for (const reader of readers) dismiss(reader);
      return;
    }
    const last = events.at(-1)?.sequence ?? 0;
    for (const reader of readers) reader.place = Math.max(reader.place ?? 0, last);
  }

  function begin(reader: R, place: number): void {
    reader.place = place;
    reset(reader, place);
  }

  /** One page of what a reader missed. */
  async function catchUp(teamId: number, reader: R): Promise<void> {
    const events = await eventsAfter(db, teamId, reader.place ?? 0, PAGE).catch(orGone);
    if (events === 'gone') return begin(reader, await newestPlace(db, teamId));
    await telling([reader], events);
    await reader.drained();
  }

  return {
    join: async (teamId, reader) => {
      let feed = await open(teamId);
      reader.place ??= feed.place;
      if (reader.place > feed.place) {
        // Another process told of it a moment ago; or it is a place of another database.
        const newest = await lastPlace(db, teamId);
        if (reader.place > newest) begin(reader, newest);
      }
      while (!closed && !reader.left) {
        // (Nobody's feed is given up between two looks.)
        feed = await open(teamId);
        if (reader.place >= feed.place) break;
        await catchUp(teamId, reader);
      }
      if (!closed && !reader.left) feed.readers.add(reader);
    },
    leave: (teamId, reader) => {
      feeds.get(teamId)?.readers.delete(reader);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await round;
    },
  };
}

function orGone(error: unknown): 'gone' {
  if (error instanceof AppError && error.kind === 'gone') return 'gone';
  throw error;
}
