import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { type Creatable, type Tried, type Written, written } from './fields.js';
import { must, read, specOf, type Wire, type World } from './world.js';

let made = 0;

/** Values that some schema takes each: a field is given the first it takes and does not have. */
const USUAL: readonly unknown[] = [true, false, 'Other words', 7, 8, '2027-05-04'];

interface Try {
  readonly field: string;
  readonly how: Exclude<Written, { unread: string }>;
  readonly value: unknown;
}

/** Every field of a resource's create or update body, but those that say why they cannot be read. */
function triesOf(schema: z.ZodObject, tried: Tried, record: Wire): Try[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([field, type]) => {
    const how = tried.fields[field] ?? {};
    if ('unread' in how) return [];
    const before: unknown = record[field];
    const usual = USUAL.find((value) => value !== before && type.safeParse(value).success);
    return [{ field, how, value: 'value' in how ? how.value : usual }];
  });
}

const body = ({ field, how, value }: Try): Record<string, unknown> => ({ ...how.beside, [field]: value });

async function comesBack(world: World, name: Creatable, id: unknown, each: Try, way: string): Promise<Wire> {
  const { field, how, value } = each;
  const path = `${specOf(name).path}/${String(id)}`;
  const shown: Wire = (await read(world.me, path)).data;
  const record: Wire = how.at ? (await read(world.me, `${path}${how.at}`)).data : shown;
  const found: unknown = how.read ? how.read(record) : record[field];
  const expected = 'expect' in how ? how.expect : value;
  must(
    isDeepStrictEqual(found, expected),
    () => `${name}.${field} ${way} as ${JSON.stringify(value)} is read as ${JSON.stringify(found)}`,
  );
  return shown;
}

async function create(world: World, name: Creatable, more: object): Promise<Wire> {
  made += 1;
  const { path } = specOf(name);
  const whole = { ...written(world)[name].body(made), ...more };
  const answer = await world.me.call('POST', path, whole);
  must(answer.status === 200, () => `POST ${path} ${JSON.stringify(whole)}: ${answer.status} ${answer.text}`);
  return answer.body.data as Wire;
}

/** Each written field comes back, on creation and on update, and an update changes nothing that it does not name. */
export async function walkFields(world: World, name: Creatable): Promise<void> {
  const spec = specOf(name);
  const tried: Tried = written(world)[name];
  const readable = (schema: z.ZodObject | undefined) =>
    Object.keys(schema?.shape ?? {}).some((field) => !('unread' in (tried.fields[field] ?? {})));
  if (!readable(spec.create?.body) && !readable(spec.update?.body)) return;
  const record = await create(world, name, {});
  if (spec.create)
    for (const each of triesOf(spec.create.body, tried, record)) {
      const { id } = await create(world, name, body(each));
      await comesBack(world, name, id, each, 'created');
      if (spec.delete) await world.me.call('DELETE', `${spec.path}/${id}`);
    }
  if (!spec.update) return;
  let before: Wire = (await read(world.me, `${spec.path}/${record['id']}`)).data;
  for (const each of triesOf(spec.update.body, tried, record)) {
    const answer = await world.me.call('PUT', `${spec.path}/${record['id']}`, body(each));
    must(
      answer.status === 200,
      () => `PUT ${name} ${JSON.stringify(body(each))}: ${answer.status} ${answer.text}`,
    );
    const after = await comesBack(world, name, record['id'], each, 'updated');
    const own = [each.field, each.field.replace(/_id$/, ''), 'updated_at', ...(each.how.moves ?? [])];
    for (const field of Object.keys(after))
      must(
        own.includes(field) || own.includes(`${field}_id`) || isDeepStrictEqual(before[field], after[field]),
        () =>
          `${name}.${each.field}: the update changed ${field} from ${JSON.stringify(before[field])} to ${JSON.stringify(after[field])}`,
      );
    before = after;
  }
}
