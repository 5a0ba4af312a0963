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

it('measures a password as it is meant, however its letters are written', async () => {
  const long = `${one} ${'ế'.repeat(970)}`.normalize('NFC');
  const stored = await hashPassword(long, []);
  expect(await verifyPassword(stored, long.normalize('NFD'))).toBe(true);
  expect(await verifyPassword(stored, `${long.slice(0, -1)}a`)).toBe(false);
  await expect(hashPassword(long.normalize('NFD'), [])).resolves.toContain('argon2id');
  await expect(hashPassword('ếẩỗự'.normalize('NFD'), [])).rejects.toThrow('too short');
  await expect(hashPassword(`${long} ${one}`, [])).rejects.toThrow('too long');
  await expect(hashPassword('a'.repeat(5000), [])).rejects.toThrow('too long');
});
