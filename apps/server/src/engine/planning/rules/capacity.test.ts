import { say } from '../../../domain/said.js';
import { describe, expect, it } from 'vitest';
import { allowance, chooseMailbox, gapMs, type MailboxCapacity, type SendingCapacity } from './capacity.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);
const box = (change: Partial<MailboxCapacity> = {}): MailboxCapacity => ({
  id: 1,
  name: 'a@sender.test',
  dailyLimit: null,
  hourlyLimit: null,
  spacingSeconds: 0,
  jitterSeconds: 0,
  ramp: null,
  weight: 1,
  stopped: null,
  retryAt: null,
  nextSlotAt: null,
  bookedUntil: null,
  used: new Map(),
  slots: [],
  ...change,
});
const choose = (mailboxes: MailboxCapacity[], change: Partial<SendingCapacity> = {}, seed = 1) =>
  chooseMailbox(
    {
      zone: 'UTC',
      mailboxes,
      userLimit: null,
      userUsed: new Map(),
      userBookedUntil: null,
      thread: undefined,
      booked: null,
      ...change,
    },
    NOW,
    seed,
    (at) => at,
  );

const PAUSED = say('mailbox_paused', { mailbox_id: 1, how: 'paused' });

describe('which mailbox, and when', () => {
  it('rotates by weight, the same for an action every time', () => {
    const mailboxes = [
      box(),
      box({ id: 2, name: 'b@sender.test', weight: 3 }),
      box({ id: 3, name: 'c@sender.test', weight: 0 }),
    ];
    const counts = new Map<number | null, number>();
    for (let seed = 0; seed < 4000; seed += 1) {
      const choice = choose(mailboxes, {}, seed);
      if (!('mailboxId' in choice)) throw new Error('no choice');
      expect(choose(mailboxes, {}, seed)).toEqual(choice);
      counts.set(choice.mailboxId, (counts.get(choice.mailboxId) ?? 0) + 1);
    }
    expect(counts.get(3)).toBeUndefined();
    expect((counts.get(2) ?? 0) / (counts.get(1) ?? 1)).toBeGreaterThan(2.6);
    expect((counts.get(2) ?? 0) / (counts.get(1) ?? 1)).toBeLessThan(3.4);
  });

  it('takes the mailbox that can soonest', () => {
    const tired = box({ nextSlotAt: minutes(30), spacingSeconds: 60 });
    expect(choose([tired, box({ id: 2, weight: 1 })])).toMatchObject({ mailboxId: 2, at: NOW });
    expect(choose([tired, box({ id: 2, retryAt: minutes(40) })])).toMatchObject({
      mailboxId: 1,
      at: minutes(30),
    });
    expect(choose([box({ stopped: PAUSED }), box({ id: 2 })])).toMatchObject({ mailboxId: 2 });
  });

  it('keeps a conversation in its mailbox, and waits for it', () => {
    const mailboxes = [box(), box({ id: 2, nextSlotAt: minutes(50) })];
    expect(choose(mailboxes, { thread: 2 })).toMatchObject({ mailboxId: 2, at: minutes(50) });
    expect(choose([box(), box({ id: 2, stopped: PAUSED })], { thread: 2 })).toEqual({
      stopped: PAUSED,
      rule: 'mailbox_paused',
    });
    // The mailbox is gone: another one has to do.
    expect(choose([box()], { thread: 2 })).toMatchObject({ mailboxId: 1 });
    expect(choose([])).toMatchObject({ stopped: { text: 'There is no mailbox to send from.' } });
  });

  it('counts the day’s messages of the mailbox and of the user', () => {
    const used = new Map([
      ['2026-03-02', 2],
      ['2026-03-03', 2],
      ['2026-03-04', 1],
    ]);
    expect(choose([box({ dailyLimit: 2, used })])).toMatchObject({
      at: new Date('2026-03-04T00:00:00Z'),
      limit: { rule: 'mailbox_daily_limit' },
    });
    expect(choose([box()], { userLimit: 2, userUsed: used })).toMatchObject({
      at: new Date('2026-03-04T00:00:00Z'),
      limit: { rule: 'email_daily_limit' },
    });
  });

  it('sends at most so many in any hour', () => {
    const slots = [minutes(-61), minutes(-50), minutes(-20)];
    expect(choose([box({ hourlyLimit: 3, slots })])).toMatchObject({ at: NOW });
    expect(choose([box({ hourlyLimit: 2, slots })])).toMatchObject({
      at: minutes(10),
      limit: { rule: 'mailbox_hourly_limit' },
    });
    expect(choose([box({ hourlyLimit: 1, slots })])).toMatchObject({ at: minutes(40) });
  });

  it('stands in line behind the places given away, and keeps its own', () => {
    const mailbox = box({ spacingSeconds: 60, bookedUntil: minutes(20), nextSlotAt: minutes(-1) });
    expect(choose([mailbox])).toMatchObject({ at: minutes(21) });
    expect(choose([mailbox], { booked: { mailboxId: 1, at: NOW } })).toMatchObject({ at: NOW });
    const full = box({ dailyLimit: 2, used: new Map([['2026-03-02', 2]]), bookedUntil: NOW });
    expect(choose([full], { booked: { mailboxId: 1, at: NOW } })).toMatchObject({ at: NOW });
    expect(choose([full])).toMatchObject({ at: new Date('2026-03-03T00:00:00Z') });
  });

  it('warms a new mailbox up until its limit', () => {
    const mailbox = { dailyLimit: 50, ramp: { startedOn: '2026-03-01', start: 5, step: 20 } };
    expect(
      ['2026-02-20', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2027-01-01'].map(
        (day) => allowance(mailbox, day)?.count,
      ),
    ).toEqual([5, 5, 25, 45, 50, 50]);
    expect(allowance({ ...mailbox, dailyLimit: null }, '2026-03-11')).toEqual({ count: 205, ramping: true });
    expect(allowance({ dailyLimit: null, ramp: null }, '2026-03-11')).toBeNull();
  });

  it('jitters within its bounds, and the same for an action', () => {
    const paced = { spacingSeconds: 60, jitterSeconds: 30 };
    const gaps = Array.from({ length: 500 }, (_, seed) => gapMs(paced, seed));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000);
    expect(Math.max(...gaps)).toBeLessThan(90_000);
    expect(new Set(gaps).size).toBeGreaterThan(450);
    expect(gapMs(paced, 7)).toBe(gaps[7]);
  });
});
