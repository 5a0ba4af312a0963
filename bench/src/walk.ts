import type { Client } from './load.js';
import { median } from './numbers.js';

/** What the walk over every person saw. */
export interface Walk {
  pages: number;
  people: number;
  /** Median milliseconds of the first and of the last pages, while walking. */
  first: number;
  last: number;
  /** Last to first, read once more in turn (first, last, first, ...), so that a busy moment of the machine hits both. */
  ratio: number;
}

const EDGE = 100;
const PER_PAGE = 100;

/** Pages through everything by cursor, newest first. @throws Error when a person is missing or comes twice */
export async function walkAll(client: Client, expected: number, signal: AbortSignal): Promise<Walk> {
  const times: number[] = [];
  const edges: string[] = [];
  const seen = new Set<number>();
  const pageOf = async (cursor: string) => {
    const path = `/v2/people?sort_by=updated_at&per_page=${PER_PAGE}&cursor=${cursor}`;
    const start = performance.now();
    const answer = await client.send({ method: 'GET', path });
    return { took: performance.now() - start, answer };
  };
  for (let i = 0; i < 50; i += 1) await pageOf(''); // prepares the statements, warms the code
  for (let cursor: string | null = ''; cursor !== null; ) {
    signal.throwIfAborted();
    edges.push(cursor);
    const { took, answer } = await pageOf(cursor);
    times.push(took);
    const page = JSON.parse(answer.toString('utf8')) as {
      metadata: { paging: { next_cursor: string | null } };
      data: { id: number }[];
    };
    for (const { id } of page.data) seen.add(id);
    cursor = page.metadata.paging.next_cursor;
  }
  if (seen.size !== expected) throw new Error(`the cursor walk saw ${seen.size} of ${expected} people`);
  const ratios: number[] = [];
  // The very last page may be short.
  const full = edges.slice(0, -1);
  for (const [i, cursor] of full.slice(0, EDGE).entries()) {
    const first = await pageOf(cursor);
    const last = await pageOf(full.at(-1 - i) as string);
    ratios.push(last.took / first.took);
  }
  return {
    pages: times.length,
    people: seen.size,
    first: median(times.slice(0, EDGE)),
    last: median(times.slice(-EDGE)),
    ratio: median(ratios),
  };
}
