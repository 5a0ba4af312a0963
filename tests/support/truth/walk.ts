import type { ResourceName } from '@cadenza/contract';
import { SEEDED, SEEDS } from '../../seeds/index.js';
import { type Case, casesOf } from './cases.js';
import { SORT_TRUTHS, type SortKey } from './sorts.js';
import { byId, idsOf, type Key, listOf, must, read, specOf, type Wire, type World } from './world.js';

/** Most a page holds: the walks read each list whole, and a seed must fit. */
export const PAGE = 100;

const sorted = (ids: readonly Key[]): Key[] => [...ids].sort((a, b) => (a < b ? -1 : 1));
const same = (a: readonly Key[], b: readonly Key[]): boolean => a.join() === b.join();

/** Asks, and compares with the records that belong to the answer: neither one more nor one less, nor another count. */
async function ask(
  world: World,
  name: ResourceName,
  { query, takes }: Case,
  without?: string,
): Promise<void> {
  const expected = sorted(idsOf(world.rows[name].filter(takes)));
  const paged = `per_page=${PAGE}&page=1&include_paging_counts=true`;
  const { data, metadata } = await read(world.me, listOf(name, `${query}&${paged}`, without));
  const found = sorted(idsOf(data));
  must(same(found, expected), () => `${name}?${query} answers ${found.join()} and not ${expected.join()}`);
  if (['never', 'after_id'].includes(specOf(name).list?.paging ?? '')) return;
  const total: unknown = metadata['paging'].total_count;
  must(
    total === expected.length,
    () => `${name}?${query} counts ${String(total)} and has ${expected.length}`,
  );
}

/** A filter filters: what its values, words and edges answer is what the records' JSON says. */
export async function walkFilter(world: World, name: ResourceName, filter: string): Promise<void> {
  const { cases, constant } = casesOf(world, name, filter);
  must(cases.length > 0, () => `${name}.${filter}: nothing to ask for`);
  for (const each of cases) await ask(world, name, each, filter);
  if (constant !== undefined) return;
  const all = world.rows[name];
  for (const operator of new Set(cases.map((each) => each.operator))) {
    if (tellsNothing(name, filter, operator)) continue;
    const tells = cases.some((each) => {
      const taken = each.operator === operator ? all.filter(each.takes).length : 0;
      return taken > 0 && taken < all.length;
    });
    must(tells, () => `${name}.${filter} (${operator}): the seed has no two records that it tells apart`);
  }
}

/** Stamps are never null, and a list of both words that there are takes everything. */
function tellsNothing(name: ResourceName, filter: string, operator: string): boolean {
  const declared = specOf(name).list?.filters[filter];
  if (operator === 'in') return declared?.kind === 'strings' && declared.oneOf?.length === 2;
  return (filter === 'created_at' || filter === 'updated_at') && operator.includes('null');
}

/** Two filters at once take what both take. */
export async function walkPairs(world: World, name: ResourceName): Promise<void> {
  const all = world.rows[name];
  const telling = Object.keys(specOf(name).list?.filters ?? {}).flatMap((filter) => {
    const tells = casesOf(world, name, filter).cases.find((each) => {
      const taken = all.filter(each.takes).length;
      return taken > 0 && taken < all.length;
    });
    return tells ? [tells] : [];
  });
  for (const [index, first] of telling.entries()) {
    const second = telling[(index + 1) % telling.length];
    if (!second || second === first) continue;
    await ask(world, name, {
      operator: 'both',
      query: `${first.query}&${second.query}`,
      takes: (record) => first.takes(record) && second.takes(record),
    });
  }
}

function keyOf(name: ResourceName, sort: string): SortKey {
  const declared = (SORT_TRUTHS[name] as Readonly<Record<string, SortKey>> | undefined)?.[sort];
  if (declared !== undefined) return declared;
  must(
    sort in specOf(name).record.shape,
    () =>
      `${name} by ${sort}: say in tests/support/truth/sorts.ts by what; a sort without SQL of its own is named after a field`,
  );
  return (record) => record[sort] as string | number | null;
}

function ordered(world: World, name: ResourceName, sort: string, direction: 'ASC' | 'DESC'): Wire[] {
  const key = keyOf(name, sort);
  const sign = direction === 'ASC' ? 1 : -1;
  const compare = (a: Wire, b: Wire): number => {
    const [left, right] = [key(a, world), key(b, world)];
    if (left !== right) {
      // Nulls come first upwards and last downwards.
      if (left === null) return -sign;
      if (right === null) return sign;
      return left < right ? -sign : sign;
    }
    return a['id'] < b['id'] ? -sign : sign;
  };
  return [...world.rows[name]].sort(compare);
}

/** A sort sorts: the whole order, ties by id, both ways; pages and cursors walk through it without loss. */
export async function walkSort(world: World, name: ResourceName, sort: string): Promise<void> {
  const upwards = idsOf(ordered(world, name, sort, 'ASC'));
  // (Ids that are drawn may have any order, that of the values too.)
  const numbered = upwards.every((id) => typeof id === 'number');
  if (sort !== 'id' && numbered)
    must(!same(upwards, sorted(upwards)), () => `${name} by ${sort}: the seed has the order of the ids`);
  const size = Math.max(1, Math.ceil(upwards.length / 3));
  for (const direction of ['ASC', 'DESC'] as const) {
    const expected = idsOf(ordered(world, name, sort, direction));
    const by = `sort_by=${sort}&sort_direction=${direction.toLowerCase()}`;
    const check = (found: Key[], how: string) =>
      must(same(found, expected), () => `${name} ${by} ${how}: ${found.join()} and not ${expected.join()}`);
    check(idsOf((await read(world.me, listOf(name, `${by}&page=1&per_page=${PAGE}`))).data), 'whole');
    if (specOf(name).list?.paging === 'never') continue;
    const paged: Key[] = [];
    for (let page = 1; (page - 1) * size < expected.length; page += 1)
      paged.push(...idsOf((await read(world.me, listOf(name, `${by}&page=${page}&per_page=${size}`))).data));
    check(paged, 'by page');
    check(await byCursor(world, name, `${by}&per_page=${size}`), 'by cursor');
  }
}

async function byCursor(world: World, name: ResourceName, query: string): Promise<Key[]> {
  const walked: Key[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { data, metadata } = await read(world.me, listOf(name, `${query}&cursor=${cursor}`));
    walked.push(...idsOf(data));
    must(walked.length <= world.rows[name].length, () => `${name}?${query}: the cursor has no end`);
    cursor = metadata['paging'].next_cursor as string | null;
  }
  return walked;
}

/** What a list shows when it is asked for nothing, and which questions show what that hides. */
interface Shown {
  readonly bare: (record: Wire) => boolean;
  readonly asked: (record: Wire, world: World) => string[];
}
const SHOWN: Partial<Record<ResourceName, Shown>> = {
  email_templates: {
    bare: (template) => !template['cadence_template'] && template['archived_at'] === null,
    asked: (template, { hidden }) => [
      `ids=${template['id']}`,
      ...(template['cadence_template'] ? [`cadence_id=${hidden.templateCadences.get(template['id'])}`] : []),
    ],
  },
  users: { bare: (user) => user['active'] as boolean, asked: () => [] },
  ...Object.fromEntries(
    SEEDED.flatMap((name) => (SEEDS[name].defaults ? [[name, SEEDS[name].defaults]] : [])),
  ),
};

/** Filters that are on unless given: what a bare list hides, and what asking for it by name shows all the same. */
export async function walkDefaults(world: World, name: ResourceName): Promise<void> {
  const { bare, asked } = SHOWN[name] ?? { bare: () => true, asked: () => [] };
  const { path } = specOf(name);
  const found = sorted(idsOf((await read(world.me, `${path}?per_page=${PAGE}`)).data));
  const shown = sorted(idsOf(world.rows[name].filter(bare)));
  must(same(found, shown), () => `${name} without a filter answers ${found.join()} and not ${shown.join()}`);
  const hidden = world.rows[name].filter((record) => !bare(record));
  must(!SHOWN[name] || hidden.length > 0, () => `${name}: the seed hides nothing`);
  for (const record of hidden)
    for (const query of new Set([`ids=${record['id']}`, ...asked(record, world)])) {
      const answer = idsOf((await read(world.me, `${path}?${query}`)).data);
      const wanted = asked(record, world).includes(query);
      must(answer.includes(record['id']) === wanted, () => `${name}?${query} answers ${answer.join()}`);
    }
}

/** Two records of a resource at least, all of them in one page, each shown alone as the list shows it. */
export async function walkRecords(world: World, name: ResourceName): Promise<void> {
  const { rows } = world;
  must(rows[name].length >= 2, () => `${name}: no seed (tests/seeds, tests/support/truth) makes two of them`);
  must(rows[name].length < PAGE, () => `${name}: more than one page`);
  if (specOf(name).list?.paging === 'after_id') await walkAfter(world, name);
  if (!specOf(name).show) return;
  for (const record of rows[name].slice(0, 3)) {
    const { data } = await read(world.me, `${specOf(name).path}/${record['id']}`);
    must(
      JSON.stringify(data) === JSON.stringify(byId(world, name, record['id'])),
      () => `${name}/${record['id']} is not what the list shows: ${JSON.stringify(data)}`,
    );
  }
}

/** A list that goes on by `id[gt]`: one after the other in the order of the ids, each once. */
async function walkAfter(world: World, name: ResourceName): Promise<void> {
  const all = sorted(idsOf(world.rows[name]));
  const found: Key[] = [];
  for (let query = 'per_page=1'; found.length <= all.length; query = `per_page=1&id[gt]=${found.at(-1)}`) {
    const { data } = await read(world.me, listOf(name, query));
    if (data.length === 0) break;
    found.push(...idsOf(data));
  }
  must(same(found, all), () => `${name} by id[gt] answers ${found.join()} and not ${all.join()}`);
}
