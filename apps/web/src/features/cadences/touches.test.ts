import { describe, expect, it } from 'vitest';
import type { TimelinePage } from '../../data/cadences';
import { dayBars, decidedBy, ordered, touchesOf } from './touches';

type Person = TimelinePage['people'][number];
type Entry = Person['entries'][number];

const entry = (over: Partial<Entry>): Entry => ({
  state: 'planned',
  at: '2026-12-02T09:00:00.000000+01:00',
  type: 'email',
  automated: true,
  day: 3,
  step_name: 'Follow-up',
  rule: 'due',
  reason: 'Day 3.',
  facts: null,
  step: { _href: '', id: 4 },
  user: null,
  action: null,
  email: null,
  ...over,
});
const person = (id: number, entries: Entry[]): Person => ({
  state: 'active',
  cadence_membership: { _href: '', id: id * 10 },
  person: { _href: '', id },
  cadence: { _href: '', id: 1 },
  entries,
  ends: null,
});
const page = (people: Person[]): TimelinePage => ({
  page: 1,
  per_page: 25,
  next_page: null,
  people,
  names: { 1: 'Zoe', 2: 'Adam' },
});
const TODAY = '2026-12-01';

describe('touches of a timeline', () => {
  it('leaves out what was, and puts what is open since earlier on today', () => {
    const touches = touchesOf(
      [
        page([
          person(1, [entry({ state: 'done' }), entry({ state: 'open', at: '2026-11-20T00:00:00+01:00' })]),
        ]),
      ],
      TODAY,
    );
    expect(touches.map(({ day, name }) => [day, name])).toEqual([[TODAY, 'Zoe']]);
  });

  it('takes the day that the viewer reads, not that of Greenwich', () => {
    const late = entry({ at: '2026-12-02T00:30:00.000000+05:30' });
    expect(touchesOf([page([person(1, [late])])], TODAY)[0]?.day).toBe('2026-12-02');
  });

  it('comes by moment whatever their offsets, and what stands still is last', () => {
    const touches = touchesOf(
      [
        page([
          person(1, [entry({ state: 'waiting', at: '2026-12-01T00:00:00+01:00' }), entry({})]),
          person(2, [entry({ at: '2026-12-02T09:30:00+02:00' })]),
        ]),
      ],
      TODAY,
    );
    expect(touches.map(({ name, day }) => `${name} ${day ?? 'stands'}`)).toEqual([
      'Adam 2026-12-02',
      'Zoe 2026-12-02',
      'Zoe stands',
    ]);
  });

  it('counts fourteen days by kind, and says weekends where nothing comes', () => {
    const touches = touchesOf(
      [page([person(1, [entry({}), entry({ type: 'phone' }), entry({ type: 'integration' })])])],
      TODAY,
    );
    const bars = dayBars(touches, TODAY);
    expect(bars).toHaveLength(14);
    expect(bars[1]).toEqual({ day: '2026-12-02', label: 'Wed 2', note: undefined, parts: [1, 1, 1] });
    expect(bars[4]?.note).toBe('weekend');
    expect(bars.at(-1)?.day).toBe('2026-12-14');
  });

  it('orders by person, and by mailbox with what has none at the end', () => {
    const mail = (from: string) =>
      entry({ email: { from_address: from } as unknown as NonNullable<Entry['email']> });
    const touches = touchesOf(
      [page([person(1, [entry({ type: 'phone' }), mail('b@x')]), person(2, [mail('a@x')])])],
      TODAY,
    );
    expect(ordered(touches, 'person')[0]?.name).toBe('Adam');
    expect(ordered(touches, 'mailbox').map((each) => each.entry.email?.from_address)).toEqual([
      'a@x',
      'b@x',
      undefined,
    ]);
  });
});

describe('the word for what decided', () => {
  it.each([
    [{ state: 'planned', rule: 'due' }, 'On time'],
    [{ state: 'planned', rule: 'mailbox_spacing' }, 'Mailbox spacing'],
    [{ state: 'waiting', rule: 'membership_paused' }, 'Waits'],
    [{ state: 'waiting', rule: 'do_not_contact' }, 'Never'],
    [{ state: 'open', rule: null }, 'Open now'],
  ] as const)('of %o is %s', (given, word) => {
    expect(decidedBy(given as Pick<Entry, 'state' | 'rule'>).word).toBe(word);
  });
});
