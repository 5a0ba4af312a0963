import { say } from '../../domain/said.js';
import { describe, expect, it } from 'vitest';
import {
  type Anchor,
  type GroupTiming,
  nextGroup,
  personZone,
  planGroup,
} from '../../domain/memberships/membership-rules.js';
import { planAction, type PlanInput, SLEEP_MS } from './plan.js';
import type { Absence } from './rules/absences.js';
import type { MailboxCapacity, SendingCapacity } from './rules/capacity.js';

const manual: GroupTiming = {
  id: 1,
  day: 1,
  position: 0,
  automated: false,
  dueImmediately: false,
  sendType: null,
  timeOfDay: null,
  timezoneMode: null,
  delayMinutes: null,
  weekends: false,
};
const atTime: GroupTiming = {
  ...manual,
  automated: true,
  sendType: 'at_time',
  timeOfDay: '09:30',
  timezoneMode: 'user',
};
const afterDelay: GroupTiming = {
  ...manual,
  automated: true,
  sendType: 'after_time_delay',
  delayMinutes: 90,
};
const NEW_YORK = { user: 'America/New_York', personLocale: null };
const UTC = { user: 'UTC', personLocale: null };

/** Due time of `group` in UTC, counted from a moment that stands for `day`. */
const due = (
  group: GroupTiming,
  at: string,
  day = 1,
  zones: { user: string; personLocale: string | null } = UTC,
) => {
  const anchor: Anchor = { at: new Date(at), day };
  return planGroup(group, anchor, zones).due.toISOString();
};

describe('when a group is due', () => {
  it('manual: at the start of its day in the rep’s zone, or at once when the day has begun', () => {
    expect(due(manual, '2026-03-02T15:00:00Z')).toBe('2026-03-02T15:00:00.000Z');
    expect(due({ ...manual, day: 3 }, '2026-03-02T15:00:00Z')).toBe('2026-03-04T00:00:00.000Z');
    expect(due({ ...manual, day: 3 }, '2026-03-03T02:00:00Z', 1, NEW_YORK)).toBe('2026-03-04T05:00:00.000Z');
  });

  it('manual: not on a weekend, unless due immediately', () => {
    expect(due({ ...manual, day: 6 }, '2026-03-02T15:00:00Z')).toBe('2026-03-09T00:00:00.000Z');
    expect(due(manual, '2026-03-07T15:00:00Z')).toBe('2026-03-09T00:00:00.000Z');
    expect(due({ ...manual, dueImmediately: true }, '2026-03-07T15:00:00Z')).toBe('2026-03-07T15:00:00.000Z');
    expect(due({ ...manual, day: 6, dueImmediately: true }, '2026-03-02T15:00:00Z')).toBe(
      '2026-03-07T00:00:00.000Z',
    );
  });

  it('day d counts from the moment the group before was due or done', () => {
    expect(due({ ...manual, day: 7 }, '2026-03-10T15:00:00Z', 4)).toBe('2026-03-13T00:00:00.000Z');
    expect(due({ ...manual, day: 4, position: 1 }, '2026-03-10T15:00:00Z', 4)).toBe(
      '2026-03-10T15:00:00.000Z',
    );
  });

  it('at a time of day: today when it is still to come, else the next day', () => {
    expect(due(atTime, '2026-03-02T09:00:00Z')).toBe('2026-03-02T09:30:00.000Z');
    expect(due(atTime, '2026-03-02T10:00:00Z')).toBe('2026-03-03T09:30:00.000Z');
    // Saturday: whether that is open is for the calendar to say.
    expect(due(atTime, '2026-03-06T10:00:00Z')).toBe('2026-03-07T09:30:00.000Z');
  });

  it('at a time of day: the person’s zone from locale, else the user’s', () => {
    const person = { ...atTime, timezoneMode: 'person' as const };
    expect(due(person, '2026-03-02T00:00:00Z', 1, { user: 'UTC', personLocale: 'Asia/Kolkata' })).toBe(
      '2026-03-02T04:00:00.000Z',
    );
    expect(due(person, '2026-03-02T09:00:00Z', 1, { user: 'UTC', personLocale: 'en-US' })).toBe(
      '2026-03-02T09:30:00.000Z',
    );
    expect(planGroup(person, { at: new Date('2026-03-02T09:00:00Z'), day: 1 }, UTC).reason.text).toContain(
      "because the person's zone is not known",
    );
    expect(personZone({ user: 'Nowhere/Else', personLocale: 'xx' })).toEqual({ zone: 'UTC', known: false });
  });

  it('keeps the clock on the wall over daylight saving', () => {
    expect(due({ ...atTime, day: 8, weekends: true }, '2026-03-02T12:00:00Z', 1, NEW_YORK)).toBe(
      '2026-03-09T13:30:00.000Z',
    );
    // 02:30 does not exist on 8 March 2026 in New York: an hour later, never skipped.
    expect(
      due({ ...atTime, timeOfDay: '02:30', day: 7, weekends: true }, '2026-03-02T12:00:00Z', 1, NEW_YORK),
    ).toBe('2026-03-08T07:30:00.000Z');
    const told = planGroup(
      { ...atTime, timeOfDay: '02:30', day: 7 },
      { at: new Date('2026-03-02T12:00:00Z'), day: 1 },
      NEW_YORK,
    );
    expect(told.reason.text).toContain('the clocks are changed over that time, so it is 03:30');
  });

  it('after a delay: minutes from the moment reached, and the weekend is for the calendar', () => {
    expect(due(afterDelay, '2026-03-02T09:00:00Z')).toBe('2026-03-02T10:30:00.000Z');
    expect(due({ ...afterDelay, day: 2 }, '2026-03-02T09:00:00Z')).toBe('2026-03-03T10:30:00.000Z');
    expect(due(afterDelay, '2026-03-06T23:00:00Z')).toBe('2026-03-07T00:30:00.000Z');
  });

  it('follows the worked timeline of docs/cadence-timing.md', () => {
    const zones = { user: 'America/New_York', personLocale: 'Europe/Berlin' };
    const personTime = { ...atTime, timeOfDay: '09:00', timezoneMode: 'person' as const };
    const added = '2026-03-05T15:00:00-05:00';
    expect(due({ ...afterDelay, delayMinutes: 30 }, added, 1, zones)).toBe('2026-03-05T20:30:00.000Z');
    expect(due({ ...manual, day: 2 }, '2026-03-05T15:30:00-05:00', 1, zones)).toBe(
      '2026-03-06T05:00:00.000Z',
    );
    expect(due({ ...personTime, day: 3 }, '2026-03-06T16:20:00-05:00', 2, zones)).toBe(
      '2026-03-07T08:00:00.000Z',
    );
    expect(due({ ...manual, day: 3 }, '2026-03-09T04:00:00-04:00', 3, zones)).toBe(
      '2026-03-09T08:00:00.000Z',
    );
    expect(due({ ...manual, day: 5 }, '2026-03-11T11:00:00-04:00', 3, zones)).toBe(
      '2026-03-13T04:00:00.000Z',
    );
    expect(due({ ...atTime, timeOfDay: '09:00', day: 7 }, '2026-03-13T11:00:00-04:00', 5, zones)).toBe(
      '2026-03-15T13:00:00.000Z',
    );
  });

  it('walks groups by day and position', () => {
    const groups = [
      { id: 1, day: 3, position: 0 },
      { id: 2, day: 1, position: 2 },
      { id: 3, day: 1, position: 1 },
    ];
    const order = [];
    for (let group = nextGroup(groups, undefined); group; group = nextGroup(groups, group))
      order.push(group.id);
    expect(order).toEqual([3, 2, 1]);
  });
});

const box = (change: Partial<MailboxCapacity> = {}): MailboxCapacity => ({
  id: 1,
  name: 'rep@sender.test',
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
const sending = (change: Partial<SendingCapacity> = {}): SendingCapacity => ({
  zone: 'America/New_York',
  mailboxes: [box()],
  userLimit: null,
  userUsed: new Map(),
  userBookedUntil: null,
  thread: undefined,
  booked: null,
  ...change,
});

// A Monday, nine in the morning UTC: four at night in New York.
const fine: PlanInput = {
  now: new Date('2026-03-02T09:00:00Z'),
  action: { id: 1, seed: '1:1', type: 'email', automated: true, inThread: false },
  step: { disabled: false, deleted: false },
  membership: { id: 1, live: true, pausedUntil: null, pausedBecause: null },
  cadence: { archived: false, deleted: false, paused: false, overridesRestrictions: false, endsOn: null },
  person: {
    deleted: false,
    doNotContact: false,
    accountDoNotContact: false,
    bouncing: false,
    restrictions: [],
    emailAddress: 'a@b.test',
    suppressed: null,
  },
  user: { id: 1, active: true, timeZone: 'America/New_York', paused: false },
  team: { allowsAutomatedEmail: true, paused: false },
  calendar: {
    zone: 'America/New_York',
    blocks: null,
    owner: 'user',
    weekends: false,
    dayOff: () => undefined,
    afterClosedDay: 'keep',
  },
  absences: [],
  colleagues: new Map(),
  start: null,
  sending: sending(),
};
const call: PlanInput = { ...fine, action: { ...fine.action, type: 'phone', automated: false } };
const office = {
  ...fine.calendar,
  blocks: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1020 }],
  afterClosedDay: 'start' as const,
};
const leave: Absence = {
  id: 1,
  userId: 1,
  startsOn: '2026-03-01',
  endsOn: '2026-03-04',
  mode: 'hold',
  handOverToId: null,
  returnSpreadDays: 1,
};
const cadence = (change: Partial<PlanInput['cadence']>) => ({ cadence: { ...fine.cadence, ...change } });
const person = (change: Partial<PlanInput['person']>) => ({ person: { ...fine.person, ...change } });

describe('what to do with a due action', () => {
  it('sends automatic e-mails and opens the rest', () => {
    expect(planAction(fine)).toEqual({ do: 'send', rule: 'due', mailboxId: 1, at: fine.now });
    expect(planAction({ ...fine, action: { ...fine.action, automated: false } })).toEqual({
      do: 'open',
      rule: 'due',
    });
    expect(planAction({ ...call, ...person({ emailAddress: null }) })).toEqual({ do: 'open', rule: 'due' });
  });

  it.each<[string, Partial<PlanInput>, string]>([
    [
      'membership_ended',
      { membership: { id: 1, live: false, pausedUntil: null, pausedBecause: null } },
      'cancel',
    ],
    ['person_deleted', person({ deleted: true }), 'remove'],
    ['do_not_contact', person({ doNotContact: true }), 'remove'],
    ['account_do_not_contact', person({ accountDoNotContact: true }), 'remove'],
    ['cadence_deleted', cadence({ deleted: true }), 'remove'],
    ['cadence_archived', cadence({ archived: true }), 'archive'],
    ['cadence_ended', cadence({ endsOn: '2026-03-01' }), 'remove'],
    ['cadence_paused', cadence({ paused: true }), 'postpone'],
    [
      'membership_paused',
      {
        membership: {
          id: 1,
          live: true,
          pausedUntil: new Date('2026-03-05T00:00:00Z'),
          pausedBecause: null,
        },
      },
      'postpone',
    ],
    ['user_inactive', { user: { ...fine.user, active: false } }, 'postpone'],
    ['step_disabled', { step: { disabled: true, deleted: false } }, 'skip'],
    ['contact_restriction', person({ restrictions: ['email'] }), 'skip'],
    [
      'suppressed',
      person({
        suppressed: say('suppressed', { why: 'opt_out', here: false, skipped: true }, { quote: 'a@b.test' }),
      }),
      'skip',
    ],
    ['automation_allowed', { team: { allowsAutomatedEmail: false, paused: false } }, 'hand_over'],
    ['email_address', person({ emailAddress: null }), 'hold'],
    ['bouncing', person({ bouncing: true }), 'hold'],
    ['team_paused', { team: { allowsAutomatedEmail: true, paused: true } }, 'postpone'],
    ['user_paused', { user: { ...fine.user, paused: true } }, 'postpone'],
    [
      'hand_over',
      {
        absences: [{ ...leave, mode: 'hand_over', handOverToId: 2 }],
        colleagues: new Map([[2, { name: 'Cleo', active: true, timeZone: 'UTC' }]]),
      },
      'assign',
    ],
    ['send_window', { calendar: office }, 'postpone'],
    [
      'holiday',
      {
        calendar: {
          ...fine.calendar,
          dayOff: (date) => (date === '2026-03-02' ? 'Casimir Pulaski Day' : undefined),
        },
      },
      'postpone',
    ],
    ['weekend', { now: new Date('2026-03-07T18:00:00Z') }, 'postpone'],
    ['absence', { absences: [leave] }, 'postpone'],
    [
      'new_people_limit',
      {
        start: {
          zone: 'UTC',
          perDay: 1,
          perUserPerDay: null,
          startsOn: null,
          started: new Map([['2026-03-02', { all: 1, mine: 0 }]]),
        },
      },
      'postpone',
    ],
    [
      'email_daily_limit',
      { sending: sending({ userLimit: 3, userUsed: new Map([['2026-03-02', 3]]) }) },
      'postpone',
    ],
    [
      'mailbox_daily_limit',
      { sending: sending({ mailboxes: [box({ dailyLimit: 3, used: new Map([['2026-03-02', 3]]) })] }) },
      'postpone',
    ],
    [
      'mailbox_ramp_up',
      {
        sending: sending({
          mailboxes: [
            box({
              dailyLimit: 50,
              ramp: { startedOn: '2026-03-01', start: 2, step: 1 },
              used: new Map([['2026-03-02', 3]]),
            }),
          ],
        }),
      },
      'postpone',
    ],
    [
      'mailbox_hourly_limit',
      {
        sending: sending({ mailboxes: [box({ hourlyLimit: 1, slots: [new Date('2026-03-02T08:30:00Z')] })] }),
      },
      'postpone',
    ],
    [
      'mailbox_spacing',
      {
        sending: sending({
          mailboxes: [box({ spacingSeconds: 600, nextSlotAt: new Date('2026-03-02T09:08:00Z') })],
        }),
      },
      'postpone',
    ],
    [
      'mailbox_retry',
      { sending: sending({ mailboxes: [box({ retryAt: new Date('2026-03-02T09:30:00Z') })] }) },
      'postpone',
    ],
    [
      'mailbox_paused',
      {
        sending: sending({
          mailboxes: [
            box({
              stopped: say('mailbox_paused', { mailbox_id: 1, how: 'paused' }, { name: 'rep@sender.test' }),
            }),
          ],
        }),
      },
      'postpone',
    ],
  ])('%s', (rule, change, what) => {
    expect(planAction({ ...fine, ...change })).toMatchObject({
      rule,
      do: what,
      reason: { text: expect.stringMatching(/^.{10,}\.$/) },
    });
  });

  it('lets an operational cadence override restrictions', () => {
    expect(
      planAction({
        ...fine,
        ...person({ restrictions: ['email'] }),
        ...cadence({ overridesRestrictions: true }),
      }).do,
    ).toBe('send');
  });

  it('postpones to the exact next permitted minute, in words a rep reads', () => {
    expect(planAction({ ...fine, calendar: office })).toMatchObject({
      do: 'postpone',
      rule: 'send_window',
      until: new Date('2026-03-02T14:00:00Z'),
      reason: {
        text: "Outside the sender's window (Mon-Fri 09:00-17:00, America/New_York). It goes out Monday 2 March 2026 at 09:00 (America/New_York).",
      },
    });
    // Window, holiday, leave, throttle and capacity at once: the first moment that fits them all.
    const all: PlanInput = {
      ...fine,
      calendar: { ...office, dayOff: (date) => (date === '2026-03-05' ? 'Town fair' : undefined) },
      absences: [leave],
      start: {
        zone: 'UTC',
        perDay: 5,
        perUserPerDay: 2,
        startsOn: null,
        started: new Map([['2026-03-06', { all: 2, mine: 2 }]]),
      },
      sending: sending({ mailboxes: [box({ dailyLimit: 1, used: new Map([['2026-03-09', 1]]) })] }),
    };
    expect(planAction(all)).toMatchObject({
      do: 'postpone',
      rule: 'absence',
      until: new Date('2026-03-10T13:00:00Z'),
      startsOn: '2026-03-10',
      place: { mailboxId: 1 },
    });
  });

  it('never after the last day of the cadence', () => {
    const friday = { ...fine, now: new Date('2026-03-06T22:30:00Z'), calendar: office };
    expect(planAction({ ...friday, ...cadence({ endsOn: '2026-03-08' }) })).toMatchObject({
      do: 'remove',
      rule: 'cadence_ended',
      reason: { text: 'The cadence ended on Sunday 8 March 2026.' },
    });
    expect(planAction({ ...friday, ...cadence({ endsOn: '2026-03-09' }) }).do).toBe('postpone');
  });

  it('holds what no window ever lets through', () => {
    expect(planAction({ ...fine, calendar: { ...office, blocks: [] } })).toMatchObject({
      do: 'hold',
      rule: 'send_window',
    });
    expect(planAction({ ...fine, calendar: { ...office, dayOff: () => 'Closed' } })).toMatchObject({
      do: 'hold',
    });
  });

  it('asks manual steps for no capacity, and pauses only what the machine sends', () => {
    const full = sending({ userLimit: 1, userUsed: new Map([['2026-03-02', 1]]) });
    expect(planAction({ ...call, sending: full, team: { ...fine.team, paused: true } }).do).toBe('open');
    expect(planAction({ ...call, ...cadence({ paused: true }) })).toMatchObject({
      do: 'postpone',
      until: new Date(fine.now.getTime() + SLEEP_MS),
    });
  });

  it('hands on to whoever is there at the end, and leaves conversations alone', () => {
    const to = (id: number, userId: number, handOverToId: number): Absence => ({
      ...leave,
      id,
      userId,
      mode: 'hand_over',
      handOverToId,
    });
    const team = new Map([2, 3].map((id) => [id, { name: `User ${id}`, active: true, timeZone: 'UTC' }]));
    const away = { ...call, colleagues: team };
    expect(planAction({ ...away, absences: [to(1, 1, 2), to(2, 2, 3)] })).toMatchObject({
      do: 'assign',
      userId: 3,
    });
    // In a circle, or with the stand-in away as well, it waits.
    expect(planAction({ ...away, absences: [to(1, 1, 2), to(2, 2, 1)] })).toMatchObject({
      do: 'postpone',
      rule: 'absence',
    });
    expect(planAction({ ...away, absences: [to(1, 1, 2), { ...leave, id: 2, userId: 2 }] }).rule).toBe(
      'absence',
    );
    const goesOn = {
      ...fine,
      colleagues: team,
      absences: [to(1, 1, 2)],
      action: { ...fine.action, inThread: true },
    };
    expect(planAction(goesOn).do).toBe('send');
    expect(planAction({ ...goesOn, absences: [leave] }).rule).toBe('absence');
  });

  it('queues for a moment close by, and plans the rest', () => {
    const soon = (minutes: number) =>
      planAction({
        ...fine,
        sending: sending({
          mailboxes: [
            box({ spacingSeconds: 60, nextSlotAt: new Date(fine.now.getTime() + minutes * 60_000) }),
          ],
        }),
      });
    expect(soon(4)).toMatchObject({
      do: 'send',
      at: new Date('2026-03-02T09:04:00Z'),
      rule: 'mailbox_spacing',
    });
    expect(soon(6)).toMatchObject({
      do: 'postpone',
      until: new Date('2026-03-02T09:06:00Z'),
      place: { mailboxId: 1 },
    });
  });

  it('follows the worked timeline of docs/cadence-timing.md', () => {
    const days = [1, 2, 3, 4, 5];
    const zone = 'Europe/Berlin';
    const easter = new Map([
      ['2026-04-03', 'Good Friday'],
      ['2026-04-06', 'Easter Monday'],
    ]);
    const berlin = (due: string, change: Partial<PlanInput> = {}, keep = false) => {
      const decision = planAction({
        ...fine,
        now: new Date(due),
        user: { ...fine.user, timeZone: zone },
        calendar: {
          ...office,
          zone,
          blocks: [
            { days, from: 540, to: 720 },
            { days, from: 780, to: 1020 },
          ],
          dayOff: (date) => easter.get(date),
          afterClosedDay: keep ? 'keep' : 'start',
        },
        ...change,
      });
      const at =
        decision.do === 'postpone' ? decision.until : decision.do === 'send' ? decision.at : undefined;
      return [at?.toISOString(), decision.rule];
    };
    const mailboxes = (change: Partial<MailboxCapacity>) => ({
      sending: sending({ zone, mailboxes: [box({ dailyLimit: 40, spacingSeconds: 120, ...change })] }),
    });
    expect(berlin('2026-04-02T12:20:00+02:00')).toEqual(['2026-04-02T11:00:00.000Z', 'send_window']);
    expect(berlin('2026-04-02T16:59:30+02:00')).toEqual(['2026-04-02T14:59:30.000Z', 'due']);
    expect(berlin('2026-04-02T17:00:00+02:00')).toEqual(['2026-04-07T07:00:00.000Z', 'send_window']);
    expect(berlin('2026-04-03T11:00:00+02:00')).toEqual(['2026-04-07T07:00:00.000Z', 'holiday']);
    expect(berlin('2026-04-03T11:00:00+02:00', {}, true)).toEqual(['2026-04-07T09:00:00.000Z', 'holiday']);
    const nine = '2026-04-07T09:00:00+02:00';
    const second = mailboxes({ nextSlotAt: new Date('2026-04-07T09:02:00+02:00') });
    expect(berlin(nine, second)).toEqual(['2026-04-07T07:02:00.000Z', 'mailbox_spacing']);
    const last = mailboxes({ used: new Map([['2026-04-07', 40]]) });
    expect(berlin(nine, last)).toEqual(['2026-04-08T07:00:00.000Z', 'mailbox_daily_limit']);
    const away = { absences: [{ ...leave, startsOn: '2026-04-08', endsOn: '2026-04-10' }] };
    expect(berlin('2026-04-08T09:00:00+02:00', away)).toEqual(['2026-04-13T07:00:00.000Z', 'absence']);
  });

  it('decides the same every time', () => {
    const busy = {
      ...fine,
      calendar: office,
      absences: [{ ...leave, returnSpreadDays: 10 }],
      sending: sending({ mailboxes: [box(), box({ id: 2 })] }),
    };
    const first = planAction(busy);
    for (let n = 0; n < 50; n += 1) expect(planAction(busy)).toEqual(first);
  });
});
