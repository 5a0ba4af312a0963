import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { type NewSuppression, normalise, suppressMany } from '../suppressions/index.js';
import type { KnownAddress } from './known-queries.js';

/** The person as far as the own address matters. */
interface Addressed {
  email_address: string | null;
  secondary_email_address: string | null;
  personal_email_address: string | null;
  contact_restrictions: readonly string[];
  opted_out_at: Date | null;
}

interface AddressColumns {
  bouncing?: boolean;
  opted_out_at?: Date | null;
  contact_restrictions?: string[];
}

interface AddressChange {
  email_address?: string | null;
  contact_restrictions?: readonly string[] | null;
}

/** The key of the address that must be looked up for `addressColumns`; undefined where nothing about it changes. */
export function addressToKnow(person: Addressed | undefined, body: AddressChange): string | undefined {
  const { before, after, decided } = readChange(person, body);
  return after === before && !decided ? undefined : after;
}

function readChange(person: Addressed | undefined, body: AddressChange) {
  const before = addressKey(person?.email_address ?? '');
  const after = body.email_address === undefined ? before : addressKey(body.email_address ?? '');
  const decided =
    person !== undefined &&
    person.opted_out_at !== null &&
    body.contact_restrictions !== undefined &&
    !(body.contact_restrictions ?? []).includes('email');
  return { before, after, decided };
}

/**
 * What a new address brings with it, of which `known` is known. `bouncing` is that of the address: it goes with the old
 * one and comes back with it. An opt-out is the person's: after a change of address it stays on show, and e-mail is
 * restricted until a colleague says otherwise (contact_restrictions without email, in the same request or later).
 */
export function addressColumns(
  person: Addressed | undefined,
  body: AddressChange,
  known: KnownAddress,
): AddressColumns {
  const { before, after, decided } = readChange(person, body);
  if (after === before && !decided) return {};
  const optedOutAt = known.optedOutAt ?? (decided ? null : (person?.opted_out_at ?? null));
  const restrict =
    person !== undefined &&
    person.opted_out_at !== null &&
    after !== before &&
    body.contact_restrictions === undefined &&
    !person.contact_restrictions.includes('email');
  return {
    ...(after !== before && { bouncing: known.bouncing }),
    opted_out_at: optedOutAt,
    ...(restrict && { contact_restrictions: [...person.contact_restrictions, 'email'] }),
  };
}

/** "Do not contact" and opt-outs outlive the person's record: the addresses go on the suppression list. */
export async function keepWishes(
  tx: Tx,
  teamId: number,
  now: Date,
  person: Omit<Addressed, 'contact_restrictions'> & { id: number; do_not_contact: boolean },
  byUserId: number,
): Promise<void> {
  if (!person.do_not_contact && person.opted_out_at === null) return;
  const given = [person.email_address, person.secondary_email_address, person.personal_email_address];
  const entries = given.flatMap((address): NewSuppression[] => {
    const value = normalise('address', address ?? '');
    if (value === undefined) return [];
    return [
      {
        kind: 'address',
        value,
        cadenceId: null,
        reason: person.opted_out_at === null ? 'manual' : 'opt_out',
        note: person.do_not_contact
          ? 'The person was marked do not contact, and deleted.'
          : 'The person opted out, and was deleted.',
        personId: person.id,
        byUserId,
        leftByDeletion: person.opted_out_at === null,
      },
    ];
  });
  await suppressMany(tx, teamId, now, entries);
}
