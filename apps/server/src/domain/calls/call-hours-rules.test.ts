import { expect, it } from 'vitest';
import { type HoursRule, mayCall } from './call-hours-rules.js';

const WORK = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
const RULES: HoursRule[] = [
  {
    countries: ['DE', 'Germany', 'Österreich'],
    blocks: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
  },
  {
    countries: ['France'],
    blocks: [
      { days: [1], from: '10:00', to: '13:00' },
      { days: [1], from: '14:00', to: '20:00' },
    ],
  },
  { countries: [], blocks: WORK },
];
const at = (moment: string, zone: string | null, country: string | null, rules = RULES) => {
  const { permitted, until, nextAt, because } = mayCall(
    rules,
    { zone, countries: [country, 'Elsewhere'] },
    new Date(moment),
  );
  return [permitted, until?.toISOString() ?? null, nextAt?.toISOString() ?? null, because.rule];
};

it('the first rule that names the country, else the one for everybody', () => {
  // 19:30 in Berlin on a Monday.
  for (const country of ['DE', ' germany ', 'o\u0308sterreich', 'ÖSTERREICH'])
    expect(at('2026-03-02T18:30:00Z', 'Europe/Berlin', country)[0], country).toBe(true);
  expect(at('2026-03-02T18:30:00Z', 'Europe/Berlin', 'Spain')).toEqual([
    false,
    null,
    '2026-03-03T08:00:00.000Z',
    'outside_call_hours',
  ]);
  // The country of work is none: that of the person counts.
  expect(
    mayCall(RULES, { zone: 'Europe/Berlin', countries: ['', 'DE'] }, new Date('2026-03-02T18:30:00Z'))
      .permitted,
  ).toBe(true);
});

it('begin and end at the person\u2019s place, with breaks, and the same hour on both sides of a change of clocks', () => {
  expect(at('2026-03-02T13:30:00Z', 'America/New_York', null)).toEqual([
    false,
    null,
    '2026-03-02T14:00:00.000Z',
    'outside_call_hours',
  ]);
  expect(at('2026-03-02T14:00:00Z', 'America/New_York', null)).toEqual([
    true,
    '2026-03-02T23:00:00.000Z',
    '2026-03-03T14:00:00.000Z',
    'call_hours',
  ]);
  expect(at('2026-03-02T23:00:00Z', 'America/New_York', null)[0]).toBe(false);
  expect(at('2026-03-02T12:30:00Z', 'Europe/Paris', 'France')).toEqual([
    false,
    null,
    '2026-03-02T13:00:00.000Z',
    'outside_call_hours',
  ]);
  // Friday evening before clocks change in New York: Monday begins an hour earlier by UTC.
  expect(at('2026-03-06T23:30:00Z', 'America/New_York', null)[2]).toBe('2026-03-09T13:00:00.000Z');
});

it('that meet at midnight are one, and nobody knows without a rule or a zone', () => {
  const night: HoursRule[] = [
    {
      countries: [],
      blocks: [
        { days: [1], from: '20:00', to: '24:00' },
        { days: [2], from: '00:00', to: '02:00' },
      ],
    },
  ];
  expect(at('2026-03-02T21:00:00Z', 'UTC', null, night)[1]).toBe('2026-03-03T02:00:00.000Z');
  expect(at('2026-03-03T02:00:00Z', 'UTC', null, night)[2]).toBe('2026-03-09T20:00:00.000Z');
  for (const zone of [null, 'Mars/Olympus'])
    expect(at('2026-03-02T14:00:00Z', zone, null)).toEqual([null, null, null, 'call_hours_unknown']);
  expect(at('2026-03-02T14:00:00Z', 'UTC', 'Spain', RULES.slice(0, 2))).toEqual([
    null,
    null,
    null,
    'call_hours_unknown',
  ]);
});
