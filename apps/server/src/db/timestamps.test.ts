import pg from 'pg';
import { expect, test } from 'vitest';
import { readTimestamp } from './timestamps.js';

const drivers = pg.types.getTypeParser(1114 as number) as (text: string) => unknown;
const read = (text: string) => readTimestamp(text, () => 'other');

test('reads what PostgreSQL writes, to the millisecond', () => {
  for (const [text, iso] of [
    ['2026-03-02 09:00:00+00', '2026-03-02T09:00:00.000Z'],
    ['2026-11-27 02:02:42.69034+00', '2026-11-27T02:02:42.690Z'],
    ['2024-02-29 23:59:59.999999+00', '2024-02-29T23:59:59.999Z'],
    ['1000-01-01 00:00:00.000001+00', '1000-01-01T00:00:00.000Z'],
    ['9999-12-31 23:59:59.9+00', '9999-12-31T23:59:59.900Z'],
  ])
    expect((read(text as string) as Date).toISOString()).toBe(iso);
});

test('a moment that a program wrote comes back as it was', () => {
  for (let ms = 0; ms < 1000; ms += 1) {
    const fraction = String(ms)
      .padStart(3, '0')
      .replace(/0{1,3}$/, '');
    const text = `2026-03-02 09:00:00${fraction === '' ? '' : `.${fraction}`}+00`;
    expect((read(text) as Date).getTime()).toBe(Date.UTC(2026, 2, 2, 9, 0, 0, ms));
  }
});

test('what is written in another way is left to the driver', () => {
  for (const text of [
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '0099-01-01 00:00:00+00',
    '10000-01-01 00:00:00+00',
    '2026-03-02 09:00:00+01',
    '2026-03-02 09:00:00+05:30',
    '2026-03-02 09:00:00-00:44:30',
    '2026-03-02',
    '',
  ])
    expect(read(text)).toBe('other');
  expect(readTimestamp('0099-01-01 00:00:00+00', drivers)).toEqual(new Date('0099-01-01T00:00:00Z'));
  expect(readTimestamp('infinity', drivers)).toBe(Number.POSITIVE_INFINITY);
});
