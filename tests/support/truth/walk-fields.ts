import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { describeInput } from '../../../packages/contract/src/openapi-input.js';
import { written } from './fields/index.js';
import type { How, Tried, Walked } from './fields/written.js';
import { type Door, doorOf, type Request } from './doors.js';
import type { Caller } from '../server.js';
import { must, read, type Wire, type World } from './world.js';

let made = 0;

/** Values that some schema takes each: a field is given those that it takes. */
const USUAL: readonly unknown[] = [true, false, 7, 8, '2027-05-04', '2027-06-05'];
const ODD = 'Größe "q" \'a\' \\ %_ <b>&amp; {x} 1,5; שלום é 👩‍👧';
/** Signs of three bytes, none of them like the one before: nothing to be pressed together. */
const signs = (many: number): string =>
  Array.from({ length: many }, (_, n) =>
    String.fromCharCode(0x4e00 + ((n * 7919 + (n % 61) * 131) % 20_000)),
  ).join('');
/** As long as may be, in signs that an index holds: 2,704 bytes. */
const longest = (max: number): string => {
  const wide = signs(Math.min(max, 500));
  return wide + 'z'.repeat(max - wide.length);
};
/** Nobody writes more than this in a test. */
const MOST = 20_000;

interface Try {
  readonly field: string;
  readonly how: How;
  readonly values: readonly unknown[];
  readonly nullable: boolean;
}

/** Two texts in the form that a schema gives them: odd signs, and the longest; none where it wants words of its own. */
function textsOf(type: z.ZodType): string[] {
  const { maxLength = MOST } = describeInput(type) as { maxLength?: number };
  return [ODD, longest(Math.min(maxLength, MOST))].flatMap((text) => {
    const form = type.safeParse(text).data;
    return typeof form === 'string' && type.safeParse(form).data === form ? [form] : [];
  });
}

function valuesOf(type: z.ZodType, how: How, bare: unknown): unknown[] {
  const usual = [...textsOf(type), ...USUAL.filter((value) => type.safeParse(value).success)];
  const given = ['value', 'other'].filter((name) => name in how).map((name) => how[name as 'value']);
  const fresh = usual.filter((value) => !given.some((one) => isDeepStrictEqual(one, value)));
  // What the record has already comes last: it says nothing by itself.
  const ordered = [...fresh.filter((value) => value !== bare), ...fresh.filter((value) => value === bare)];
  return [...given, ...(given.length === 0 ? ordered : given.length === 1 ? fresh : [])].slice(
    0,
    how.only === undefined ? 2 : 1,
  );
}

const bodyOf = ({ field, how }: Try, value: unknown): Record<string, unknown> => ({
  ...how.beside,
  [field]: value,
});
const said = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 100)}... (${text.length})` : text;
};

/** What whoever reads a problem can do, where the server is right. */
const WHERE = 'tests/support/truth/fields, or the seed of the resource';
const BODY = 'give a "body" that is taken';
const VALUE = 'give a "value" and an "other" that are taken, what goes "beside" it, or why it is "unread"';
const NULL = 'where null is refused say REFUSED, where it is no change STAYS, else what it "reads" as';
const READ = 'where it is read under another name or in another form say "read" or "expect"';
const ACCEPTED = 'it is said to be refused: leave out REFUSED';
const LONG = 'a long text is written or refused, and never breaks the server';

/** What one body writes, while it is walked. */
class FieldsWalk {
  readonly problems: string[] = [];
  private readonly door: Door;
  private readonly tried: Tried;
  constructor(
    private readonly world: World,
    private readonly caller: Caller,
    private readonly name: Walked,
    private readonly only: string | undefined,
  ) {
    this.door = doorOf(name);
    this.tried = written(world)[name];
  }

  /** @returns the record as the answer has it; undefined: refused, which is a problem with what to do about it */
  private async send([method, path, body]: Request, field?: string): Promise<Wire | undefined> {
    const answer = await this.caller.call(method, path, body);
    if (answer.status === 200) return this.door.record(answer.body.data as Wire);
    const advice = field === undefined ? BODY : field in body && body[field] === null ? NULL : VALUE;
    this.problems.push(
      `${method} ${path} ${said(body)}: ${answer.status} ${answer.text}; ${advice} (${this.name}${field === undefined ? '' : `.${field}`} in ${WHERE})`,
    );
    return undefined;
  }

  private create(on: object = {}, more: object = {}, field?: string): Promise<Wire | undefined> {
    made += 1;
    return this.send(this.door.created({ ...this.tried.body?.(made), ...on, ...more }), field);
  }

  private async remove(record: Wire | undefined): Promise<void> {
    if (record && this.door.deletes) await this.caller.call('DELETE', this.door.path(record['id']));
  }

  /** What a record says of a field. */
  private async found({ field, how }: Try, record: Wire): Promise<unknown> {
    const path = typeof how.at === 'string' ? `${this.door.path(record['id'])}${how.at}` : how.at?.(record);
    const shown = path === undefined ? record : (await read(this.caller, path)).data;
    return how.read ? how.read(shown) : (shown as Wire)[field];
  }

  /** What is read of a value that was written; undefined: the write is refused. */
  private readsAs({ how }: Try, value: unknown, unset: unknown, way: 'created' | 'updated') {
    if (value !== null) return (_: Wire, __: unknown) => (how.expect ? how.expect(value) : value);
    const word =
      typeof how.null === 'string' || (how.null && 'reads' in how.null) ? how.null : how.null?.[way];
    if (word === 'refused') return undefined;
    if (word === 'stays') return (_: Wire, before: unknown) => before;
    return (record: Wire, _: unknown) => (word ? word.reads(record) : unset);
  }

  private async comesBack(
    each: Try,
    record: Wire,
    value: unknown,
    expected: unknown,
    way: string,
  ): Promise<void> {
    const found = await this.found(each, record);
    if (!isDeepStrictEqual(found, expected))
      this.problems.push(
        `${this.name}.${each.field} ${way} as ${said(value)} is read as ${said(found)} and not ${said(expected)}; ${value === null ? NULL : READ} (${WHERE})`,
      );
  }

  private async answers(statuses: readonly number[], request: Request, advice: string): Promise<void> {
    const [method, path, body] = request;
    const { status, text } = await this.caller.call(...request);
    if (!statuses.includes(status))
      this.problems.push(
        `${method} ${path} ${said(body)} answers ${status} ${said(text)} and not ${statuses.join(' or ')}; ${advice} (${this.name} in ${WHERE})`,
      );
  }

  /** Every field of a body, but those that say why they cannot be read. */
  private async triesOf(schema: z.ZodObject, bare: Wire): Promise<Try[]> {
    const tries: Try[] = [];
    for (const [field, type] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
      const how = this.tried.fields[field] ?? {};
      if ('unread' in how || (this.only ?? field) !== field) continue;
      const each = { field, how, values: [], nullable: type.safeParse(null).success };
      const values = valuesOf(type, how, await this.found(each, bare));
      if (values.length < 2 && how.only === undefined)
        this.problems.push(
          `${this.name}.${field}: say in ${WHERE} two values to write ("value", "other"), or why there is one ("only")`,
        );
      tries.push({ ...each, values });
    }
    return tries;
  }

  /** What a field is that nobody gave a value. */
  private async unset(each: Try, bare: Wire): Promise<unknown> {
    // (A record that was there before may have had a value before, too.)
    if (this.tried.body === null) return null;
    const given = { ...this.tried.body(0), ...each.how.on };
    return each.field in given ? null : this.found(each, bare);
  }

  async created(): Promise<void> {
    const { create } = this.door;
    if (!create || this.isUnread(create)) return;
    const bare = await this.create();
    if (!bare) return;
    const tries = await this.triesOf(create, bare);
    await this.remove(bare);
    for (const each of tries) {
      if (each.how.alone === 'refused') await this.refusedAlone(each);
      for (const value of each.nullable ? [...each.values, null] : each.values)
        await this.createdAs(each, value);
    }
  }

  private async refusedAlone({ field, how, values }: Try): Promise<void> {
    made += 1;
    const whole = { ...this.tried.body?.(made), ...how.on, [field]: values[0] };
    await this.answers([422], this.door.created(whole), 'it is said to be refused "alone"');
  }

  private async createdAs(each: Try, value: unknown): Promise<void> {
    const { on, beside } = each.how;
    let unset: unknown;
    if (!this.readsAs(each, value, unset, 'created')) {
      made += 1;
      const whole = { ...this.tried.body?.(made), ...on, ...bodyOf(each, value) };
      return this.answers([422], this.door.created(whole), ACCEPTED);
    }
    if (value === null) {
      const without = await this.create(on, beside, each.field);
      unset = without && (await this.unset(each, without));
      await this.remove(without);
    }
    const record = await this.create(on, bodyOf(each, value), each.field);
    if (!record) return;
    await this.comesBack(
      each,
      record,
      value,
      this.readsAs(each, value, unset, 'created')?.(record, unset),
      'created',
    );
    await this.remove(record);
  }

  private isUnread(body: z.ZodObject): boolean {
    return Object.keys(body.shape).every((field) => 'unread' in (this.tried.fields[field] ?? {}));
  }

  private async recordOn(on: How['on']): Promise<Wire | undefined> {
    if (this.tried.body) return this.create(on);
    return (await read(this.caller, this.door.path(this.tried.id))).data;
  }

  async updated(): Promise<void> {
    const { update } = this.door;
    if (!update || this.isUnread(update)) return;
    const records = new Map<How['on'], Wire>();
    const first = await this.recordOn(undefined);
    if (!first) return;
    records.set(undefined, first);
    for (const each of await this.triesOf(update, first)) {
      const { on } = each.how;
      const before = records.get(on) ?? (await this.recordOn(on));
      if (before) records.set(on, await this.updatedOne(each, before));
    }
    const last = records.get(undefined) as Wire;
    for (const [field, type] of Object.entries(update.shape as Record<string, z.ZodType>))
      if (this.only === undefined && type.safeParse(signs(1024)).success)
        await this.answers([200, 422], this.door.updated(last, { [field]: signs(1024) }), LONG);
    for (const record of records.values()) await this.remove(record);
  }

  private async updatedOne(each: Try, first: Wire): Promise<Wire> {
    const unset = await this.unset(each, first);
    const [one, ...others] = each.values;
    let before = first;
    for (const value of [one, ...(each.nullable ? [null] : []), ...others]) {
      const reads = this.readsAs(each, value, unset, 'updated');
      const request = this.door.updated(before, bodyOf(each, value));
      if (!reads) {
        await this.answers([422], request, ACCEPTED);
        continue;
      }
      const was = await this.found(each, before);
      const after = await this.send(request, each.field);
      if (!after) continue;
      await this.comesBack(each, after, value, reads(after, was), 'updated');
      this.staysBut(each, before, after);
      before = after;
    }
    return before;
  }

  /** An update changes nothing that it does not name. */
  private staysBut({ field, how }: Try, before: Wire, after: Wire): void {
    const own = [field, field.replace(/_id$/, ''), 'updated_at', ...(how.moves ?? [])];
    for (const other of Object.keys(after))
      if (
        !own.includes(other) &&
        !own.includes(`${other}_id`) &&
        !isDeepStrictEqual(before[other], after[other])
      )
        this.problems.push(
          `${this.name}.${field}: the update changed ${other} from ${said(before[other])} to ${said(after[other])}; where that is right, say "moves: ['${other}']" (${WHERE})`,
        );
  }
}

/**
 * Each written field comes back, on creation and on update: its value, another one, and null as if it had never been
 * written; and an update changes nothing that it does not name. One field alone, where it is named.
 */
export async function walkFields(world: World, name: Walked, only?: string): Promise<void> {
  const caller = (await doorOf(name).as?.(world)) ?? world.me;
  const walk = new FieldsWalk(world, caller, name, only);
  await walk.created();
  await walk.updated();
  must(walk.problems.length === 0, () => walk.problems.join('\n'));
}
