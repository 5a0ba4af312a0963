import { describe, expect, it } from 'vitest';
import { checkedAddress, isAllowed } from './guard.js';

describe('isAllowed', () => {
  it.each([
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fd00:ec2::254',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '100.100.100.200',
  ])('%s never', (address) => expect(isAllowed(address, true)).toBe(false));
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd12::1',
    '::ffff:127.0.0.1',
  ])('%s only when private hosts are allowed', (address) => {
    expect(isAllowed(address, false)).toBe(false);
    expect(isAllowed(address, true)).toBe(true);
  });
  it.each(['8.8.8.8', '2606:4700::1111'])('%s', (address) => expect(isAllowed(address, false)).toBe(true));
});

describe('checkedAddress', () => {
  it('refuses in words', async () => {
    await expect(checkedAddress('127.0.0.1', false)).rejects.toThrow(/MAIL_ALLOW_PRIVATE_HOSTS/);
    await expect(checkedAddress('localhost', false)).rejects.toThrow(/localhost is (127\.0\.0\.1|::1)/);
    expect(await checkedAddress('127.0.0.1', true)).toBe('127.0.0.1');
  });
});
