import { describe, expect, it } from 'vitest';
import {
  type Anchor,
  type GroupTiming,
  nextGroup,
  personZone,
  planGroup,
} from '../domain/cadences/membership-rules.js';
import { planAction, type Situation, startOfDay } from './plan.js';

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
    expect(due(atTime, '2026-03-06T10:00:00Z')).toBe('2026-03-09T09:30:00.000Z');
    expect(due({ ...atTime, weekends: true }, '2026-03-06T10:00:00Z')).toBe('2026-03-07T09:30:00.000Z');
  });

  it('at a time of day: the person’s zone from locale, else the user’s', () => {
    const person = { ...atTime, timezoneMode: 'person' as const };
    expect(due(person, '2026-03-02T00:00:00Z', 1, { user: 'UTC', personLocale: 'Asia/Kolkata' })).toBe(
      '2026-03-02T04:00:00.000Z',
    );
    expect(due(person, '2026-03-02T09:00:00Z', 1, { user: 'UTC', personLocale: 'en-US' })).toBe(
      '2026-03-02T09:30:00.000Z',
    );
    expect(planGroup(person, { at: new Date('2026-03-02T09:00:00Z'), day: 1 }, UTC).reason).toContain(
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
  });

  it('after a delay: minutes from the moment reached, weekends skipped at the same time of day', () => {
    expect(due(afterDelay, '2026-03-02T09:00:00Z')).toBe('2026-03-02T10:30:00.000Z');
    expect(due({ ...afterDelay, day: 2 }, '2026-03-02T09:00:00Z')).toBe('2026-03-03T10:30:00.000Z');
    expect(due(afterDelay, '2026-03-06T23:00:00Z')).toBe('2026-03-09T00:30:00.000Z');
    expect(due({ ...afterDelay, weekends: true }, '2026-03-06T23:00:00Z')).toBe('2026-03-07T00:30:00.000Z');
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
      '2026-03-09T08:00:00.000Z',
    );
    expect(due({ ...manual, day: 3 }, '2026-03-09T04:00:00-04:00', 3, zones)).toBe(
      '2026-03-09T08:00:00.000Z',
    );
    expect(due({ ...manual, day: 5 }, '2026-03-11T11:00:00-04:00', 3, zones)).toBe(
      '2026-03-13T04:00:00.000Z',
    );
    expect(due({ ...atTime, timeOfDay: '09:00', day: 7 }, '2026-03-13T11:00:00-04:00', 5, zones)).toBe(
      '2026-03-16T13:00:00.000Z',
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

const fine: Situation = {
  now: new Date('2026-03-02T09:00:00Z'),
  action: { type: 'email', automated: true },
  step: { disabled: false, deleted: false },
  membership: { live: true, pausedUntil: null },
  cadence: { archived: false, deleted: false, paused: false, overridesRestrictions: false },
  person: {
    deleted: false,
    doNotContact: false,
    accountDoNotContact: false,
    bouncing: false,
    restrictions: [],
    emailAddress: 'a@b.test',
  },
  user: { active: true, timeZone: 'America/New_York' },
  team: { allowsAutomatedEmail: true, emailDailyLimit: null },
  emailsToday: 0,
};

describe('what to do with a due touch', () => {
  it('sends automatic e-mails and opens the rest', () => {
    expect(planAction(fine)).toEqual({ do: 'send', rule: 'due' });
    expect(planAction({ ...fine, action: { type: 'email', automated: false } })).toEqual({
      do: 'open',
      rule: 'due',
    });
    expect(
      planAction({
        ...fine,
        action: { type: 'phone', automated: false },
        person: { ...fine.person, emailAddress: null },
      }),
    ).toEqual({ do: 'open', rule: 'due' });
  });

  it.each<[string, Partial<Situation>, string]>([
    ['membership_ended', { membership: { live: false, pausedUntil: null } }, 'cancel'],
    ['person_deleted', { person: { ...fine.person, deleted: true } }, 'remove'],
    ['do_not_contact', { person: { ...fine.person, doNotContact: true } }, 'remove'],
    ['account_do_not_contact', { person: { ...fine.person, accountDoNotContact: true } }, 'remove'],
    ['cadence_deleted', { cadence: { ...fine.cadence, deleted: true } }, 'remove'],
    ['cadence_archived', { cadence: { ...fine.cadence, archived: true } }, 'archive'],
    ['cadence_paused', { cadence: { ...fine.cadence, paused: true } }, 'postpone'],
    [
      'membership_paused',
      { membership: { live: true, pausedUntil: new Date('2026-03-05T00:00:00Z') } },
      'postpone',
    ],
    ['user_inactive', { user: { ...fine.user, active: false } }, 'postpone'],
    ['step_disabled', { step: { disabled: true, deleted: false } }, 'skip'],
    ['contact_restriction', { person: { ...fine.person, restrictions: ['email'] } }, 'skip'],
    ['automation_allowed', { team: { allowsAutomatedEmail: false, emailDailyLimit: null } }, 'hand_over'],
    ['email_address', { person: { ...fine.person, emailAddress: null } }, 'hold'],
    ['bouncing', { person: { ...fine.person, bouncing: true } }, 'hold'],
    [
      'email_daily_limit',
      { team: { allowsAutomatedEmail: true, emailDailyLimit: 3 }, emailsToday: 3 },
      'postpone',
    ],
  ])('%s', (rule, change, what) => {
    expect(planAction({ ...fine, ...change })).toMatchObject({
      rule,
      do: what,
      reason: expect.stringMatching(/\.$/),
    });
  });

  it('lets an operational cadence override restrictions, and counts a limit by the rep’s day', () => {
    const restricted = {
      ...fine,
      person: { ...fine.person, restrictions: ['email'] },
      cadence: { ...fine.cadence, overridesRestrictions: true },
    };
    expect(planAction(restricted).do).toBe('send');
    expect(startOfDay(fine.now, 'America/New_York', 1).toISOString()).toBe('2026-03-03T05:00:00.000Z');
  });
});
