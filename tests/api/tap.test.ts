import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../support/server.js';
import { STREAMS, type Stream } from '../support/tap-streams.js';
import { seedWorld } from '../support/truth/seed.js';
import type { Wire, World } from '../support/truth/world.js';

/**
 * Data pipelines copy a team list by list: by page with a range, or ascending and then whatever is newer than the last.
 * Both ways have to come to an end with every record once, for each stream that public connectors know.
 */
const FIRST = encodeURIComponent('2011-09-01T00:00:00+00:00');
const LAST = encodeURIComponent('2099-01-01T00:00:00+00:00');
/** More pages than any list of the seed has. */
const MOST_PAGES = 200;
let world: World;
beforeAll(async () => {
  world = await seedWorld();
}, 120_000);
afterAll(() => world.server.close());

interface Page {
  readonly data: Wire[];
  readonly metadata: { readonly paging?: { readonly next_page?: number | null } };
}

async function ask(who: Caller, path: string, query: string): Promise<Page> {
  const answer = await who.call('GET', `${path}?${query}`);
  expect(answer.status, `${path}?${query} ${answer.text.slice(0, 200)}`).toBe(200);
  // A tap slows down by these; without them it waits a minute after each page.
  expect(Number(answer.headers['x-ratelimit-remaining-minute'])).toBeGreaterThan(0);
  expect(Number(answer.headers['x-ratelimit-endpoint-cost'])).toBeGreaterThan(0);
  return answer.body as Page;
}

/** Page after page, as the metadata says. */
async function byPage(who: Caller, path: string, query: string, perPage: number): Promise<Wire[]> {
  const found: Wire[] = [];
  let page: number | null = 1;
  for (let asked = 0; page !== null && asked < MOST_PAGES; asked += 1) {
    const at: string = page === 1 ? '' : `&page=${page}`;
    const { data, metadata }: Page = await ask(who, path, `per_page=${perPage}${query}${at}`);
    found.push(...data);
    page = metadata.paging?.next_page ?? null;
  }
  expect(page, `${path} comes to an end`).toBeNull();
  return found;
}

/** Ascending, and then what is newer than the newest seen. */
async function byRange(who: Caller, path: string, perPage: number): Promise<Wire[]> {
  const found: Wire[] = [];
  let after = FIRST;
  for (let asked = 0; asked < MOST_PAGES; asked += 1) {
    const query = `per_page=${perPage}&sort_by=updated_at&sort_direction=asc&updated_at[gt]=${after}`;
    const { data, metadata } = await ask(who, path, query);
    found.push(...data);
    if (metadata.paging?.next_page == null) return found;
    after = encodeURIComponent(
      data
        .map((row) => row['updated_at'] as string)
        .toSorted()
        .at(-1) ?? '',
    );
  }
  throw new Error(`${path} comes to no end`);
}

const keysOf = ({ key }: Stream, rows: readonly Wire[]): string[] =>
  rows.map((row) => key.map((name) => String(row[name])).join(' ')).toSorted();

describe.each(STREAMS)('$name', (stream) => {
  const { path, needs = stream.key.includes('id') ? { id: 'number' } : {} } = stream;
  const order = `&sort_by=updated_at&sort_direction=asc&updated_at[gte]=${FIRST}&updated_at[lt]=${LAST}`;

  it('is copied whole, page by page', async () => {
    const all = await byPage(world.me, path, '', 100);
    for (const row of all) {
      for (const [field, kind] of Object.entries(needs)) expect(typeof row[field], field).toBe(kind);
      for (const field of stream.key) expect(row).toHaveProperty(field);
    }
    const keys = keysOf(stream, all);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keysOf(stream, await byPage(world.me, path, '', 2))).toEqual(keys);
  });

  if (!stream.incremental) return;
  it('is copied by what is newer', async () => {
    const all = await byPage(world.me, path, order, 100);
    const keys = keysOf(stream, all);
    expect(keys, 'no range leaves one out').toEqual(keysOf(stream, await byPage(world.me, path, '', 100)));
    const stamps = all.map((row) => row['updated_at'] as string);
    expect(stamps.every((stamp) => !Number.isNaN(Date.parse(stamp)))).toBe(true);
    expect(stamps).toEqual(stamps.toSorted());
    expect(keysOf(stream, await byPage(world.me, path, order, 2))).toEqual(keys);
    expect(keysOf(stream, await byRange(world.me, path, 2))).toEqual(keys);
  });
});
