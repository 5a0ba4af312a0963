import { expect } from 'vitest';
import type { Caller } from './server.js';

/** Programs that copy a list, and writers at once with them, in an order that a seed decides. */
export interface Row {
  readonly id: number;
  readonly created_at: string;
  readonly updated_at: string;
}
type Stamp = 'created_at' | 'updated_at';

/** The rows of a list, of V2 or V1. */
export async function rowsOf(who: Caller, path: string): Promise<Row[]> {
  const answer = await who.call('GET', path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data ?? answer.body;
}

/** Tells whoever waits that something was written; pollers that are up to date wait for it instead of asking at once. */
export function changes() {
  let tell: () => void = () => undefined;
  let next: Promise<void> = new Promise((resolve) => (tell = resolve));
  let over = false;
  return {
    tell: () => {
      const told = tell;
      next = over ? Promise.resolve() : new Promise((resolve) => (tell = resolve));
      told();
    },
    end: () => {
      over = true;
      next = Promise.resolve();
      tell();
    },
    ended: () => over,
    next: () => next,
  };
}
export type Changes = ReturnType<typeof changes>;

export interface Copy {
  readonly path: string;
  readonly column: Stamp;
  readonly perPage: number;
  /** Goes on with `cursor` instead of asking for what is greater. */
  readonly cursor?: true;
}

/** What a program has of a list: the last stamp it saw of each row. @returns when it stands still after the end */
export async function copyList(who: Caller, copy: Copy, news: Changes): Promise<Map<number, string>> {
  const seen = new Map<number, string>();
  const look = copy.cursor ? byCursor(who, copy, seen) : byRange(who, copy, seen);
  for (;;) {
    const last = news.ended();
    const waiting = news.next();
    const found = await look();
    if (found === 0 && last) return seen;
    if (found === 0) await waiting;
  }
}

const ordered = ({ path, column, perPage }: Copy) =>
  `${path}?sort_by=${column}&sort_direction=asc&per_page=${perPage}`;

/** Ascending, the next request after the largest value seen. */
function byRange(who: Caller, copy: Copy, seen: Map<number, string>) {
  let last = '2001-01-01T00:00:00Z';
  return async (): Promise<number> => {
    const range = `${copy.column}[gt]=${encodeURIComponent(last)}`;
    const rows = await rowsOf(who, `${ordered(copy)}&${range}`);
    for (const row of rows) {
      expect(row[copy.column] > last, `${row[copy.column]} after ${last}`).toBe(true);
      last = row[copy.column];
      seen.set(row.id, last);
    }
    return rows.length;
  };
}

/** By cursor; at the end of the list the last page is asked for again. */
function byCursor(who: Caller, copy: Copy, seen: Map<number, string>) {
  let cursor = '';
  return async (): Promise<number> => {
    const { status, body, text } = await who.call('GET', `${ordered(copy)}&cursor=${cursor}`);
    expect(status, text).toBe(200);
    const rows = body.data as Row[];
    const fresh = rows.filter((row) => seen.get(row.id) !== row[copy.column]);
    for (const row of rows) seen.set(row.id, row[copy.column]);
    const next: string | null = body.metadata.paging.next_cursor;
    if (next !== null) cursor = next;
    return next === null ? fresh.length : rows.length;
  };
}

/** What the list says now that a copy does not have. */
export async function missed(who: Caller, copy: Copy, seen: Map<number, string>): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; ; page += 1) {
    const rows = await rowsOf(who, `${copy.path}?per_page=100&page=${page}`);
    for (const row of rows)
      if (seen.get(row.id) !== row[copy.column])
        found.push(`${copy.path} ${row.id}: ${row[copy.column]}, copied ${seen.get(row.id)}`);
    if (rows.length < 100) return found;
  }
}

/** Numbers that a seed decides: `random(n)` is a whole one below n. */
export function seeded(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Lets everybody else have some turns. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** So many writers share the jobs. */
export async function shared(
  writers: number,
  jobs: number,
  work: (job: number, writer: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (writer: number) => {
    while (next < jobs) await work(next++, writer);
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => lane(writer)));
}
