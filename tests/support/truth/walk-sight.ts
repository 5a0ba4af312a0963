import { isDeepStrictEqual } from 'node:util';
import { PRIVILEGED_SCOPES, type ResourceName } from '@cadenza/contract';
import { createReader } from '../../../apps/server/src/http/pages/reader.js';
import type { Caller } from '../server.js';
import { casesOf } from './cases.js';
import { RESOURCES } from './seed.js';
import { SHOWN_AS, SIGHTS, type Viewer } from './sight.js';
import { idsOf, listOf, must, read, specOf, type Wire, type World } from './world.js';

/** One who looks at everything: the seeded admin's records as far as this one sees them. */
export interface Looker {
  readonly caller: Caller;
  readonly isPrivate: boolean;
  /** The world as the caller sees it. */
  readonly world: World;
}

/** @returns who looks: each of the reps in a public team and in a private one. Sets nothing. */
export function lookers(world: World): Looker[] {
  return [true, false].flatMap((isPrivate) =>
    world.reps.map((caller) => {
      const { userId } = caller.principal;
      const user = world.rows.users.find(({ id }) => id === userId) as Wire;
      const viewer: Viewer = { userId, groupId: user['group']?.id ?? null, isPrivate };
      const rows = Object.fromEntries(
        RESOURCES.map((name) => [
          name,
          world.rows[name]
            .filter((record) => SIGHTS[name]?.(record, viewer, world) ?? true)
            .map((record) => SHOWN_AS[name]?.(record, viewer, world) ?? record),
        ]),
      ) as unknown as World['rows'];
      return { caller, isPrivate, world: { ...world, me: caller, rows } };
    }),
  );
}

/** Makes the team what the looker expects it to be. */
export async function settle({ server, me }: World, isPrivate: boolean): Promise<void> {
  await server.database.pool.query('UPDATE teams SET team_visibility_default = $2 WHERE id = $1', [
    me.principal.teamId,
    isPrivate ? 'private' : 'public',
  ]);
}

/** (Who may not read the words of e-mails gets no keys for them.) */
const like = (expected: Wire, found: Wire): boolean =>
  isDeepStrictEqual(Object.fromEntries(Object.entries(expected).filter(([key]) => key in found)), found);

/** Tokens of reps reach nothing privileged; pages show it to them, as far as they see it. */
const byPages = (name: ResourceName): boolean => (specOf(name).scopes.read ?? '') in PRIVILEGED_SCOPES;

const pages = ({ world, caller, isPrivate }: Looker) =>
  createReader(world.server.context, { ...caller.principal, admin: false, teamOpen: !isPrivate });

async function listed(looker: Looker, name: ResourceName) {
  const { caller } = looker;
  if (byPages(name)) {
    const { rows } = await pages(looker).list(name, { per_page: '100' });
    return { data: rows as Wire[], total: undefined };
  }
  const paged = ['never', 'after_id'].includes(specOf(name).list?.paging ?? '');
  const query = paged ? '' : 'per_page=100&page=1&include_paging_counts=true';
  const { data, metadata } = await read(caller, listOf(name, query));
  return { data, total: metadata['paging']?.total_count as number | undefined };
}

/** A list, its count and its records alone are what the looker may see: not one more, not one less, as it may be seen. */
export async function walkSight(looker: Looker, whole: World, name: ResourceName): Promise<void> {
  const { caller, world, isPrivate } = looker;
  const who = `${caller.principal.userId} in a ${isPrivate ? 'private' : 'public'} team`;
  const expected = world.rows[name];
  const { data, total } = await listed(looker, name);
  const [found, wanted] = [idsOf(data), idsOf(expected)];
  must(
    isDeepStrictEqual(found, wanted),
    () => `${name} for ${who}: ${found.join()} and not ${wanted.join()} (tests/support/truth/sight.ts)`,
  );
  must(total === undefined || total === wanted.length, () => `${name} for ${who} counts ${total}`);
  for (const [place, record] of expected.entries())
    must(
      like(record, data[place] as Wire),
      () =>
        `${name}/${record['id']} for ${who}: ${JSON.stringify(data[place])} and not ${JSON.stringify(record)}`,
    );
  if (!specOf(name).show) return;
  for (const { id } of whole.rows[name] as readonly { id: number }[]) {
    const status = byPages(name)
      ? await pages(looker)
          .show(name, id)
          .then(
            () => 200,
            () => 404,
          )
      : (await caller.call('GET', `${specOf(name).path}/${String(id)}`)).status;
    const seen = wanted.some((one) => one === id);
    must(status === (seen ? 200 : 404), () => `${name}/${String(id)} for ${who} answers ${status}`);
  }
}

/** Filters that ask of the caller what a record of the admin's does not say. */
const OF_THE_CALLER: Partial<Record<ResourceName, readonly string[]>> = {
  cadences: ['people_addable'],
  emails: ['scoped_fields'],
  saved_list_views: ['include_shared'],
};

/** A filter tells no more than the records that the looker sees, as they are shown; asked for what the whole team has. */
export async function walkFiltersInSight(looker: Looker, whole: World, name: ResourceName): Promise<void> {
  if (byPages(name)) return;
  const { world, caller } = looker;
  const asked: World = { ...world, rows: { ...world.rows, [name]: whole.rows[name] } };
  for (const filter of Object.keys(specOf(name).list?.filters ?? {})) {
    if (OF_THE_CALLER[name]?.includes(filter)) continue;
    for (const { query, takes } of casesOf(asked, name, filter).cases) {
      const wanted = idsOf(world.rows[name].filter(takes));
      const found = idsOf((await read(caller, listOf(name, `${query}&per_page=100`, filter))).data);
      must(
        isDeepStrictEqual(new Set(found), new Set(wanted)),
        () => `${name}?${query} for ${caller.principal.userId}: ${found.join()} and not ${wanted.join()}`,
      );
    }
  }
}
