import { expect, it } from 'vitest';
import { targetOf } from './duration.js';

const FROM = new Date('2026-01-31T09:00:00Z');
const to = (by: string) => targetOf({ by }, FROM).toISOString();

it.each([
  ['30d', '2026-03-02T09:00:00.000Z'],
  ['1d12h', '2026-02-01T21:00:00.000Z'],
  ['2 W', '2026-02-14T09:00:00.000Z'],
  ['90m', '2026-01-31T10:30:00.000Z'],
  ['PT2H', '2026-01-31T11:00:00.000Z'],
  ['P1M', '2026-02-28T09:00:00.000Z'],
  ['0s', '2026-01-31T09:00:00.000Z'],
])('%s leads to %s', (by, at) => {
  expect(to(by)).toBe(at);
});

it.each(['', 'soon', '-1d', '1', 'd', '1.5d', 'P-1D', '401d', '999999999w', 'P9999999999Y', '1d\u0000'])(
  '%j is refused',
  (by) => {
    expect(() => to(by)).toThrow();
  },
);

it('takes by or until, and only the future', () => {
  expect(targetOf({ until: '2026-02-01T00:00:00Z' }, FROM).toISOString()).toBe('2026-02-01T00:00:00.000Z');
  expect(() => targetOf({}, FROM)).toThrow(/or until is required/);
  expect(() => targetOf({ by: '1d', until: '2026-02-01T00:00:00Z' }, FROM)).toThrow(/not both/);
  expect(() => targetOf({ until: '2026-01-31T08:59:59Z' }, FROM)).toThrow(/past/);
  expect(() => targetOf({ until: 'tomorrow' }, FROM)).toThrow(/not a moment/);
});
