import { expect, it } from 'vitest';
import { type Entry, isOld, leaving, lessOf, pauseAfter, ready, untilNext } from './outbox-rules';

const entry = (key: string, scope: string, more: Partial<Entry> = {}): Entry => ({
  key,
  method: 'PUT',
  path: '/v2/people/1',
  scope,
  label: key,
  at: 1_000_000,
  holdUntil: 1_000_000,
  ...more,
});
const NOW = 1_000_000;
const HOUR = 3_600_000;

it('sends the writes of one record in their order, those of others beside them', () => {
  const entries = [entry('a', 'person 1'), entry('b', 'person 1'), entry('c', 'person 2')];
  expect(ready(entries, new Set(), NOW).map(({ key }) => key)).toEqual(['a', 'c']);
  expect(ready(entries, new Set(['person 2']), NOW).map(({ key }) => key)).toEqual(['a']);
});

it('keeps what is held until it cannot be taken back, and what comes after it of the same record', () => {
  const entries = [entry('a', 'person 1', { holdUntil: NOW + 6_000 }), entry('b', 'person 1')];
  expect(ready(entries, new Set(), NOW)).toEqual([]);
  expect(untilNext(entries, NOW)).toBe(6_000);
  expect(ready(entries, new Set(), NOW + 6_000).map(({ key }) => key)).toEqual(['a']);
  expect(untilNext([entry('a', 'x')], NOW)).toBeUndefined();
});

it('does not send what is so old that the server may have forgotten its key', () => {
  const old = entry('a', 'person 1', { at: NOW - 23 * HOUR - 1 });
  expect(isOld(old, NOW)).toBe(true);
  expect(ready([old], new Set(), NOW)).toEqual([]);
  expect(isOld(entry('b', 'x', { at: NOW - 23 * HOUR }), NOW)).toBe(false);
});

it('waits longer after each failure, half a minute at most', () => {
  expect([0, 1, 2, 3, 6, 50].map(pauseAfter)).toEqual([0, 1_000, 2_000, 4_000, 30_000, 30_000]);
});

it('lets the first write of each record leave with the page, held or not, and nothing that could overtake it', () => {
  const entries = [
    entry('a', 'person 1', { holdUntil: NOW + 6_000 }),
    entry('b', 'person 1'),
    entry('c', 'person 2'),
    entry('d', 'person 3', { at: NOW - 23 * HOUR - 1 }),
  ];
  expect(leaving(entries, new Set(['person 2']), NOW).map(({ key }) => key)).toEqual(['a']);
});

it('asks again without the field that was refused, under another key, and only once', () => {
  const sent = entry('a', 'x', { body: { send_after: 'then', subject: 'Hi' }, without: 'send_after' });
  const less = lessOf(sent, { send_after: ['must be in the future'] }, 'b');
  expect(less).toMatchObject({ key: 'b', body: { subject: 'Hi' } });
  expect(less && lessOf(less, { send_after: ['is odd'] }, 'c')).toBeUndefined();
  expect(lessOf(sent, { subject: ['is empty'] }, 'b')).toBeUndefined();
});
