import { BlockList, isIP, isIPv4 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { type Budget, secondsLeft, spendTry } from '../domain/identity/index.js';
import { AppError } from '../kernel/errors.js';
import type { AppContext } from './context.js';
import { createLocalLimiter } from './rate-limit.js';

/** Loopback, private, shared (carriers), link-local: whoever comes from there may be a proxy that carries everybody. */
const NEAR = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const)
  NEAR.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  NEAR.addSubnet(net, bits, 'ipv6');

function isNear(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && NEAR.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whose X-Forwarded-For counts, as Fastify asks it. With a number of proxies, who connects must be nearby: a caller who
 * reaches the port past the proxy, from elsewhere, names no address but his own.
 */
export function trustedProxies(
  proxies: AppContext['config']['trustProxy'],
): false | string[] | ((address: string, hop: number) => boolean) {
  if (proxies === false) return false;
  if (typeof proxies !== 'number') return [...proxies];
  return (address, hop) => hop < proxies && (hop > 0 || isNear(plainAddress(address)));
}

/** An address as proxies write it (with a port, in brackets, with a zone, IPv4 in IPv6) in its plain form, else ''. */
export function plainAddress(written: string): string {
  let text = written.trim();
  if (text.startsWith('[')) text = text.slice(1, text.indexOf(']'));
  const zone = text.indexOf('%');
  if (zone >= 0) text = text.slice(0, zone);
  const colon = text.indexOf(':');
  if (colon > 0 && colon === text.lastIndexOf(':')) text = text.slice(0, colon);
  const mapped = text.toLowerCase().startsWith('::ffff:') ? text.slice(7) : text;
  if (isIPv4(mapped)) return mapped;
  return isIP(text) === 6 ? new URL(`http://[${text}]`).hostname.slice(1, -1) : '';
}

/**
 * What tells callers apart for limits: an IPv4 address, or the /64 of an IPv6 address, which one customer has whole.
 * null when the address says nothing: with no proxy trusted, a connection from nearby may be a proxy nobody told us of,
 * and a limit on it would keep everybody out (decision 23). Headers do not change that: anybody can write them.
 */
export function networkOf(request: FastifyRequest, ctx: Pick<AppContext, 'config'>): string | null {
  const address = plainAddress(request.ip) || plainAddress(request.socket.remoteAddress ?? '');
  if (address === '') return null;
  if (ctx.config.trustProxy === false && isNear(address)) return null;
  return isIPv4(address) ? address : networkPart(address);
}

/** The first 64 bits of a shortened IPv6 address. */
function networkPart(address: string): string {
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : new Array<string>(8 - first.length - last.length).fill('0');
  return [...first, ...middle, ...last].slice(0, 4).join(':');
}

/** Of what nobody need be signed in for: where callers cannot be told apart, all of them share so many times more. */
const UNTOLD = 20;

/** @throws AppError rate_limited when this network asked more often than `limit` times within `windowMs` */
export async function limitStrangers(
  request: FastifyRequest,
  ctx: AppContext,
  budget: Omit<Budget, 'key'>,
): Promise<void> {
  const network = networkOf(request, ctx);
  const whole = {
    ...budget,
    key: network ?? 'everybody',
    limit: network === null ? budget.limit * UNTOLD : budget.limit,
  };
  const now = ctx.clock.now();
  const spent = await spendTry(ctx.database.kysely, [whole], now);
  if (spent.size > 0)
    throw new AppError(
      'rate_limited',
      'Too many requests from your network. Please try again in a few minutes.',
      { retryAfter: await secondsLeft(ctx.database.kysely, [whole], now) },
    );
}

/**
 * At most `limit` of each network in a minute, counted by this process for what is not refused but left undone: true while there
 * is room. Where callers cannot be told apart, one limit for all would lose what others did.
 */
export function createStrangerLimiter(
  ctx: Pick<AppContext, 'config'>,
  limit: number,
  networks: number,
): (request: FastifyRequest, now: Date) => boolean {
  const told = createLocalLimiter<string>(limit, networks);
  const untold = createLocalLimiter<null>(limit * UNTOLD, 1);
  return (request, now) => {
    const network = networkOf(request, ctx);
    return network === null ? untold(null, now) : told(network, now);
  };
}
