import type { Tx } from '../db/connect.js';
import { anyTextOf } from '../db/any-of.js';
import { type FieldErrors, invalidFields } from '../kernel/errors.js';

/** A name as an answer repeats it. */
const shown = (name: string) => (name.length > 100 ? `${name.slice(0, 100)}...` : name);

/**
 * Merges written custom fields into the stored ones: null and '' remove, unknown names are 422, date fields take
 * dates. @returns the merged object as JSON text for a jsonb column
 */
export async function mergeCustomFields(
  tx: Tx,
  teamId: number,
  fieldType: 'person' | 'company',
  stored: unknown,
  written: Record<string, string | null>,
): Promise<string> {
  const names = Object.keys(written);
  const known =
    names.length === 0
      ? []
      : await tx
          .selectFrom('custom_fields')
          .select(['name', 'value_type'])
          .where('team_id', '=', teamId)
          .where('field_type', '=', fieldType)
          .where('deleted_at', 'is', null)
          .where('name', '=', anyTextOf(names))
          .execute();
  const types = new Map(known.map((field) => [field.name, field.value_type]));
  const problems: string[] = [];
  const merged: Record<string, string> = { ...(stored as Record<string, string>) };
  for (const [name, value] of Object.entries(written)) {
    const type = types.get(name);
    if (type === undefined) problems.push(`${shown(name)} is not a ${fieldType} field of the team`);
    else if (value === null || value === '') delete merged[name];
    else if (type === 'date' && Number.isNaN(Date.parse(value)))
      problems.push(`${shown(name)} is not a valid date`);
    else merged[name] = value;
  }
  if (problems.length > 0)
    throw invalidFields({ custom_fields: problems.slice(0, 50) } satisfies FieldErrors);
  return JSON.stringify(merged);
}
