import { describe, expect, it } from 'vitest';
import { type Calendar, freeTimes, wrongHours } from './availability-rules.js';

const open = { start_time: '09:00', end_time: '11:00', enabled: true };
const base: Calendar = {
  hours: { Sunday: open, Monday: open, Tuesday: { ...open, enabled: false } },
  zone: 'Europe/Berlin',
  daysOff: new Set(),
  busy: [],
  buffer: 0,
  from: new Date('2026-03-01T00:00:00Z'),
  until: new Date('2026-06-01T00:00:00Z'),
  length: 30,
};
const at = (text: string) => new Date(`${text}Z`);
const found = (over: Partial<Calendar>, first = '2026-03-29', last = first) =>
  freeTimes({ ...base, ...over }, first, last).map(({ day, times }) => [
    day,
    times.map(({ start }) => start.toISOString().slice(11, 16)).join(' '),
  ]);

describe('free times', () => {
  it('are within the hours of the day, in their zone, across a change of the clock', () => {
    expect(found({}, '2026-03-29', '2026-03-31')).toEqual([
      ['2026-03-29', '07:00 07:30 08:00 08:30'],
      ['2026-03-30', '07:00 07:30 08:00 08:30'],
      ['2026-03-31', ''],
    ]);
    expect(found({}, '2026-03-23')).toEqual([['2026-03-23', '08:00 08:30 09:00 09:30']]);
  });

  it('leave out what is busy, its buffer, days off, what is too early and too late', () => {
    const busy = [
      { start: at('2026-03-30T07:40:00'), end: at('2026-03-30T07:50:00') },
      { start: at('2026-03-29T06:00:00'), end: at('2026-03-29T07:00:00') },
    ];
    expect(found({ busy }, '2026-03-29', '2026-03-30')).toEqual([
      ['2026-03-29', '07:00 07:30 08:00 08:30'],
      ['2026-03-30', '07:00 08:00 08:30'],
    ]);
    expect(found({ busy, buffer: 15 }, '2026-03-29', '2026-03-30')).toEqual([
      ['2026-03-29', '07:30 08:00 08:30'],
      ['2026-03-30', '08:30'],
    ]);
    expect(found({ daysOff: new Set(['2026-03-29']) })).toEqual([['2026-03-29', '']]);
    expect(found({ from: at('2026-03-29T07:10:00'), until: at('2026-03-29T08:20:00') })).toEqual([
      ['2026-03-29', '07:30'],
    ]);
    expect(found({ length: 90 })).toEqual([['2026-03-29', '07:00 07:30']]);
  });

  it('need hours that end after they begin', () => {
    expect(wrongHours({ Monday: open })).toBeUndefined();
    expect(wrongHours({ Monday: { ...open, end_time: '09:00' } })).toBe('Monday must end after it begins');
  });
});
