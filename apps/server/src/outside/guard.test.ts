import { describe, expect, it } from 'vitest';
import { checkedAddress, isAllowed, readAllowedHosts } from './guard.js';

const nothing = readAllowedHosts(undefined, undefined);
const all = readAllowedHosts('true', 'any');

describe('isAllowed', () => {
  it.each([
    '169.254.169.254',
    '0.0.0.0',
    '192.0.0.192',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fd00:ec2::254',
    'FD00:0EC2:0000::0254',
    'ff02::1',
    '::',
    '::127.0.0.1',
    '::7f00:1',
    '::8.8.8.8',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '::ffff:0:127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '0064:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2002:7F00:0001::1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '3fff::1',
    '100::1',
    '5f00::1',
    '100.100.100.200',
    '168.63.129.16',
    'no address',
  ])('%s never', (address) => {
    expect(isAllowed(address, all)).toBe(false);
    expect(isAllowed(address, all, 'mail.example.com')).toBe(false);
  });

  it.each([
    '127.0.0.1',
    '127.8.9.10',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '198.18.0.1',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fd12::1',
    '::ffff:127.0.0.1',
    '::FFFF:7F00:1',
  ])('%s only when private hosts are allowed', (address) => {
    expect(isAllowed(address, nothing)).toBe(false);
    expect(isAllowed(address, all)).toBe(true);
  });

  it.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111', '2a00:1450:4001::1'])('%s', (address) =>
    expect(isAllowed(address, nothing)).toBe(true),
  );

  it('lets in what is listed, and nothing beside it', () => {
    const some = readAllowedHosts(
      'Mail.Intranet, 10.1.0.0/16,fd12::/32, 127.0.0.1, 169.254.169.254',
      undefined,
    );
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '127.0.0.1', '169.254.169.254'])
      expect(isAllowed(address, some)).toBe(true);
    for (const address of ['10.2.0.1', 'fd13::1', '127.0.0.2', '::1', '169.254.1.1', '192.168.0.1'])
      expect(isAllowed(address, some)).toBe(false);
    expect(isAllowed('192.168.0.1', some, 'mail.intranet')).toBe(true);
    expect(isAllowed('169.254.1.1', some, 'mail.intranet')).toBe(false);
    expect(isAllowed('192.168.0.1', some, 'other.intranet')).toBe(false);
  });

  it('does not take a name for this machine, whatever networks are allowed as a whole', () => {
    expect(isAllowed('10.0.0.1', all, 'rebinding.example')).toBe(true);
    expect(isAllowed('127.0.0.1', all, 'rebinding.example')).toBe(false);
    expect(isAllowed('127.0.0.1', readAllowedHosts('localhost', undefined), 'localhost')).toBe(true);
    expect(isAllowed('::1', readAllowedHosts('::1', undefined), 'localhost')).toBe(true);
  });
});

describe('readAllowedHosts', () => {
  it.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '0.0.0.0/0',
    'a b',
    'http://x',
    '*',
    'true,10.0.0.0/8x',
  ])('refuses %s', (text) => expect(() => readAllowedHosts(text, undefined)).toThrow(/network|host/));
  it.each(['0', '70000', 'smtp', '25;26'])('refuses the port %s', (text) =>
    expect(() => readAllowedHosts(undefined, text)).toThrow('ports'),
  );
});

describe('checkedAddress', () => {
  const at = (host: string, port = 587) => ({ host, port });

  it('refuses in words, which tell neither an address nor whether a name has one', async () => {
    await expect(checkedAddress(at('127.0.0.1'), nothing)).rejects.toThrow(/MAIL_ALLOW_PRIVATE_HOSTS/);
    const said = async (host: string) =>
      checkedAddress(at(host), nothing).then(
        () => 'allowed',
        (error: Error & { code: string }) => `${error.code} ${error.message.replace(host, 'X')}`,
      );
    expect(await said('localhost')).toBe(await said('no-such-host.invalid'));
    expect(await said('localhost')).not.toMatch(/127|::1/);
    // Other spellings of 127.0.0.1.
    for (const host of ['127.1', '0x7f.1', '2130706433', '0177.0.0.1'])
      expect(await said(host)).toMatch(/^E/);
    expect(await checkedAddress(at('127.0.0.1'), all)).toBe('127.0.0.1');
  });

  it('knows the ports of mail, and those the operator adds', async () => {
    for (const port of [22, 80, 6379, 5432])
      await expect(checkedAddress(at('8.8.8.8', port), nothing)).rejects.toThrow('MAIL_PORTS');
    for (const port of [25, 465, 587, 2525, 143, 993])
      expect(await checkedAddress(at('8.8.8.8', port), nothing)).toBe('8.8.8.8');
    expect(await checkedAddress(at('8.8.8.8', 1025), readAllowedHosts(undefined, '1025'))).toBe('8.8.8.8');
    expect(await checkedAddress(at('8.8.8.8', 1025), all)).toBe('8.8.8.8');
  });
});
