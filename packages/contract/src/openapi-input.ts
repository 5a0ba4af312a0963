import * as z from 'zod';

type Json = Record<string, unknown>;

/**
 * JSON Schema of a request body as one should write it. Inputs also take what forms and loose clients send ("5" for 5);
 * a field says with `documented` (fields.ts) which form is shown.
 */
export function describeInput(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return shown(json) as Json;
}

function shown(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shown);
  if (typeof node !== 'object' || node === null) return node;
  const { documented, ...rest } = node as Json;
  if (documented !== undefined) {
    const { description } = rest;
    return { ...(documented as Json), ...(description === undefined ? {} : { description }) };
  }
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, shown(value)]));
  return orNull(inner);
}

/** "A or null" of one plain type is written as its list of types. */
function orNull(node: Json): Json {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return node;
  const [value, none] = anyOf as [Json, Json];
  if (none['type'] !== 'null' || typeof value['type'] !== 'string') return node;
  const words = value['enum'] as unknown[] | undefined;
  return { ...rest, ...value, type: [value['type'], 'null'], ...(words ? { enum: [...words, null] } : {}) };
}
