import { HostError, type AllowedHosts } from '../outside/guard.js';
import { askHttp, HttpLimitError, keepConnections } from '../outside/http-client.js';
import type { Post } from './deliverer.js';

/** From the first byte to the last of a delivery, milliseconds. */
const LIMIT_MS = 10_000;
/** What is read of an answer. */
const MOST_BYTES = 64 * 1024;

/** Posts over connections that are kept for a while. What goes wrong is said in a sentence for whoever reads the log of deliveries. */
export function createPost(allowed: AllowedHosts, ms = LIMIT_MS): { post: Post; close(): void } {
  const kept = keepConnections(allowed);
  const limits = { ms, bytes: MOST_BYTES, cut: true, redirects: 0, allowed, kept } as const;
  return {
    post: async (url, headers, body, signal) => {
      try {
        return await askHttp(url, { method: 'POST', headers, body }, { ...limits, signal });
      } catch (error) {
        const ended = signal?.aborted === true;
        throw new Error(ended ? ENDED : problemOf(error as NodeJS.ErrnoException, ms), { cause: error });
      }
    },
    close: kept.close,
  };
}

/** A dialer answers at once: somebody waits with the telephone in hand. */
const ONCE_MS = 5000;

/** Posts over a connection of its own. @returns what went wrong, as a sentence goes on with it; undefined: it was taken */
export async function postOnce(
  allowed: AllowedHosts,
  url: string,
  ask: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ms = ONCE_MS,
): Promise<string | undefined> {
  const limits = { ms, bytes: MOST_BYTES, cut: true, redirects: 0, allowed } as const;
  try {
    const { status } = await askHttp(url, { method: 'POST', ...ask }, limits);
    return status >= 200 && status < 300 ? undefined : `the receiver answered ${status}`;
  } catch (error) {
    return problemOf(error as NodeJS.ErrnoException, ms);
  }
}

const ENDED = 'the server stopped before the receiver had answered';

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the receiver refused the connection',
  ECONNRESET: 'the receiver closed the connection before it had answered',
  EPIPE: 'the receiver closed the connection before it had answered',
  ETIMEDOUT: 'the receiver could not be reached in time',
  EHOSTUNREACH: 'the receiver could not be reached',
  ENETUNREACH: 'the receiver could not be reached',
};

function problemOf(error: NodeJS.ErrnoException, ms: number): string {
  // (Node's own request wraps the reason of a signal in an error of its own.)
  if (['TimeoutError', 'AbortError'].includes(error.name) || error.code === 'ABORT_ERR')
    return `the receiver did not answer within ${ms / 1000} seconds`;
  // What a name leads to is not said: whoever may type addresses could list the operator's network.
  if (error instanceof HostError)
    return 'the address leads to no server on the internet (WEBHOOK_ALLOW_PRIVATE allows others)';
  if (error instanceof HttpLimitError)
    return error.message === 'the answer leads elsewhere'
      ? 'the receiver redirects, which is not followed'
      : error.message;
  const { code = '' } = error;
  if (code.startsWith('ERR_TLS') || code.includes('CERT') || code.startsWith('ERR_SSL'))
    return `the receiver's certificate is not accepted (${code})`;
  return WORDS[code] ?? `the receiver could not be asked (${code === '' ? error.name : code})`;
}
