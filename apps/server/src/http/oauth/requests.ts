import { checkedRedirectUris } from '../../domain/identity/index.js';
import { AppError } from '../../kernel/errors.js';
import { storable } from '../pages/safety.js';

/** Characters of one parameter of an authorization, and of all: they are stored until it ends. */
const LONGEST_PARAMETER = 2000;
const LONGEST_REQUEST = 6000;
const LONGEST_NONCE = 500;

/** @throws AppError malformed when a parameter of an authorization is longer than any program needs */
export function checkParameters(query: URLSearchParams): void {
  let total = 0;
  for (const [name, value] of query) {
    total += name.length + value.length;
    if (value.length > (name === 'nonce' ? LONGEST_NONCE : LONGEST_PARAMETER))
      throw new AppError('malformed', `${name.slice(0, 50)} is too long`);
  }
  if (total > LONGEST_REQUEST) throw new AppError('malformed', 'the request is too long');
}

/** RFC 7591 section 3.2.2. */
export class RegistrationError extends Error {
  readonly code: 'invalid_redirect_uri' | 'invalid_client_metadata';

  constructor(code: RegistrationError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const LISTS = ['redirect_uris', 'grant_types', 'response_types'];
const TEXTS = ['client_name', 'scope', 'token_endpoint_auth_method', 'application_type'];
const MOST_ITEMS = 20;

/**
 * What of a registration is understood and kept; the rest (addresses to fetch something from, keys, pictures) is left
 * out, as RFC 7591 section 2 allows, and so is missing from the answer. @throws RegistrationError
 */
export function registrationOf(body: unknown): Record<string, string | string[]> {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const kept: Record<string, string | string[]> = {};
  for (const name of TEXTS) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > LONGEST_PARAMETER)
      throw new RegistrationError('invalid_client_metadata', `${name} must be a text`);
    kept[name] = storable(value);
  }
  for (const name of LISTS) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) continue;
    if (!isListOfTexts(value))
      throw new RegistrationError(
        'invalid_client_metadata',
        `${name} must be a list of at most ${MOST_ITEMS} texts`,
      );
    kept[name] = value.map(storable);
  }
  const uris = kept['redirect_uris'];
  if (Array.isArray(uris)) {
    const confidential = kept['token_endpoint_auth_method'] !== 'none';
    try {
      checkedRedirectUris(uris, confidential);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new RegistrationError('invalid_redirect_uri', error.message);
    }
    // An app scheme is a native app's, whatever it calls itself (RFC 8252).
    if (uris.some((uri) => !/^https?:/i.test(uri))) kept['application_type'] = 'native';
  }
  return kept;
}

function isListOfTexts(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_ITEMS &&
    value.every((each) => typeof each === 'string' && each.length <= LONGEST_PARAMETER)
  );
}
