import { ApiError, ConnectionFailed, ValidationError } from '@cadenza/sdk';

/** What a person is told of a failure: a sentence, and what to quote to whoever runs the server. */
export interface Told {
  readonly text: string;
  readonly requestId: string | undefined;
  /** Messages by field, of a refusal. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly kind: 'away' | 'signed_out' | 'forbidden' | 'gone' | 'refused' | 'failed';
}

const BY_STATUS: Readonly<Record<number, Pick<Told, 'text' | 'kind'>>> = {
  401: { text: 'You are signed out. Sign in again, in this tab or another.', kind: 'signed_out' },
  403: { text: 'You may not do this. An admin of your team can allow it.', kind: 'forbidden' },
  404: { text: 'This is not there any more, or you may not see it.', kind: 'gone' },
  429: { text: 'Too many requests in this minute. It is tried again soon.', kind: 'away' },
  503: { text: 'The server is starting again. It is tried again soon.', kind: 'away' },
};

export function told(error: unknown): Told {
  const none = { fields: {}, requestId: undefined };
  if (error instanceof ConnectionFailed)
    return { ...none, text: 'The server does not answer.', kind: 'away' };
  if (!(error instanceof ApiError))
    return { ...none, text: 'Something went wrong in this page.', kind: 'failed' };
  const { requestId, status } = error;
  if (error instanceof ValidationError) {
    const { fields } = error;
    return { text: sentence(fields) ?? ownWords(error.body), fields, requestId, kind: 'refused' };
  }
  const known = BY_STATUS[status];
  if (status === 403 || !known) {
    const words = status < 500 ? ownWords(error.body) : undefined;
    if (words) return { text: words, fields: {}, requestId, kind: known?.kind ?? 'refused' };
  }
  return known
    ? { ...known, fields: {}, requestId }
    : { text: 'The server failed at this.', fields: {}, requestId, kind: 'failed' };
}

/** The server's words beside the fields they are about; `version`: about the whole. */
export function fieldWords({ fields, text }: Told): Readonly<Record<string, string>> {
  const known = Object.entries(fields).map(([field, [message = text]]) => [field, message] as const);
  return known.length > 0 ? Object.fromEntries(known) : { version: text };
}

/** Whether the same request may succeed by itself in a moment. */
export const passes = (error: unknown): boolean =>
  error instanceof ConnectionFailed ||
  (error instanceof ApiError && [429, 502, 503, 504].includes(error.status));

function sentence(fields: Told['fields']): string | undefined {
  const [first] = Object.entries(fields);
  if (!first) return undefined;
  const [field, [message = 'is not right']] = first;
  return `${field.replaceAll('_', ' ')} ${message}`;
}

/** What the server said about it. */
function ownWords(body: unknown): string {
  const words = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof words === 'string' ? words : 'The server refused this.';
}
