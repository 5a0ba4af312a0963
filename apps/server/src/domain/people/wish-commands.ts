import { type RawBuilder, sql } from 'kysely';
import { type Cause, teamOf } from '../../events/outbox.js';
import { unsuppressDeleted } from '../suppressions/index.js';
import { forgetWish, wishedSql } from '../wishes.js';

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

const given = (texts: readonly (string | null | undefined)[]) => texts.flatMap((text) => text || []);

const addressesOf = (person: Known) =>
  given([person.email_address, person.secondary_email_address, person.personal_email_address]);

/** Rows of kind and value (migration 0158). */
function keysOf(person: Known): RawBuilder<unknown> {
  const phones = [person.phone, person.mobile_phone, person.home_phone];
  return sql`person_keys(${addressesOf(person)}::text[], ${given(phones)}::text[], ${person.last_name ?? null}::text, ${person.crm_id ?? null}::text)`;
}

type Marked = Known & { do_not_contact: boolean };

/** Whether somebody known by the same was marked: asked where `doNotContact` depends on it. */
export function wishToKnow(
  teamId: number,
  before: Marked | undefined,
  after: Known,
  given: boolean | null | undefined,
): RawBuilder<boolean> | undefined {
  if (given === true) return undefined;
  if (before && (given !== undefined || before.do_not_contact || !moved(before, after))) return undefined;
  return wishedSql(teamId, 'do_not_contact_wishes', before && keysOf(before), keysOf(after));
}

/**
 * What a write says about do not contact; undefined: it stays. A new person, or one who comes by a new address, number
 * or CRM id, is marked when somebody known by it was (`wished`). Only a change of a person who is there, and shown as
 * marked, decides otherwise: what a list or a synchronisation sends with a new record is no decision.
 */
export async function doNotContact(
  cause: Cause,
  before: Marked | undefined,
  after: Known,
  given: boolean | null | undefined,
  wished: boolean,
): Promise<boolean | undefined> {
  if (given === true) return true;
  if (before && given !== undefined) {
    if (before.do_not_contact) for (const known of [before, after]) await forget(cause, known);
    return false;
  }
  if (wished) return true;
  return before || given === undefined ? undefined : false;
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

/** A colleague decided otherwise: it does not come back with the next deletion, and e-mail goes on. */
async function forget(cause: Cause, person: Known): Promise<void> {
  await forgetWish(cause.tx, teamOf(cause), 'do_not_contact_wishes', keysOf(person));
  await unsuppressDeleted(cause, addressesOf(person));
}
