/**
 * Headers that say one thing (RFC 9110): twice, something before us (a proxy, a filter) may have read the other one. Node
 * keeps the first of some and joins others, and says neither.
 */
const SINGLE: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-modified-since',
  'origin',
  'sec-fetch-site',
  'x-request-id',
]);

/** What a Host may hold (RFC 3986 3.2.2 and 3.2.3); empty is allowed (RFC 9112 3.2). */
const HOST = /^[\w.~!$&'()*+;=%:[\]-]*$/;

/** Why headers as they came, names and values in turn, mean no one request; undefined when they do. */
export function headerProblem(raw: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return `The header ${name} came twice`;
    seen.add(name);
    if (name === 'host' && !HOST.test((raw[at + 1] ?? '').trim())) return 'The header host cannot be read';
  }
  return undefined;
}
