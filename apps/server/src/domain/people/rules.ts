import { type FieldErrors, invalid, invalidFields } from '../../kernel/errors.js';

// One @, no blanks, a dot in the domain: the mailbox decides the rest (RFC 5321 allows far more than anyone accepts).
function isAddress(text: string): boolean {
  const at = text.indexOf('@');
  return /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text) && text.slice(at + 2, -1).includes('.');
}

interface Identity {
  email_address?: string | null | undefined;
  phone?: string | null | undefined;
  last_name?: string | null | undefined;
}

/** A person needs an e-mail address, or a phone number and a last name (reference semantics section 7). */
export function requireIdentity(person: Identity): void {
  if (person.email_address) return;
  if (person.phone && person.last_name) return;
  throw invalid('email_address', 'is required');
}

/** Every address given must look like one. */
export function checkAddresses(input: Record<string, unknown>): void {
  const errors: FieldErrors = {};
  for (const field of ['email_address', 'secondary_email_address', 'personal_email_address']) {
    const value = input[field];
    if (typeof value === 'string' && value !== '' && !isAddress(value))
      errors[field] = ['is not a valid e-mail address'];
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

/** The `Y-m-d` tag that autotag_date adds. */
export function dateTag(now: Date): string {
  return now.toISOString().slice(0, 10);
}
