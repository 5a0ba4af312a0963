import { isDeepStrictEqual } from 'node:util';
import { contract } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { written } from '../support/truth/fields/index.js';
import type { How, Null, Writable } from '../support/truth/fields/written.js';
import { seedWorld } from '../support/truth/seed.js';
import { walkFields } from '../support/truth/walk-fields.js';
import { specOf, type World } from '../support/truth/world.js';

/** Each written field lost on its way: dropped, kept at its first value, written to its neighbour, never set to null. */
type Body = Record<string, unknown>;
interface Mutant {
  readonly what: string;
  readonly way: Way;
  readonly bend: (body: Body) => Body;
}
type Way = 'create' | 'update';
const WAYS: readonly Way[] = ['create', 'update'];

const only = (process.env['MUTATE_ONLY'] ?? '').split(',').filter((name) => name !== '' && name !== 'fields');
const writable = Object.values(contract.resources).flatMap((spec) =>
  ('create' in spec || 'update' in spec) && (only.length === 0 || only.includes(spec.name))
    ? [spec.name]
    : [],
) as Writable[];

let world: World;
let mutants = 0;
let armed: (Mutant & { readonly name: Writable }) | undefined;

/** The server's own commands, given another body while a mutant is armed. */
function bendWrites(name: Writable): void {
  const all = handlers.resources as Record<string, object>;
  const own = all[name] as Record<Way, ((...given: unknown[]) => unknown) | undefined>;
  const bent = (way: Way) => {
    const command = own[way];
    if (!command) return {};
    return {
      [way]: (...given: unknown[]) => {
        const body = given.at(-1) as Body;
        const other = armed?.name === name && armed.way === way ? armed.bend(body) : body;
        return command(...given.slice(0, -1), other);
      },
    };
  };
  all[name] = { ...own, ...bent('create'), ...bent('update') };
}

beforeAll(async () => {
  for (const name of writable) bendWrites(name);
  world = await seedWorld();
});
afterAll(async () => {
  process.stdout.write(`${mutants} mutants of fields\n`);
  await world.server.close();
});

const without = (body: Body, field: string): Body => {
  const { [field]: _gone, ...rest } = body;
  return rest;
};

/** Null is something else than silence. */
const isNone = (word: Null | undefined): boolean =>
  word === 'refused' || (typeof word === 'object' && word.reads({}) === null);

function mutantsOf(way: Way, shape: Record<string, z.ZodType>, field: string, how: How): Mutant[] {
  const has = (body: Body) => body[field] !== undefined && body[field] !== null;
  const found: Mutant[] = [
    { what: 'dropped', way, bend: (body) => (has(body) ? without(body, field) : body) },
  ];
  let first: unknown;
  if (how.only === undefined)
    found.push({
      what: 'kept at its first value',
      way,
      bend: (body) => {
        if (!has(body)) return body;
        first ??= body[field];
        return { ...body, [field]: first };
      },
    });
  const takes = (name: string, value: unknown) => {
    const parsed = shape[name]?.safeParse(value);
    return parsed?.success === true && isDeepStrictEqual(parsed.data, value);
  };
  const sample = how.value ?? [true, 7, 'text'].find((value) => takes(field, value));
  const names = Object.keys(shape);
  const neighbour = [...names.slice(names.indexOf(field) + 1), ...names].find(
    (name) => name !== field && takes(name, sample),
  );
  if (neighbour !== undefined)
    found.push({
      what: `written to ${neighbour}`,
      way,
      bend: (body) => (has(body) ? { ...without(body, field), [neighbour]: body[field] } : body),
    });
  const word =
    typeof how.null === 'string' || (how.null && 'reads' in how.null)
      ? how.null
      : how.null?.[way === 'create' ? 'created' : 'updated'];
  // Where null stays, and on creation where it is what a record has without, nobody can tell.
  const tells = way === 'create' ? isNone(word) : word !== 'stays';
  if (tells && shape[field]?.safeParse(null).success)
    found.push({
      what: 'null ignored',
      way,
      bend: (body) => (body[field] === null ? without(body, field) : body),
    });
  return found;
}

// (A file without a test is a failure: lists may be asked for by name that nobody writes.)
it.skipIf(writable.length > 0)('nothing is written', () => undefined);

describe.each(writable)('fields of %s', (name) => {
  it('leaves no mutant unnoticed', async () => {
    const { fields } = written(world)[name] as { fields: Record<string, How | { unread: string }> };
    const unnoticed: string[] = [];
    for (const way of WAYS) {
      const shape = (specOf(name)[way]?.body.shape ?? {}) as Record<string, z.ZodType>;
      for (const field of Object.keys(shape)) {
        const how = fields[field] ?? {};
        if ('unread' in how) continue;
        for (const mutant of mutantsOf(way, shape, field, how)) {
          armed = { ...mutant, name };
          const message = await walkFields(world, name, field).catch((error: Error) => error.message);
          armed = undefined;
          mutants += 1;
          // (A server that breaks is noticed: the walk wants its answer.)
          if (message === undefined) unnoticed.push(`${way} ${field}: ${mutant.what}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
  });
});
