import { sendableAddress, tidyAddress } from '../../kernel/address.js';
import { type FieldErrors, invalid, invalidFields } from '../../kernel/errors.js';

const ADDRESSES = ['email_address', 'secondary_email_address', 'personal_email_address'] as const;
type Addresses = Partial<Record<(typeof ADDRESSES)[number], string | null | undefined>>;

interface Identity {
  email_address?: string | null | undefined;
  phone?: string | null | undefined;
  last_name?: string | null | undefined;
}

/** A person needs an e-mail address, or a phone number and a last name (docs/wire.md section 7). */
export function requireIdentity(person: Identity): void {
  if (person.email_address) return;
  if (person.phone && person.last_name) return;
  throw invalid('email_address', 'is required');
}

/** The body with its addresses tidied (kernel/address.ts); every one given must look like one. @throws AppError invalid */
export function tidyAddresses<B extends Addresses>(input: B): B {
  const tidied: Addresses = {};
  const errors: FieldErrors = {};
  for (const field of ADDRESSES) {
    const given = input[field];
    if (typeof given !== 'string') continue;
    const tidy = tidyAddress(given);
    const sendable = sendableAddress(tidy);
    tidied[field] = sendable ?? tidy;
    if (tidy !== '' && sendable === undefined)
      errors[field] = ['is not a valid e-mail address that mail can be sent to'];
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  return { ...input, ...tidied };
}

/** The `Y-m-d` tag that autotag_date adds. */
export function dateTag(now: Date): string {
  return now.toISOString().slice(0, 10);
}
