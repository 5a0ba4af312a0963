import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { written } from '../support/truth/fields/index.js';
import type { How, Null, Walked } from '../support/truth/fields/written.js';
import { doorOf, WALKED } from '../support/truth/doors.js';
import { seedWorld } from '../support/truth/seed.js';
import { walkFields } from '../support/truth/walk-fields.js';
import type { World } from '../support/truth/world.js';

/** Each written field lost on its way: dropped, kept at its first value, written to its neighbour, never set to null. */
type Body = Record<string, unknown>;
interface Mutant {
  readonly what: string;
  readonly way: Way;
  readonly bend: (body: Body) => Body;
  /** It may be no break at all: nobody can tell it. */
  readonly same?: boolean;
}
type Way = 'create' | 'update';
const WAYS: readonly Way[] = ['create', 'update'];

const only = (process.env['MUTATE_ONLY'] ?? '').split(',').filter((name) => name !== '' && name !== 'fields');
const writable = WALKED.filter((name) => only.length === 0 || only.includes(name));

let world: World;
let mutants = 0;
let armed: (Mutant & { readonly name: Walked }) | undefined;

type Given = (...given: unknown[]) => unknown;
const bent = (name: Walked, way: Way, body: Body): Body =>
  armed?.name === name && armed.way === way ? armed.bend(body) : body;

/** The server's own commands, given another body while a mutant is armed. */
function bendWrites(name: Walked): void {
  const { resources, operations } = handlers as unknown as Record<
    string,
    Record<string, Record<string, Given>>
  >;
  const own = resources?.[name];
  if (!resources || !operations || !own) return bendOperation(operations?.[name] ?? {}, name);
  const changed = (way: Way) => {
    const command = own[way];
    return command
      ? {
          [way]: (...given: unknown[]) =>
            command(...given.slice(0, -1), bent(name, way, given.at(-1) as Body)),
        }
      : {};
  };
  resources[name] = { ...own, ...changed('create'), ...changed('update') };
}

/** An operation's body is the input's; an upsert that names an id updates. */
function bendOperation(handler: Record<string, Given>, name: Walked): void {
  const { write } = handler;
  if (!write) throw new Error(`${name}: what writes its body?`);
  handler['write'] = (command, input) => {
    const { body } = input as { body: Body };
    const way = doorOf(name).create && body['id'] === undefined ? 'create' : 'update';
    return write(command, { ...(input as object), body: bent(name, way, body) });
  };
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
      // (Where silence is refused as well.)
      same: way === 'create' && word === 'refused',
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
      const shape = (doorOf(name)[way]?.shape ?? {}) as Record<string, z.ZodType>;
      for (const field of Object.keys(shape)) {
        const how = fields[field] ?? {};
        if ('unread' in how) continue;
        for (const mutant of mutantsOf(way, shape, field, how)) {
          armed = { ...mutant, name };
          const message = await walkFields(world, name, field).catch((error: Error) => error.message);
          armed = undefined;
          mutants += 1;
          // (A server that breaks is noticed: the walk wants its answer.)
          if (message === undefined && mutant.same !== true)
            unnoticed.push(`${way} ${field}: ${mutant.what}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
  });
});
