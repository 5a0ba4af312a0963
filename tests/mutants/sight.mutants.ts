import type { ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilterSql, View } from '../../apps/server/src/db/view.js';
import {
  cadenceAlive,
  cadenceSeen,
  ofUser,
  receivedSeen,
  sharedOrOwn,
  templateSeen,
} from '../../apps/server/src/domain/visibility.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { RESOURCES, seedWorld } from '../support/truth/seed.js';
import { type Looker, lookers, settle, walkFiltersInSight, walkSight } from '../support/truth/walk-sight.js';
import { specOf, type World } from '../support/truth/world.js';
import { change } from './mutants.js';

/** Who sees what is taken out of each view, turned round, or asked of somebody else: the walk of sight must notice. */
interface Mutant {
  readonly what: string;
  readonly parts: Partial<View>;
}

const only = (process.env['MUTATE_ONLY'] ?? '').split(',').filter((name) => name !== '' && name !== 'sight');
let world: World;
let mutants = 0;
beforeAll(async () => {
  world = await seedWorld();
});
afterAll(async () => {
  process.stdout.write(`${mutants} mutants of sight\n`);
  await world.server.close();
});

/** What a view may say of its caller. */
const PARTS = [
  templateSeen('r'),
  sharedOrOwn('r'),
  ofUser('r'),
  receivedSeen('r'),
  cadenceAlive('r.cadence_id'),
  cadenceSeen('r'),
  cadenceSeen('c'),
  '(r.owner_id = :user OR r.shared)',
];
/** Who asks, as somebody else: nobody, no group, an admin, and none. */
const OTHERS = [
  [':user', '-1'],
  [':group', '-1::bigint'],
  [':admin', 'true'],
] as const;
/** What db/view.ts puts around what the caller does not see, and around what those see who see all. */
const [OPEN = '', BETWEEN = '', CLOSE = ''] = [1, 2, 3].map((code) => String.fromCharCode(code));

/** Each block of a text decided as for who sees the whole team. */
function withoutRules(text: string): [what: string, text: string][] {
  const [first = '', ...blocks] = text.split(OPEN);
  return blocks.map((block, nth) => {
    const [start, end] = [block.indexOf(BETWEEN), block.indexOf(CLOSE)];
    const before = [first, ...blocks.slice(0, nth)].join(OPEN);
    const after = [block.slice(end + 1), ...blocks.slice(nth + 1)].join(OPEN);
    return [`the rule left out, place ${nth + 1}`, `${before}${block.slice(start + 1, end)}${after}`];
  });
}

/** Every text with one place of it changed. */
function changesOf(text: string): [what: string, text: string][] {
  const tokens = OTHERS.flatMap(([token, other]) => {
    const pieces = text.split(token);
    return pieces
      .slice(1)
      .map((_, nth): [string, string] => [
        `${token} as ${other}, place ${nth + 1}`,
        `${pieces.slice(0, nth + 1).join(token)}${other}${pieces.slice(nth + 1).join(token)}`,
      ]);
  });
  return [...tokens, ...withoutRules(text)];
}

const MARKS = [OPEN, BETWEEN, CLOSE].map((mark) => [mark, JSON.stringify(mark).slice(1, -1)] as const);
const asText = (sql: FilterSql): string =>
  MARKS.reduce((text, [mark, escaped]) => text.replaceAll(escaped, mark), JSON.stringify(sql));
const fromText = (text: string): FilterSql =>
  JSON.parse(MARKS.reduce((all, [mark, escaped]) => all.replaceAll(mark, escaped), text)) as FilterSql;

function mutantsOf(name: ResourceName, view: View): Mutant[] {
  const { sight, visible = '', columns, filters } = view;
  const found: Mutant[] = [];
  if (sight)
    // (Nobody names a record alone that is not shown alone.)
    for (const form of specOf(name).show ? (['one', 'list'] as const) : (['list'] as const))
      for (const [what, text] of [
        ['taken out', 'true'],
        ['turned round', `(${sight[form]}) IS NOT TRUE`],
        ...changesOf(sight[form]),
      ] as const)
        found.push({ what: `sight, ${form}: ${what}`, parts: { sight: { ...sight, [form]: text } } });
  const own = PARTS.filter((part) => visible.includes(part));
  if (/:(user|group)\b/.test(visible))
    expect([view.name, own.length > 0 || view.table === 'cadence_memberships']).toEqual([view.name, true]);
  for (const part of own)
    for (const [what, text] of [
      ['taken out', 'true'],
      ['turned round', `((${part}) IS NOT TRUE)`],
    ] as const)
      found.push({ what: `visible: ${what}`, parts: { visible: visible.replace(part, () => text) } });
  for (const [what, text] of changesOf(visible))
    found.push({ what: `visible: ${what}`, parts: { visible: text } });
  for (const [what, text] of changesOf(columns))
    found.push({ what: `columns: ${what}`, parts: { columns: text } });
  for (const [filter, sql] of Object.entries(filters))
    for (const [what, text] of changesOf(asText(sql)))
      found.push({
        what: `filter ${filter}: ${what}`,
        parts: { filters: { ...filters, [filter]: fromText(text) } },
      });
  return found;
}

/** What a looker says of it; undefined: nothing. */
async function said(looker: Looker, name: ResourceName, filters: boolean): Promise<string | undefined> {
  try {
    await settle(world, looker.isPrivate);
    await walkSight(looker, world, name);
    if (filters && looker.isPrivate) await walkFiltersInSight(looker, world, name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.each(RESOURCES.filter((name) => only.length === 0 || only.includes(name)))('%s', (name) => {
  it('leaves no mutant unnoticed', async () => {
    const view = handlers.resources[name].view as View;
    const unnoticed: string[] = [];
    for (const { what, parts } of mutantsOf(name, view)) {
      const undo = change(view, parts);
      let message: string | undefined;
      for (const looker of lookers(world)) message ??= await said(looker, name, what.startsWith('filter'));
      undo();
      mutants += 1;
      // (An error of PostgreSQL is no proof that a test looked.)
      if (message === undefined || message.includes(': 500 ')) unnoticed.push(`${what} ${message ?? ''}`);
    }
    expect(unnoticed).toEqual([]);
  });
});
