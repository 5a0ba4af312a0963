/**
 * One error for everything a caller may be told. `message` and `fields` are public; `detail` and `cause` go to the
 * log only. http/errors.ts turns the kind into status and body (docs/wire.md section 4).
 */
export type ErrorKind =
  | 'malformed' // 400: the request cannot be read
  | 'unauthenticated' // 401
  | 'forbidden' // 403: missing scope or permission
  | 'not_found' // 404: missing, or not visible to the caller
  | 'conflict' // 409: superset only (Idempotency-Key)
  | 'precondition_failed' // 412: superset only (If-Match)
  | 'gone' // 410: it was there; whoever asks must begin anew
  | 'too_large' // 413
  | 'invalid' // 422: `fields` says what is wrong
  | 'scoped_fields' // 422 with a single `error`: fields that the token may not read
  | 'rate_limited' // 429
  | 'unavailable'; // 503

export type FieldErrors = Record<string, string[]>;

/** The record that another one went into. */
export interface MergedInto {
  readonly id: number;
  readonly _href: string;
}

export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly fields: FieldErrors | undefined;
  readonly detail: string | undefined;
  /** Of not_found: where it went. */
  readonly mergedInto: MergedInto | undefined;
  /** Of rate_limited: whole seconds after which it may be tried again. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    extra: {
      fields?: FieldErrors;
      detail?: string;
      cause?: unknown;
      retryAfter?: number;
      mergedInto?: MergedInto;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.fields = extra.fields;
    this.detail = extra.detail;
    this.retryAfter = extra.retryAfter;
    this.mergedInto = extra.mergedInto;
  }
}

/** 422 on one field: `invalid('email_address', 'has already been taken')`. */
export function invalid(field: string, ...messages: string[]): AppError {
  return new AppError('invalid', `${field} ${messages.join(', ')}`, { fields: { [field]: messages } });
}

/** 422 on several fields at once. */
export function invalidFields(fields: FieldErrors): AppError {
  return new AppError('invalid', 'The request is not valid', { fields });
}

/** 422 for a person nobody may contact, in the words that clients look for. */
export function doNotContact(): AppError {
  return invalid('person_id', 'has contact restrictions: is marked do not contact');
}

/** 422 for a value another record has, in the words that clients look for. */
export function taken(field: string): AppError {
  return invalid(field, 'has already been taken');
}

export function notFound(detail?: string): AppError {
  return new AppError('not_found', 'Not Found', detail === undefined ? {} : { detail });
}

/** 404 of a record that went into another, which the caller sees. */
export function wasMerged(mergedInto: MergedInto): AppError {
  return new AppError('not_found', 'Not Found', { mergedInto });
}

export function forbidden(message: string): AppError {
  return new AppError('forbidden', message);
}

/** What was refused, as one sentence in the words of the API. */
export const problemOf = (error: AppError): string =>
  error.fields === undefined
    ? error.message
    : Object.entries(error.fields)
        .map(([field, messages]) => `${field} ${messages.join(', ')}`)
        .join('; ');
