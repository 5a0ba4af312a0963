// No names: what "localhost" is, is decided elsewhere (RFC 8252 8.3).
const LOOPBACK = new Set(['127.0.0.1', '[::1]']);

/**
 * Whether an address is one of those registered but for its port, on this machine: a program that listens there takes
 * whatever port is free (RFC 8252 7.3).
 */
export function isLoopbackOf(registered: readonly string[], asked: string): boolean {
  const wanted = withoutPort(asked);
  return wanted !== undefined && registered.some((uri) => withoutPort(uri) === wanted);
}

/** undefined: not plain HTTP on this machine. */
function withoutPort(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  if (url.protocol !== 'http:' || !LOOPBACK.has(url.hostname) || url.username !== '' || url.password !== '')
    return undefined;
  url.port = '';
  return url.href;
}
