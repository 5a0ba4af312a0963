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

/**
 * Merges written custom fields into the stored ones: null and blank remove, unknown names are 422, date fields take
 * dates. @returns the merged object as JSON text for a jsonb column
 */
export async function mergeCustomFields(
  tx: Tx,
  teamId: number,
  fieldType: 'person' | 'company' | 'opportunity',
  stored: unknown,
  written: Record<string, string | null>,
): Promise<string> {
  const names = Object.keys(written);
  // Fields of before 2026-12 may be named in another normal form than requests are read in. Held until the value is written:
  // who deletes or renames the field waits, and finds it.
  const known =
    names.length === 0
      ? []
      : await tx
          .selectFrom('custom_fields')
          .select(['name', 'value_type'])
          .where('team_id', '=', teamId)
          .where('field_type', '=', fieldType)
          .where('deleted_at', 'is', null)
          .where(sql<boolean>`normalize(name) = ANY(${names}::text[])`)
          .orderBy(sql`name = ANY(${names}::text[])`)
          .forShare()
          .execute();
  const fields = new Map(known.map((field) => [nfc(field.name), field]));
  const problems: string[] = [];
  const merged: Record<string, string> = { ...(stored as Record<string, string>) };
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
