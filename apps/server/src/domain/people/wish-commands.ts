import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** What a person is known by. */
export interface Known {
  email_address?: string | null | undefined;
  secondary_email_address?: string | null | undefined;
  personal_email_address?: string | null | undefined;
  phone?: string | null | undefined;
  mobile_phone?: string | null | undefined;
  home_phone?: string | null | undefined;
  last_name?: string | null | undefined;
  crm_id?: string | null | undefined;
}

/** Rows of kind and value (migration 0158). */
function keysOf(person: Known): RawBuilder<unknown> {
  const addresses = [person.email_address, person.secondary_email_address, person.personal_email_address];
  const phones = [person.phone, person.mobile_phone, person.home_phone];
  const given = (texts: readonly (string | null | undefined)[]) => texts.filter((text) => text);
  return sql`person_keys(${given(addresses)}::text[], ${given(phones)}::text[], ${person.last_name ?? null}::text, ${person.crm_id ?? null}::text)`;
}

/** A person marked do not contact is deleted: the wish stays, under all they were known by. */
export async function keepDoNotContact(
  tx: Tx,
  teamId: number,
  now: Date,
  person: Known & { id: number },
): Promise<void> {
  await sql`INSERT INTO do_not_contact_wishes (team_id, kind, value, created_at, person_id)
    SELECT ${teamId}::bigint, k.kind, k.value, ${now}::timestamptz, ${person.id}::bigint FROM ${keysOf(person)} k
    ORDER BY k.kind, k.value ON CONFLICT DO NOTHING`.execute(tx);
}

/**
 * What a write says about do not contact; undefined: it stays. A new person, or one who comes by a new address, number
 * or CRM id, is marked when somebody known by it was. Only a change of a person who is there, and shown as marked,
 * decides otherwise: what a list or a synchronisation sends with a new record is no decision.
 */
export async function doNotContact(
  tx: Tx,
  teamId: number,
  before: (Known & { do_not_contact: boolean }) | undefined,
  after: Known,
  given: boolean | null | undefined,
): Promise<boolean | undefined> {
  if (given === true) return true;
  if (before && given !== undefined) {
    if (before.do_not_contact) for (const known of [before, after]) await forget(tx, teamId, known);
    return false;
  }
  if (before && (before.do_not_contact || !moved(before, after))) return undefined;
  const { rows } = await sql<{ found: boolean }>`SELECT EXISTS (
      SELECT FROM ${keysOf(after)} k JOIN do_not_contact_wishes w ON w.team_id = ${teamId} AND w.kind = k.kind AND w.value = k.value
      WHERE NOT EXISTS (SELECT FROM ${keysOf(before ?? {})} b WHERE b.kind = k.kind AND b.value = k.value)) AS found`.execute(
    tx,
  );
  return rows[0]?.found === true ? true : given === undefined ? undefined : false;
}

const KNOWN_BY = [
  'email_address',
  'secondary_email_address',
  'personal_email_address',
  'phone',
  'mobile_phone',
  'home_phone',
  'last_name',
  'crm_id',
] as const satisfies readonly (keyof Known)[];

/** The columns a wish is kept by. */
export const knownBy = (person: Known): Known =>
  Object.fromEntries(KNOWN_BY.flatMap((key) => (person[key] === undefined ? [] : [[key, person[key]]])));

function moved(before: Known, after: Known): boolean {
  return KNOWN_BY.some((key) => (before[key] ?? '') !== (after[key] ?? ''));
}

/** A colleague decided otherwise: it does not come back with the next deletion. */
async function forget(tx: Tx, teamId: number, person: Known): Promise<void> {
  await sql`DELETE FROM do_not_contact_wishes w USING ${keysOf(person)} k
    WHERE w.team_id = ${teamId} AND w.kind = k.kind AND w.value = k.value`.execute(tx);
}
