import { TIERS } from '@cadenza/contract';
import { describe, expect, it } from 'vitest';
import { type Found, hoursEnd, orderQueue, reasonsOf, type Touch } from './rules.js';
import { workingDays } from './spread.js';

/** A Tuesday, 10 in the morning in Berlin. */
const now = new Date('2026-03-03T09:00:00Z');
const day = { now, zone: 'Europe/Berlin' };
const at = (text: string) => new Date(text);
const touch = (id: number, due: string, more: Partial<Touch> = {}): Touch => ({
  id,
  kind: 'phone',
  at: at(due),
  promised: false,
  held: null,
  priority: null,
  zone: null,
  person_id: id,
  account_id: null,
  cadence_id: 1,
  step_id: 1,
  ...more,
});
const nothing: Found = { touches: [], replies: [], interests: [], troubles: [] };
const order = (found: Partial<Found>, tiers: Parameters<typeof orderQueue>[2] = TIERS) =>
  orderQueue(day, { ...nothing, ...found }, tiers).map(({ tier, about }) => `${tier} ${about.id}`);
const about = { account_id: null, cadence_id: null, step_id: null };

describe('the order of the queue', () => {
  it('answers, interest, promises, what is due, decisions, what is late', () => {
    const found: Partial<Found> = {
      touches: [
        touch(1, '2026-03-02T09:00:00Z'),
        touch(2, '2026-03-03T08:00:00Z'),
        touch(3, '2026-03-03T09:20:00Z', { kind: 'task', promised: true }),
        touch(4, '2026-03-03T08:30:00Z', { person_id: 44 }),
      ],
      replies: [{ ...about, id: 5, at: at('2026-03-02T10:00:00Z'), person_id: 5 }],
      interests: [{ ...about, person_id: 44, at: now, how: 'clicked', quote: '' }],
      troubles: [{ ...about, id: 6, kind: 'mailbox', at: now, person_id: null, quote: 'no' }],
    };
    const all = ['answer_first 5', 'hot 4', 'promised 3', 'due_now 2', 'needs_decision 6', 'overdue 1'];
    expect(order(found)).toEqual(all);
    expect(order(found, ['overdue', 'hot'])).toEqual(['overdue 1', 'hot 4']);
  });

  it('who waits longest comes first, who looked last comes first', () => {
    const reply = (id: number, since: string) => ({ ...about, id, at: at(since), person_id: id });
    expect(order({ replies: [reply(1, '2026-03-02T10:00:00Z'), reply(2, '2026-03-01T10:00:00Z')] })).toEqual([
      'answer_first 2',
      'answer_first 1',
    ]);
    const looked = (person_id: number, when: string) =>
      ({ ...about, person_id, at: at(when), how: 'clicked', quote: '' }) as const;
    expect(
      order({ interests: [looked(1, '2026-03-03T07:00:00Z'), looked(2, '2026-03-03T08:00:00Z')] }),
    ).toEqual(['hot 2', 'hot 1']);
  });

  it('who looked at us stands there once: with what is open, with the answer they wait for, or alone', () => {
    const interests = [1, 2, 3].map(
      (person_id) => ({ ...about, person_id, at: now, how: 'signal', quote: '' }) as const,
    );
    const found = {
      interests,
      touches: [touch(10, '2026-03-03T08:00:00Z', { person_id: 1 })],
      replies: [{ ...about, id: 20, at: now, person_id: 2 }],
    };
    expect(order(found)).toEqual(['answer_first 20', 'hot 10', 'hot 3']);
  });

  it('priority, then whose day ends first, then a person together, then the time', () => {
    const due = (id: number, minute: number, more: Partial<Touch>) =>
      touch(id, `2026-03-03T08:${String(minute).padStart(2, '0')}:00Z`, more);
    const touches = [
      due(1, 1, { zone: 'America/New_York' }),
      due(2, 2, { zone: 'Europe/Athens' }),
      due(3, 3, { priority: 'Low' }),
      due(4, 4, { priority: 'High', person_id: 40 }),
      due(5, 0, { priority: 'High' }),
      // Their other touch is urgent, so this is done with it.
      due(6, 59, { person_id: 40 }),
      // Nobody works there any more today.
      due(7, 0, { zone: 'Asia/Tokyo' }),
    ];
    expect(order({ touches }).map((each) => each.split(' ')[1])).toEqual(['5', '4', '6', '3', '2', '1', '7']);
    expect(order({ touches: touches.toReversed() })).toEqual(order({ touches }));
  });

  it('days are the days of the rep', () => {
    // 23:30 in Berlin the day before, and half past midnight.
    const touches = [touch(1, '2026-03-02T22:30:00Z'), touch(2, '2026-03-02T23:30:00Z')];
    expect(order({ touches })).toEqual(['due_now 2', 'overdue 1']);
    const [, late] = orderQueue(day, { ...nothing, touches }, TIERS);
    expect(late && reasonsOf(late, day).map(({ text }) => text)).toEqual([
      'It was due on Monday 2 March 2026, 1 day ago.',
    ]);
  });

  it('says which rules put it there', () => {
    const touches = [touch(1, '2026-03-03T08:00:00Z', { priority: 'High', zone: 'America/New_York' })];
    const [item] = orderQueue(day, { ...nothing, touches }, TIERS);
    expect(item && reasonsOf(item, day).map(({ rule }) => rule)).toEqual([
      'cadence_priority',
      'their_hours_end',
      'due_since',
    ]);
  });
});

it('business hours end at six, where somebody is and on working days', () => {
  expect(hoursEnd('Europe/Athens', now)).toEqual(at('2026-03-03T16:00:00Z'));
  expect(hoursEnd('Asia/Tokyo', now)).toBeUndefined();
  expect(hoursEnd('America/New_York', at('2026-03-07T15:00:00Z'))).toBeUndefined();
  for (const unknown of [null, 'nowhere', '+05:30']) expect(hoursEnd(unknown, now)).toBeUndefined();
});

it('days of a spread are working days from tomorrow on, at the place of the rep', () => {
  expect(workingDays('America/New_York', 3, null, at('2026-03-05T15:00:00Z'))).toEqual([
    '2026-03-06T05:00:00.000Z',
    // The clocks are changed on the Sunday between.
    '2026-03-09T04:00:00.000Z',
    '2026-03-10T04:00:00.000Z',
  ]);
  expect(workingDays('UTC', 1, '2026-03-01', now)).toEqual(['2026-03-04T00:00:00.000Z']);
  expect(workingDays('nowhere', 1, '2026-03-08', now)).toEqual(['2026-03-09T00:00:00.000Z']);
});
