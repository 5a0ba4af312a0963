import { expect, it } from 'vitest';
import { countryCode, publicHolidays, unknownPlace } from './holiday-dates.js';

it('knows public holidays, movable ones, substitutes and those that last', async () => {
  const bavaria = await publicHolidays('DE', 'BY');
  expect(bavaria('2026-04-03')).toBe('Good Friday');
  expect(bavaria('2026-06-04')).toBe('Corpus Christi');
  expect((await publicHolidays('DE', 'BE'))('2026-06-04')).toBeUndefined();
  const us = await publicHolidays('US', null);
  expect(us('2026-11-26')).toBe('Thanksgiving Day');
  // The fourth of July is a Saturday in 2026: Friday is off.
  expect(us('2026-07-03')).toContain('Independence Day');
  expect(us('2027-11-25')).toBe('Thanksgiving Day');
  // Observances are no days off.
  expect(us('2026-02-14')).toBeUndefined();
  const china = await publicHolidays('CN', null);
  expect(['2026-10-01', '2026-10-02', '2026-10-03'].map((day) => china(day) !== undefined)).toEqual([
    true,
    true,
    true,
  ]);
}, 30_000);

it('says which part of a place it does not know', async () => {
  expect(await unknownPlace('DE', 'BY')).toBeUndefined();
  expect(await unknownPlace('XX', null)).toBe('country');
  expect(await unknownPlace('DE', 'ZZ')).toBe('region');
  expect(await unknownPlace('DE', 'BY-ZZ')).toBe('region');
  expect(await unknownPlace('toString', null)).toBe('country');
});

it('reads countries as people write them', () => {
  expect(['DE', 'de', ' Germany ', 'USA', 'United Kingdom', 'uk', 'France'].map(countryCode)).toEqual([
    'DE',
    'DE',
    'DE',
    'US',
    'GB',
    'GB',
    'FR',
  ]);
  expect([null, undefined, '', 'Atlantis', 'constructor'].map(countryCode)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
