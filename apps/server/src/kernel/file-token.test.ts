import { expect, it } from 'vitest';
import { filePath, linkSigning, readFileToken } from './file-token.js';

const SECRET = 'a secret key that is long enough to be one';
const NOW = new Date('2026-03-02T09:00:01.000Z');
const file = { kind: 'file', teamId: 7, id: 12 } as const;
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const tokenOf = (secret: string, at = NOW) =>
  filePath(file, linkSigning(secret, 7, at)).slice('/files/'.length);

it('leads to one file, for a quarter of an hour and a little', () => {
  const token = tokenOf(SECRET);
  expect(readFileToken(token, [SECRET], NOW)).toEqual(file);
  expect(readFileToken(token, [SECRET], later(900))).toEqual(file);
  expect(readFileToken(token, [SECRET], later(1200))).toBeUndefined();
});

it('is one of an earlier key as long as that is known', () => {
  const token = tokenOf('an earlier key that is long enough to be one');
  expect(readFileToken(token, [SECRET, 'an earlier key that is long enough to be one'], NOW)).toEqual(file);
  expect(readFileToken(token, [SECRET], NOW)).toBeUndefined();
});

it("is nobody else's: every part of it is signed", () => {
  const token = tokenOf(SECRET);
  const [kind, team, id, until, mac = ''] = token.split('.');
  const others = [
    ['attachment', team, id, until, mac],
    [kind, '8', id, until, mac],
    [kind, team, '13', until, mac],
    [kind, team, id, String(Number(until) + 300), mac],
    [kind, team, id, until, `${mac.slice(0, 39)}${mac.endsWith('0') ? '1' : '0'}`],
    [kind, team, id, until],
  ].map((parts) => parts.join('.'));
  for (const other of [...others, '', 'x', `${token}x`])
    expect(readFileToken(other, [SECRET], NOW), other).toBeUndefined();
});
