import type * as z from 'zod';

type Side = 'input' | 'output';
/** What is known of a schema from inside: the library's own description of it. */
interface Def {
  readonly type: string;
  readonly [part: string]: unknown;
}
const defOf = (schema: z.core.$ZodType) => schema._zod.def as unknown as Def;

/** What each field means, by its path within the schema. */
export type Meaning = (path: readonly string[]) => string | undefined;

/**
 * The TypeScript type of a schema, as the library would infer it, as text. @throws Error for what is not printable: a
 * record whose field is made by a function
 */
export function printType(
  schema: z.core.$ZodType,
  side: Side,
  meaning: Meaning = () => undefined,
  path: readonly string[] = [],
): string {
  const def = defOf(schema);
  const inner = (part: unknown, at = path) => printType(part as z.core.$ZodType, side, meaning, at);
  switch (def.type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'undefined':
    case 'unknown':
    case 'any':
    case 'never':
      return def.type;
    case 'number':
    case 'int':
      return 'number';
    case 'literal':
      return union((def['values'] as unknown[]).map((each) => literal(each)));
    case 'enum':
      return union(Object.values(def['entries'] as Record<string, string>).map((each) => literal(each)));
    case 'array':
      return `${grouped(inner(def['element']))}[]`;
    case 'record':
      return `Record<${inner(def['keyType'])}, ${inner(def['valueType'])}>`;
    case 'union':
      return union((def['options'] as z.core.$ZodType[]).flatMap((each) => alternatives(inner(each))));
    case 'optional':
      return union([...alternatives(inner(def['innerType'])), 'undefined']);
    case 'nullable':
      return union([...alternatives(inner(def['innerType'])), 'null']);
    case 'default':
    case 'prefault':
      return side === 'output'
        ? inner(def['innerType'])
        : union([...alternatives(inner(def['innerType'])), 'undefined']);
    case 'readonly':
      return inner(def['innerType']);
    case 'pipe':
      return inner(side === 'input' ? def['in'] : def['out']);
    case 'object':
      return printObject(schema, side, meaning, path);
    default:
      throw new Error(`${path.join('.')}: a ${def.type} has no type of its own`);
  }
}

function printObject(schema: z.core.$ZodType, side: Side, meaning: Meaning, path: readonly string[]): string {
  const shape = defOf(schema)['shape'] as Record<string, z.core.$ZodType>;
  const fields = Object.entries(shape).map(([name, field]) => {
    const at = [...path, name];
    const type = printType(field, side, meaning, at);
    // What has a default need not be given; the library marks it only where the field itself is of that kind.
    const given = (side === 'input' ? field._zod.optin : field._zod.optout) === 'optional';
    const optional = given || (side === 'input' && alternatives(type).includes('undefined'));
    const said = meaning(at);
    const note = said === undefined ? '' : `/** ${said.replaceAll('*/', '* /')} */\n`;
    return `${note}${key(name)}${optional ? '?' : ''}: ${type};`;
  });
  return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n}`;
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** The parts of a union that stands by itself, so that none is said twice. */
function alternatives(type: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < type.length; at += 1) {
    const char = type[at] ?? '';
    if (char === "'" && type[at - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if ('{[(<'.includes(char)) depth += 1;
    else if ('}])>'.includes(char)) depth -= 1;
    else if (depth === 0 && type.startsWith(' | ', at)) {
      parts.push(type.slice(from, at));
      from = at + 3;
    }
  }
  return [...parts, type.slice(from)];
}

/** Anything or something else is anything. */
export const union = (parts: readonly string[]): string =>
  parts.includes('unknown') ? 'unknown' : [...new Set(parts)].join(' | ');
const grouped = (type: string) => (alternatives(type).length > 1 ? `(${type})` : type);
