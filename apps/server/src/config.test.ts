import { expect, test } from 'vitest';
import { checkEnvironment } from './config.js';

test('TRUST_PROXY is a number of proxies or their networks; true is refused with the reason', () => {
  const read = (text: string) => checkEnvironment({ TRUST_PROXY: text }).TRUST_PROXY;
  expect(checkEnvironment({}).TRUST_PROXY).toBeUndefined();
  expect(read('false')).toBe(false);
  expect(read('0')).toBe(false);
  expect(read('2')).toBe(2);
  expect(read('127.0.0.1, 10.0.0.0/8,::1, loopback')).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'loopback']);
  for (const everybody of ['true', 'TRUE', 'yes', '*'])
    expect(() => read(everybody)).toThrow(/TRUST_PROXY: would believe whatever address a caller writes/);
  for (const wrong of [
    '11',
    '-1',
    '1.5',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    'proxy.example',
    '10.0.0.0/8/8',
    'a,b',
  ])
    expect(() => read(wrong)).toThrow(/TRUST_PROXY: is neither a number of proxies/);
});
