import { isBlank, nfc, parseTimestamp } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/connect.js';
import { type FieldErrors, invalidFields } from '../kernel/errors.js';

/** A name as an answer repeats it. */
const shown = (name: string) => (name.length > 100 ? `${name.slice(0, 100)}...` : name);

/**
 * The calendar day of an ISO 8601 date or moment, as written; undefined for whatever can be read in two ways or in none
 * (01/03/2026, a spreadsheet's 45000, 30 February).
 */
export function dayOf(value: string): string | undefined {
  const text = value.trim();
  if (parseTimestamp(text) === undefined) return undefined;
  const digits = text.slice(0, 10).replaceAll('-', '');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

/** What custom fields are of. */
type FieldType = 'person' | 'company' | 'opportunity';

/** A custom field as values of it are read. */
interface KnownField {
  readonly name: string;
  readonly value_type: string;
}
/** Custom fields of people or accounts, by the form of their names that requests are read in. */
export type KnownFields = ReadonlyMap<string, KnownField>;

/**
 * The team's fields of these names. Fields of before 2026-12 may be named in another normal form than requests are read in.
 * Held until the values are written: who deletes or renames one waits, and finds them.
 */
export async function knownFields(
  tx: Tx,
  teamId: number,
  fieldType: FieldType,
  names: readonly string[],
): Promise<KnownFields> {
  if (names.length === 0) return new Map();
  const known = await tx
    .selectFrom('custom_fields')
    .select(['name', 'value_type'])
    .where('team_id', '=', teamId)
    .where('field_type', '=', fieldType)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`normalize(name) = ANY(${names}::text[])`)
    .orderBy(sql`name = ANY(${names}::text[])`)
    .forShare()
    .execute();
  return new Map(known.map((field) => [nfc(field.name), field]));
}

/** Merges written values into the stored ones: null and blank remove. @returns them, and what is wrong with those that are */
export function mergedValues(
  fields: KnownFields,
  fieldType: FieldType,
  stored: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string | null>>,
): { merged: Record<string, string>; problems: string[] } {
  const problems: string[] = [];
  const merged: Record<string, string> = { ...stored };
  for (const [given, value] of Object.entries(written)) {
    const field = fields.get(given);
    const { name, value_type: type } = field ?? { name: given };
    if (!field)
      problems.push(
        `${shown(name)} is not ${fieldType === 'opportunity' ? 'an' : 'a'} ${fieldType} field of the team`,
      );
    else if (value === null || isBlank(value)) delete merged[name];
    else if (type !== 'date') merged[name] = value;
    else {
      const day = dayOf(value);
      if (day === undefined) problems.push(`${shown(name)} is not a date: write it as YYYY-MM-DD`);
      else merged[name] = day;
    }
  }
  return { merged, problems };
}

/**
 * Merges written custom fields into the stored ones: null and blank remove, unknown names are 422, date fields take
 * dates. @returns the merged object as JSON text for a jsonb column
 */
export async function mergeCustomFields(
  tx: Tx,
  teamId: number,
  fieldType: FieldType,
  stored: unknown,
  written: Record<string, string | null>,
): Promise<string> {
  const fields = await knownFields(tx, teamId, fieldType, Object.keys(written));
  const { merged, problems } = mergedValues(fields, fieldType, stored as Record<string, string>, written);
  if (problems.length > 0)
    throw invalidFields({ custom_fields: problems.slice(0, 50) } satisfies FieldErrors);
  return JSON.stringify(merged);
}

/** Of a record's custom_fields: `from` under the name `to`, where what is written already stays, or taken out (null). */
export const movedValues = (from: string, to: string | null): RawBuilder<unknown> => {
  const rest = sql`custom_fields - ${from}::text`;
  return to === null
    ? rest
    : sql`jsonb_build_object(${to}::text, custom_fields -> ${from}::text) || (${rest})`;
};
