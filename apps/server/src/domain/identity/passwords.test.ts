import { hash } from '@node-rs/argon2';
import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.js';

const [one, two] = ['señal Việt über achtzehn'.normalize('NFC'), 'señal Việt über achtzehn'.normalize('NFD')];

it('takes a password from every keyboard that can write it', async () => {
  const stored = await hashPassword(two.replaceAll(' ', '\u00a0'), []);
  for (const typed of [one, two, one.replaceAll(' ', '\u3000')])
    expect(await verifyPassword(stored, typed)).toBe(true);
  expect(await verifyPassword(stored, one.toUpperCase())).toBe(false);
  expect(await verifyPassword(null, one)).toBe(false);
});

it('locks nobody out whose password was hashed as it was typed', async () => {
  for (const typed of [one, two, `${one}\u00a0`]) {
    const stored = await hash(typed);
    expect(await verifyPassword(stored, typed)).toBe(true);
  }
  expect(await verifyPassword(await hash(two), one)).toBe(true);
});
