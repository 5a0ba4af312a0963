import { describe, expect, it } from 'vitest';
import { addressesIn, capacityOf, rehearsalBars } from './rehearsal-model';

const touch = (day: string, type: string, touches: number, mailbox?: number) => ({
  day,
  type,
  automated: type === 'email',
  mailbox: mailbox === undefined ? null : { _href: '', id: mailbox },
  touches,
});

describe('a rehearsal', () => {
  it('finds addresses in what was pasted, each once', () => {
    const pasted =
      'Ann <ann@acme.example>; "Bo" (BO@acme.example),\nann@acme.example\tmailto:cy@x.example. no@ @no a@b@c.d';
    expect(addressesIn(pasted)).toEqual(['ann@acme.example', 'bo@acme.example', 'cy@x.example']);
  });

  it('has a bar for each day, weekends named, as far as touches go', () => {
    const days = [
      touch('2026-12-01', 'email', 3),
      touch('2026-12-01', 'phone', 1),
      touch('2026-12-20', 'integration', 2),
    ];
    const bars = rehearsalBars({ days }, '2026-12-01');
    expect(bars).toHaveLength(20);
    expect(bars[0]?.parts).toEqual([3, 1, 0]);
    expect(bars.at(-1)).toMatchObject({ day: '2026-12-20', parts: [0, 0, 2], note: 'weekend' });
    expect(rehearsalBars({ days: [] }, '2026-12-01')).toHaveLength(14);
  });

  it('sets what would be sent beside what a mailbox can send', () => {
    const days = [
      touch('2026-12-01', 'email', 30, 7),
      touch('2026-12-01', 'email', 2, 8),
      touch('2026-12-02', 'email', 9, 7),
    ];
    const known = [{ mailbox: { id: 7 }, limit: 40, used: 12 }];
    expect(capacityOf({ days, people: [] }, '2026-12-01', known)).toEqual([
      { mailbox: 7, name: 'Mailbox 7', more: 30, used: 12, limit: 40 },
      { mailbox: 8, name: 'Mailbox 8', more: 2, used: undefined, limit: undefined },
    ]);
  });
});
