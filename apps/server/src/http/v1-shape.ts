import * as z from 'zod';

// Names that are not `<reference>_id` in V1: an account is a company there, and a call's person simply its person.
const NAMES: Readonly<Record<string, string>> = { account: 'company_id', called_person: 'person_id' };
const flatName = (key: string): string => NAMES[key] ?? `${key}_id`;

/** The reference fields of a record and their flat names: an absent reference is null, which does not tell what it is. */
export function refsOf(record: z.ZodObject): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const [key, field] of Object.entries(record.shape)) {
    const inner: unknown = field instanceof z.ZodNullable ? field.unwrap() : field;
    if (inner instanceof z.ZodObject && 'id' in inner.shape) refs.set(key, flatName(key));
    else if (
      inner instanceof z.ZodArray &&
      inner.element instanceof z.ZodObject &&
      'id' in inner.element.shape
    )
      refs.set(key, `${key.replace(/s$/, '')}_ids`);
  }
  return refs;
}

/** V2's wire JSON in V1's shape (docs/wire.md section 10): `{_href, id}` becomes a flat id, many of them a list of ids. */
export function flatten(json: string, refs: ReadonlyMap<string, string>): Record<string, unknown> {
  const record = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const name = refs.get(key);
      if (name === undefined) return [key, value];
      return [name, Array.isArray(value) ? value.map(idOf) : idOf(value)];
    }),
  );
}

const idOf = (reference: unknown): unknown => (reference as { id: unknown } | null)?.id ?? null;
