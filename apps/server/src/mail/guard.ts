import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Never a mail server: this network, link-local (cloud metadata lives there), multicast, reserved. */
const NEVER = blockList([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  // Metadata services of the big clouds outside of link-local.
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['fd00:ec2::254', 128],
]);
/** This machine and private networks (RFC 1918, 6598, 4193): only when the operator allows them. */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
]);

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4');
  return list;
}

/** A host that may not be connected to, or has no address; the message is for the person who typed it. */
export class HostError extends Error {
  readonly code: 'EDNS' | 'EFORBIDDEN';
  constructor(code: 'EDNS' | 'EFORBIDDEN', message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether a connection to this IP address is allowed. */
export function isAllowed(address: string, allowPrivate: boolean): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address;
  const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
  // IPv4 in other IPv6 clothes (mapped in hex, NAT64, 6to4) is no mail server either.
  if (family === 'ipv6' && /^(::ffff:|64:ff9b:|2002:)/i.test(ip)) return false;
  return !NEVER.check(ip, family) && (allowPrivate || !PRIVATE.check(ip, family));
}

/**
 * The address to connect to instead of the name: what was checked is what is connected to, so a name whose answer
 * changes (DNS rebinding) gains nothing. @throws HostError
 */
export async function checkedAddress(host: string, allowPrivate: boolean): Promise<string> {
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  const allowed = addresses.find((address) => isAllowed(address, allowPrivate));
  if (allowed !== undefined) return allowed;
  throw new HostError(
    'EFORBIDDEN',
    `${host} is ${addresses.join(', ')}, an address of this machine or a private network; connections there are not allowed (MAIL_ALLOW_PRIVATE_HOSTS)`,
  );
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new HostError(
      'EDNS',
      code === 'ENOTFOUND'
        ? `there is no server named ${host}`
        : `the name ${host} cannot be looked up (${code})`,
    );
  }
}
