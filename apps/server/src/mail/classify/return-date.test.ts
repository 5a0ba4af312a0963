import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnDate } from './return-date.js';

/** A Monday. */
const MONDAY = new Date('2026-03-02T10:00:00Z');

describe('the first day back', () => {
  it.each([
    ['I will be back on Monday, March 9th, 2026.', '2026-03-09'],
    ['I will be out of office from March 3 until March 6.', '2026-03-07'],
    ['I am away until Friday.', '2026-03-07'],
    ['Do 11. 3. 2026 (včetně) čerpám dovolenou.', '2026-03-12'],
    ['Od 2. 3. do 11. 3. čerpám dovolenku.', '2026-03-12'],
    ['Lomalla 9. 3. 2026 asti.', '2026-03-10'],
    ['Vom 2. 3. bis einschließlich 11. 3. im Urlaub.', '2026-03-12'],
    ['Vrátím se 16. 3. 2026.', '2026-03-16'],
    ['Wracam 16. 3., do tego czasu nieobecny.', '2026-03-16'],
    ['I am out of the office until Wednesday 4 March and back on Thursday 5 March.', '2026-03-05'],
    ['On leave 02/03/2026 - 13/03/2026.', '2026-03-14'],
    ['Back in the office tomorrow.', '2026-03-03'],
    // A number and a full stop may end the sentence; the Friday is that of a reminder.
    ['Rientro martedì 10. Se non rispondo entro venerdì, riscrivete.', '2026-03-10'],
    ['I am back on Tuesday 10. If I do not answer by Friday, write again.', '2026-03-10'],
    ['I return next week.', '2026-03-09'],
    ['Returning 2026-04-01.', '2026-04-01'],
    ['Ich bin am 10.03.2026 wieder erreichbar.', '2026-03-10'],
    ['Ich bin bis zum 6. März abwesend.', '2026-03-07'],
    ['Ich bin vom 2. bis 6. März im Urlaub.', '2026-03-07'],
    ['Je serai absente du 2 au 6 mars.', '2026-03-07'],
    ['Je suis absent jusqu’au 10/03/2026 inclus.', '2026-03-11'],
    ['De retour le 9 mars.', '2026-03-09'],
    ['Estaré de vuelta, regreso el lunes 9 de marzo.', '2026-03-09'],
    ['Rientrerò il 9 marzo.', '2026-03-09'],
    ['Voltarei no dia 9 de março.', '2026-03-09'],
    ['Ik ben op 9 maart weer bereikbaar, terug op 9 maart.', '2026-03-09'],
    ['Jag är åter den 9 mars.', '2026-03-09'],
    ['Wracam 9 marca.', '2026-03-09'],
    ['Вернусь 9 марта.', '2026-03-09'],
    ['我将外出至3月6日。', '2026-03-07'],
    // Days gone by, and days that are no return.
    ['I was in the office until 1 March.', null],
    ['Ann left the company on 1 February.', null],
    ['Call +49 30 1234567 or see version 3.5.', null],
    ['I am on parental leave.', null],
    ['Back on 30 February.', null],
    ['I will return in 2031, on 1 March 2031.', null],
  ])('%s', (text, wanted) => {
    expect(returnDate(text, MONDAY)).toBe(wanted);
  });

  it('reads a day and month of next year at the turn of the year', () => {
    expect(returnDate('Back on 4 January', new Date('2026-12-30T08:00:00Z'))).toBe('2027-01-04');
    expect(returnDate('Wieder da ab dem 29. Februar', new Date('2028-02-20T08:00:00Z'))).toBe('2028-02-29');
  });

  it('never names a day that is not ahead, whatever the text', () => {
    const words = fc.constantFrom(
      'back',
      'until',
      'on',
      '31',
      '13/13',
      'march',
      '.',
      'friday',
      '2026-02-30',
      '01.03.',
      'bis',
      'from',
      '99',
      'to',
      '-',
      '1st',
      'of',
      'au',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const day = returnDate(parts.join(' '), MONDAY);
        expect(day === null || day > '2026-03-02').toBe(true);
      }),
    );
  });
});

const inAllLanguages = readFileSync(
  new URL('../../../../../tests/fixtures/mail/days-back.txt', import.meta.url),
  'utf8',
);

describe('weekdays and dates as each language writes them', () => {
  it.each(inAllLanguages.split('\n').filter((line) => line !== ''))('%s', (line) => {
    const [day = '', text = ''] = line.split('|');
    expect(returnDate(text, MONDAY) ?? 'none').toBe(day);
  });
});
