import { expect, test, vi } from 'vitest';

vi.hoisted(() => {
  Object.assign(globalThis, { navigator: { language: 'en', platform: 'Linux' } });
});

import { localToMoment, momentToLocal, snoozeChoices, zoneOf } from './snooze-times';

const named = (now: string, zone: string, theirs?: string) =>
  Object.fromEntries(
    snoozeChoices(new Date(now), zone, theirs).map(({ name, until }) => [name, until.toISOString()]),
  );

test('what is offered follows the clock of the reader, and of the person where it differs', () => {
  expect(named('2026-12-01T09:12:00Z', 'Europe/Berlin', 'America/Lima')).toEqual({
    'In 1 hour': '2026-12-01T10:12:00.000Z',
    'This afternoon': '2026-12-01T13:00:00.000Z',
    'Tomorrow morning': '2026-12-02T08:00:00.000Z',
    Monday: '2026-12-07T08:00:00.000Z',
    'Their morning': '2026-12-01T14:00:00.000Z',
  });
});

test('in the evening there is no afternoon, and on Sunday tomorrow is Monday', () => {
  expect(Object.keys(named('2026-12-06T20:00:00Z', 'UTC', 'UTC'))).toEqual(['In 1 hour', 'Tomorrow morning']);
});

test('days are days of the calendar where the clocks change', () => {
  // Berlin, the night to Sunday 29 March 2026.
  expect(named('2026-03-28T20:00:00Z', 'Europe/Berlin')['Tomorrow morning']).toBe('2026-03-29T07:00:00.000Z');
});

test('what a field says is a moment of the zone, and the other way round', () => {
  expect(momentToLocal(new Date('2026-12-01T08:05:00Z'), 'Europe/Berlin')).toBe('2026-12-01T09:05');
  expect(localToMoment('2026-12-01T09:05', 'Europe/Berlin')?.toISOString()).toBe('2026-12-01T08:05:00.000Z');
  expect(localToMoment('', 'UTC')).toBeUndefined();
});

test('a clock of theirs is offered where it is another one, and one that is known', () => {
  expect(
    [undefined, null, 'Europe/Berlin', 'Nowhere/At_All', 'America/Lima'].map((zone) =>
      zoneOf(zone, 'Europe/Berlin'),
    ),
  ).toEqual([...[undefined, undefined, undefined, undefined], 'America/Lima']);
});
