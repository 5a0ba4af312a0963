import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Which mail servers a user may name. Everything on the internet, at the ports of mail; on this machine and in private
 * networks only what the operator lists (MAIL_ALLOW_PRIVATE_HOSTS, MAIL_PORTS; docs/mailboxes.md).
 */
export interface AllowedHosts {
  /** Private networks and loopback addresses as a whole: the operator said `true`. */
  readonly allPrivate: boolean;
  /** Names in lower case that may lead to private and loopback addresses. */
  readonly names: ReadonlySet<string>;
  /** Addresses and networks; a single address may even be one that is otherwise never connected to. */
  readonly networks: readonly (readonly [address: string, prefix: number])[];
  readonly ports: ReadonlySet<number> | 'any';
}

/** SMTP, submission, IMAP: with and without TLS from the start. */
const MAIL_PORTS: readonly number[] = [25, 465, 587, 2525, 143, 993];

/** The special purposes of IANA's registries, and metadata services of the big clouds: never a mail server. */
const NEVER = blockList([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  // Within 2000::/3; whatever lies outside of that is no address of the internet at all.
  ['2001::', 23],
  ['2001:db8::', 32],
  // IPv4 in other clothes: 6to4 reaches whatever address is in it.
  ['2002::', 16],
  ['3fff::', 20],
]);
const METADATA = blockList([
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
]);
/** Private networks (RFC 1918, 6598, 2544, 4193). */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['fc00::', 7],
]);
const LOOPBACK = blockList([
  ['127.0.0.0', 8],
  ['::1', 128],
]);
const INTERNET = blockList([['2000::', 3]]);

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, familyOf(net));
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** A host that may not be connected to, or has no address; the message is for the person who typed it. */
export class HostError extends Error {
  readonly code: 'EDNS' | 'EFORBIDDEN';
  constructor(code: 'EDNS' | 'EFORBIDDEN', message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads what the operator allows: `true`, `false`, or host names, addresses and networks by commas; and further ports,
 * or `any`. @throws Error with what is wrong, for a sentence about the variable
 */
export function readAllowedHosts(hosts: string | undefined, ports: string | undefined): AllowedHosts {
  const given = listOf(hosts);
  const [only = ''] = given;
  const switched = given.length < 2 ? SWITCH.get(only) : undefined;
  const names = new Set<string>();
  const networks: (readonly [string, number])[] = [];
  for (const entry of switched === undefined ? given : []) {
    const [address = '', prefix, more] = entry.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) !== 0) {
      const length = prefix === undefined ? bits : Number(prefix);
      if (more !== undefined || prefix === '' || !Number.isInteger(length) || length < 1 || length > bits)
        throw new Error(`${entry} is no network`);
      networks.push([address, length]);
    } else if (prefix === undefined && /^[a-z0-9._-]{1,253}$/.test(entry)) names.add(entry);
    else throw new Error(`${entry} is neither a host, nor an address, nor a network such as 10.1.0.0/16`);
  }
  return { allPrivate: switched === true, names, networks, ports: readPorts(ports) };
}

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['', 'false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

function readPorts(text: string | undefined): AllowedHosts['ports'] {
  const given = listOf(text);
  if (given.length === 1 && given[0] === 'any') return 'any';
  const ports = given.map(Number);
  if (!ports.every((port) => Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Error('is neither a list of ports nor `any`');
  return new Set([...MAIL_PORTS, ...ports]);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/**
 * Whether a connection to this IP address is allowed.
 * @param name the host name that led there, in lower case; undefined for an address that was typed
 */
export function isAllowed(address: string, allowed: AllowedHosts, name?: string): boolean {
  const ip = plainAddress(address);
  if (ip === undefined) return false;
  const family = familyOf(ip);
  const within = (list: BlockList) => list.check(ip, family);
  if (
    allowed.networks.some(
      ([, prefix], index) => prefix === (family === 'ipv6' ? 128 : 32) && within(listed(allowed, index)),
    )
  )
    return true;
  if (within(NEVER) || within(METADATA)) return false;
  const home = within(PRIVATE) || within(LOOPBACK);
  if (!home) return family === 'ipv4' || within(INTERNET);
  if (name !== undefined && allowed.names.has(name)) return true;
  if (allowed.networks.some((_, index) => within(listed(allowed, index)))) return true;
  // A name that somebody controls may lead to this machine: only an address that was typed means it.
  return allowed.allPrivate && (name === undefined || within(PRIVATE));
}

function listed({ networks }: AllowedHosts, index: number): BlockList {
  const network = networks[index];
  return blockList(network === undefined ? [] : [network]);
}

/** An address in one form: IPv4 that is written as IPv6 (::ffff:127.0.0.1, ::ffff:7f00:1) as IPv4; undefined for a scoped one. */
function plainAddress(address: string): string | undefined {
  if (isIP(address) === 0 || address.includes('%')) return undefined;
  if (isIPv4(address)) return address;
  // The one normal form of RFC 5952, whatever zeros, capitals and dots it was written with.
  const normal = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(normal);
  if (!mapped) return normal;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * The address to connect to instead of the name: what was checked is what is connected to, so a name whose answer
 * changes (DNS rebinding) gains nothing. What a name leads to is not said, nor whether there is one: whoever may type
 * names here could list the operator's network. @throws HostError
 */
export async function checkedAddress(
  { host, port }: { host: string; port: number },
  allowed: AllowedHosts,
): Promise<string> {
  if (allowed.ports !== 'any' && !allowed.ports.has(port))
    throw new HostError(
      'EFORBIDDEN',
      `port ${port} is none of mail servers; an operator can allow it (MAIL_PORTS)`,
    );
  if (isIP(host) !== 0) {
    if (isAllowed(host, allowed)) return host;
    throw new HostError(
      'EFORBIDDEN',
      `${host} is an address of this machine, of a private network or of none; connections there are not allowed (MAIL_ALLOW_PRIVATE_HOSTS)`,
    );
  }
  const [found] = await checkedAddresses(host, allowed);
  return found;
}

/** The addresses that a name leads to and that are allowed: at least one. @throws HostError */
export async function checkedAddresses(host: string, allowed: AllowedHosts): Promise<[string, ...string[]]> {
  const name = host.toLowerCase().replace(/\.$/, '');
  const [first, ...others] = (await addressesOf(host)).filter((address) => isAllowed(address, allowed, name));
  if (first !== undefined) return [first, ...others];
  throw new HostError(
    'EDNS',
    `${host} is no server on the internet: there is none of that name, or it is in a private network (MAIL_ALLOW_PRIVATE_HOSTS)`,
  );
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // As if it led nowhere that is allowed: the two are told in the same words.
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new HostError('EDNS', `the name ${host} cannot be looked up (${code})`);
  }
}
