import type { IncomingMessage } from 'node:http';

/** Longest time for a whole request whose body is a file: half a gigabyte over a slow line. Milliseconds. */
export const UPLOAD_MS = 1_800_000;

/**
 * Gives up on a body that is not there in time. Node bounds a whole server (`requestTimeout`), which is as long as the longest
 * upload may take; every other request is bounded by this.
 */
export function boundBody(
  request: Pick<IncomingMessage, 'complete' | 'headers' | 'once'>,
  ms: number,
  late: () => void,
): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return;
  const timer = setTimeout(() => {
    // (Undefined where a request is injected: it came whole.)
    if (request.complete === false) late();
  }, ms).unref();
  const done = () => clearTimeout(timer);
  request.once('end', done);
  request.once('close', done);
}
