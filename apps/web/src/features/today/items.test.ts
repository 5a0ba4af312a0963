import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  // What the page brings: the words of moments are asked of the browser's language.
  Object.assign(globalThis, { navigator: { language: 'en', platform: 'Linux' } });
});

import type { Item, QueueCounts } from '../../data/queue';
import { besideOf, countOf, currentOf, filterOf, fits, newsOf, rowsOf, timeOf, whatOf, whyOf } from './items';

const clock = { now: new Date('2026-12-01T09:12:00Z'), zone: 'UTC' };
const item = (key: string, more: Partial<Item> = {}): Item => ({
  key,
  rank: 1,
  tier: 'due_now',
  kind: 'email',
  at: '2026-12-01T09:00:00Z',
  because: [],
  held: null,
  action: null,
  task: null,
  received_message: null,
  email: null,
  mailbox: null,
  call: null,
  person: undefined,
  account: undefined,
  cadence: undefined,
  step: undefined,
  about: undefined,
  ...more,
});
const counts = {
  total: 5,
  tiers: { answer_first: 1, hot: 0, promised: 0, due_now: 3, needs_decision: 0, overdue: 1 },
  kinds: {
    email: 2,
    phone: 1,
    integration: 0,
    other: 1,
    task: 0,
    reply: 1,
    person: 0,
    uncertain_email: 0,
    mailbox: 0,
  },
} satisfies QueueCounts;

describe('what is worked on', () => {
  const all = [item('a'), item('b'), item('c')];
  test('is what is named, and when that is done the next one behind it', () => {
    expect(currentOf(all, all, 'b')?.key).toBe('b');
    expect(currentOf(all, [all[0]!, all[2]!], 'b')?.key).toBe('c');
  });
  test('is the one before when the last one is done, and the first when nothing is named', () => {
    expect(currentOf(all, all.slice(0, 2), 'c')?.key).toBe('b');
    expect(currentOf(all, all, undefined)?.key).toBe('a');
    expect(currentOf(all, all, 'never heard of')?.key).toBe('a');
    expect(currentOf(all, [], 'a')).toBeUndefined();
  });
});

describe('what a fresh look brings', () => {
  test('answers are told apart from everything else that came or went', () => {
    const reply = item('r', { tier: 'answer_first', kind: 'reply' });
    const news = newsOf([item('a'), item('b')], [reply, item('a'), item('n')], new Set());
    expect(news.answers).toEqual([reply]);
    expect(news.changed).toBe(2);
  });
  test('what was done here is no news, whether the server has it or not', () => {
    expect(newsOf([item('a'), item('b')], [item('b')], new Set(['a'])).changed).toBe(0);
    expect(newsOf([item('b')], [item('a'), item('b')], new Set(['a'])).changed).toBe(0);
  });
  test('an empty queue says that all of it went', () => {
    expect(newsOf([item('a'), item('b')], [], new Set(['a'])).changed).toBe(1);
  });
});

test('tiers have their heads, with what is left in them', () => {
  const rows = rowsOf([item('a'), item('z', { tier: 'overdue' })], counts, [item('b')]);
  expect(rows.map((row) => (row.type === 'tier' ? `${row.tier} ${row.count}` : row.item.key))).toEqual([
    'due_now 2',
    'a',
    'overdue 1',
    'z',
  ]);
});

test('kinds are counted less what was done here', () => {
  expect(countOf('all', counts, [item('a')])).toBe(4);
  expect(countOf('email', counts, [])).toBe(3);
  expect(countOf('call', counts, [item('a'), item('c', { kind: 'phone' })])).toBe(0);
  expect([filterOf('call'), filterOf('all'), filterOf(['x']), filterOf(undefined)]).toEqual([
    'call',
    'all',
    'all',
    'all',
  ]);
  expect(fits('social', { kind: 'integration' })).toBe(true);
});

test('reasons are a few words, and the sentence of the server where there are none', () => {
  const says = 'A sentence.';
  const because = [
    {
      rule: 'answer_waits',
      says,
      facts: [{ rule: 'answer_waits', since: '2026-12-01T09:00:00Z', zone: 'UTC' }],
    },
    {
      rule: 'their_hours_end',
      says,
      facts: [{ rule: 'their_hours_end', at: '2026-12-01T17:00:00Z', zone: 'UTC' }],
    },
    { rule: 'due_since', says, facts: [{ rule: 'due_since', at: '2026-12-01T09:00:00Z', zone: 'UTC' }] },
    {
      rule: 'person_signal',
      says,
      facts: [{ rule: 'person_signal', at: '2026-12-01T09:00:00Z', zone: 'UTC' }],
    },
    { rule: 'failed_mailbox', says, facts: null },
  ] as unknown as Item['because'];
  expect(whyOf(item('a', { because }), clock)).toEqual([
    'replied 12 m ago',
    'their day ends 17:00',
    says,
    says,
  ]);
  const held = { rule: 'template_fields', says: 'Title is empty.', facts: null } as unknown as Item['held'];
  expect(whyOf(item('a', { because, held }), clock)).toEqual(['Title is empty.']);
});

test('the time of a row: when it was due, or how long it waits', () => {
  expect(timeOf(item('a'), clock)).toBe('09:00');
  expect(timeOf(item('a', { tier: 'overdue', at: '2026-11-27T09:00:00Z' }), clock)).toBe('4 d');
  expect(timeOf(item('a', { kind: 'task', at: '2026-12-01T00:00:00Z' }), clock)).toBe('today');
});

test('what it is, in words', () => {
  expect(whatOf(item('a', { about: 'Send it', kind: 'task' }))).toBe('Task · Send it');
  const step = { id: 1, name: null, display_name: null, day: 3 };
  expect(whatOf(item('a', { step, kind: 'phone' }))).toBe('Day 3 · Call');
});

test('from what was done the keys lead to the items on both sides of its place', () => {
  const all = ['a', 'b', 'c', 'd'].map((key) => item(key));
  const left = all.filter(({ key }) => key !== 'b');
  const [a, b, c, d] = all as [Item, Item, Item, Item];
  expect([besideOf(all, left, b, 1), besideOf(all, left, b, -1)]).toEqual([c, a]);
  expect([besideOf(all, left, c, 1), besideOf(all, left, c, -1)]).toEqual([d, a]);
  expect([besideOf(all, [a], d, 1), besideOf(all, [a], d, -1)]).toEqual([undefined, a]);
  expect(besideOf(all, [], b, 1)).toBeUndefined();
});
