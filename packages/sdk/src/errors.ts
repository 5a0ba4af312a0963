/** Messages by field, as the API's 422 answers carry them. */
export type FieldMessages = Readonly<Record<string, readonly string[]>>;

/** What is known about an answer that was an error. */
export interface ErrorDetails {
  readonly status: number;
  readonly method: string;
  /** Path without the query: a query may hold personal data. */
  readonly path: string;
  /** `x-request-id` of the answer: quote it when you ask the server's operator. */
  readonly requestId: string | undefined;
  /** The parsed JSON body, or the text when it was none. */
  readonly body: unknown;
}

/** The server answered with an error status. The stack is that of the SDK call, not of the network callback. */
export class ApiError extends Error {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly requestId: string | undefined;
  readonly body: unknown;

  constructor(details: ErrorDetails) {
    super(`${details.method} ${details.path}: ${details.status} ${reason(details.body)}`.trimEnd());
    this.name = new.target.name;
    this.status = details.status;
    this.method = details.method;
    this.path = details.path;
    this.requestId = details.requestId;
    this.body = details.body;
  }
}

/** 401: no token, or one that is wrong, expired or revoked. */
export class Unauthorized extends ApiError {}
/** 403: the token lacks a scope, or its user a permission. */
export class Forbidden extends ApiError {}
/** 404: the record does not exist or is not visible to the caller. */
export class NotFound extends ApiError {}
/** 422: the request is understood and refused; `fields` says why. */
export class ValidationError extends ApiError {
  readonly fields: FieldMessages;

  constructor(details: ErrorDetails) {
    super(details);
    this.fields = fieldMessages(details.body);
  }
}
/** 429: the team's budget for this clock minute is spent, and the retries are too. */
export class RateLimited extends ApiError {}

/** No answer came: the server is down, the name does not resolve, the connection broke or the time ran out. */
export class ConnectionFailed extends Error {
  constructor(
    readonly method: string,
    readonly url: string,
    cause: unknown,
  ) {
    super(`${method} ${url}: ${rootMessage(cause)}`, { cause });
    this.name = 'ConnectionFailed';
  }
}

/** The class that stands for a status. */
export function apiError(details: ErrorDetails): ApiError {
  switch (details.status) {
    case 401:
      return new Unauthorized(details);
    case 403:
      return new Forbidden(details);
    case 404:
      return new NotFound(details);
    case 422:
      return new ValidationError(details);
    case 429:
      return new RateLimited(details);
    default:
      return new ApiError(details);
  }
}

/** Where a call came from; kept because an await on the network leaves nothing of it in a later error. */
export type Origin = { readonly stack?: string };

/** Remembers the caller of `entry`. Cheap: V8 formats the text only when it is read. */
export function origin(entry: (...args: never[]) => unknown): Origin {
  const holder: { stack?: string } = {};
  Error.captureStackTrace?.(holder, entry);
  return holder;
}

/** Gives the error the caller's stack. Other values than errors pass through. */
export function from<E>(error: E, caller: Origin): E {
  if (error instanceof Error && caller.stack !== undefined) {
    const frames = caller.stack.slice(caller.stack.indexOf('\n') + 1);
    error.stack = `${error.name}: ${error.message}\n${frames}`;
  }
  return error;
}

function fieldMessages(body: unknown): FieldMessages {
  const errors = isObject(body) && isObject(body['errors']) ? body['errors'] : {};
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [
      field,
      (Array.isArray(messages) ? messages : [messages]).map(String),
    ]),
  );
}

/** `error` first, then `errors` joined: the order the original's own clients look in. */
function reason(body: unknown): string {
  if (typeof body === 'string') return body.slice(0, 200);
  if (!isObject(body)) return '';
  if (typeof body['error'] === 'string') return body['error'];
  return Object.entries(fieldMessages(body))
    .map(([field, messages]) => `${field} ${messages.join(', ')}`)
    .join('; ');
}

function rootMessage(cause: unknown): string {
  let current = cause;
  // fetch says only "fetch failed"; why stands in the cause, and for several addresses in its first part.
  while (current instanceof Error && (current.cause instanceof Error || current instanceof AggregateError)) {
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return current instanceof Error
    ? current.message || ((current as { code?: string }).code ?? current.name)
    : String(current);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
