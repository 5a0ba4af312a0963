import type { OperationListSpec } from '@cadenza/contract';
import { must, type Wire } from './world.js';

/** What a list must answer, known from elsewhere than from it. */
export interface ListTruth {
  /** It, or the list below each of several records: whole, in its own order. */
  readonly lists: readonly { readonly path: string; readonly rows: readonly Wire[] }[];
  /** For each filter, what to ask and which records that takes; at least one tells records apart. */
  readonly asks?: Readonly<Record<string, readonly [query: string, takes: (record: Wire) => boolean][]>>;
  /** For each sort, by what. */
  readonly sorts?: Readonly<Record<string, (record: Wire) => string | number>>;
}

/** Reads a list. */
type Ask = (path: string, query: string) => Promise<{ data: Wire[]; metadata: Wire }>;

const text = (rows: readonly Wire[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

/** A list that is no resource's own: whole and in order, below each record its own; every filter, sort and page. */
export async function walkList(
  name: string,
  list: OperationListSpec,
  truth: ListTruth,
  ask: Ask,
): Promise<void> {
  const whole = list.paging === 'never' ? '' : 'per_page=100';
  for (const { path, rows } of truth.lists) {
    must(rows.length >= 2, () => `${name}: no seed makes two records of ${path}`);
    const { data } = await ask(path, whole);
    must(text(data) === text(rows), () => `${path} answers ${text(data)} and not ${text(rows)}`);
  }
  const [one, other] = truth.lists;
  must(one !== undefined && (!list.below || other !== undefined), () => `${name}: say what it answers`);
  must(!other || text(one.rows) !== text(other.rows), () => `${name}: the records below are the same`);
  await walkFilters(
    name,
    list,
    truth,
    (query) => ask(one.path, [whole, query].filter(Boolean).join('&')),
    one.rows,
  );
  await walkSorts(name, list, truth, (query) => ask(one.path, query), one.rows);
  await walkPages(name, list, (query) => ask(one.path, query), one.rows);
}

type AskOne = (query: string) => Promise<{ data: Wire[]; metadata: Wire }>;

async function walkFilters(
  name: string,
  { filters }: OperationListSpec,
  { asks = {} }: ListTruth,
  ask: AskOne,
  rows: readonly Wire[],
): Promise<void> {
  for (const [filter, spec] of Object.entries(filters)) {
    if (spec.kind === 'after_id') continue;
    const cases = asks[filter] ?? [];
    const tells = cases.some(([, takes]) => rows.some(takes) && !rows.every(takes));
    must(
      tells,
      () =>
        `${name}.${filter}: say in tests/support/truth/list-truths.ts what it takes, and tell records apart`,
    );
    for (const [query, takes] of cases) {
      const [found, expected] = [text((await ask(query)).data), text(rows.filter(takes))];
      must(found === expected, () => `${name}?${query} answers ${found} and not ${expected}`);
    }
  }
}

async function walkSorts(
  name: string,
  { sorts }: OperationListSpec,
  { sorts: keys = {} }: ListTruth,
  ask: AskOne,
  rows: readonly Wire[],
): Promise<void> {
  for (const sort of sorts) {
    const key = keys[sort];
    must(key !== undefined, () => `${name} by ${sort}: say in tests/support/truth/list-truths.ts by what`);
    const upwards = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    must(new Set(rows.map(key)).size === rows.length, () => `${name} by ${sort}: the seed has ties`);
    for (const [direction, expected] of [
      ['asc', upwards],
      ['desc', upwards.toReversed()],
    ] as const) {
      const { data } = await ask(`per_page=100&sort_by=${sort}&sort_direction=${direction}`);
      must(text(data) === text(expected), () => `${name} by ${sort} ${direction}: ${text(data)}`);
    }
  }
}

async function walkPages(
  name: string,
  { paging }: OperationListSpec,
  ask: AskOne,
  rows: readonly Wire[],
): Promise<void> {
  if (paging === 'never') return;
  const size = Math.max(1, Math.ceil(rows.length / 3));
  const found: Wire[] = [];
  for (let page = 1; found.length < rows.length; page += 1) {
    const next = paging === 'after_id' ? `id[gt]=${found.at(-1)?.['id'] ?? 0}` : `page=${page}`;
    const { data } = await ask(`per_page=${size}&${next}`);
    must(data.length > 0 && data.length <= size, () => `${name}: page ${page} has ${data.length}`);
    found.push(...data);
  }
  must(text(found) === text(rows), () => `${name} by page: ${text(found)}`);
}
