import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { Facts, Rule } from '../rules.js';

const TimelineEntry = z.object({
  /** done, skipped, cancelled: past. open: a rep can do it now. planned: expected at `at`. waiting: nobody can say when. */
  state: z.enum(['done', 'skipped', 'cancelled', 'open', 'planned', 'waiting']),
  at: f.timestamp().nullable(),
  type: z.string(),
  automated: z.boolean(),
  day: z.int(),
  step_name: z.string().nullable(),
  /** The rule that decided, and its sentence. */
  rule: Rule.nullable(),
  reason: z.string(),
  /** What the sentence is made of. */
  facts: Facts,
  step: f.ref('/v2/steps/{id}'),
  user: f.ref('/v2/users/{id}'),
  action: f.bareRef(),
  email: z
    .object({
      id: z.int().nullable(),
      /** As in the send ledger; `forecast` for one that is not written yet. */
      state: z.string(),
      from_address: z.string(),
      to_address: z.string(),
      /** Subject and body: null without the scope email_contents:read. */
      subject: z.string().nullable(),
      body: z.string().nullable(),
      views: z.int(),
      clicks: z.int(),
      replies: z.int(),
      bounced: z.boolean(),
      mailbox: f.ref('/v2/mailboxes/{id}'),
      step_variant: f.bareRef(),
    })
    .nullable(),
});

export const Timeline = z.object({
  state: z.string().nullable(),
  cadence_membership: f.ref('/v2/cadence_memberships/{id}'),
  person: f.ref('/v2/people/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  entries: z.array(TimelineEntry),
  ends: z.object({ at: f.timestamp().nullable(), reason: z.string(), rule: Rule, facts: Facts }).nullable(),
});

export const membershipTimeline = operation({
  name: 'membership_timeline',
  tag: 'Timelines',
  method: 'GET',
  path: '/v2/cadence_memberships/{id}/timeline',
  summary:
    'what happened and what will, with dates, mailboxes, words and reasons, if each touch is done when due',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: Timeline,
  responseName: 'Timeline',
  extension: true,
});

export const cadenceTimeline = operation({
  name: 'cadence_timeline',
  tag: 'Timelines',
  method: 'GET',
  path: '/v2/cadences/{id}/timeline',
  summary: 'the timelines of the people on a cadence, a page of people at a time',
  scope: 'cadences:read',
  params: { id: f.id() },
  query: z.object({
    page: f.integer().pipe(z.int().min(1).max(100_000)).default(1),
    per_page: f.integer().pipe(z.int().min(1).max(25)).default(10),
  }),
  response: z.object({
    page: z.int(),
    per_page: z.int(),
    next_page: z.int().nullable(),
    people: z.array(Timeline),
  }),
  responseName: 'CadenceTimeline',
  extension: true,
});

/** People that one forecast looks at, and those of them that it tells of one by one. */
export const FORECAST_PEOPLE = 2000;
export const FORECAST_SHOWN = 25;

export const cadenceForecast = operation({
  name: 'cadence_forecast',
  tag: 'Timelines',
  method: 'POST',
  path: '/v2/cadences/{id}/forecast',
  summary:
    'what would happen to people who are not on a cadence, of a draft as well: each is put on it by its own rules, looked ahead at together with the others, and taken back; nothing is stored. Meanwhile their rows are held: who changes one of them waits. Whoever was not put on it within ten seconds is left out',
  scope: 'cadences:write',
  params: { id: f.id() },
  body: z.object({
    person_ids: f
      .integers(FORECAST_PEOPLE)
      .nullish()
      .describe(`Numbers of the people, ${FORECAST_PEOPLE} at most.`),
    filter: z
      .record(z.string(), z.unknown())
      .nullish()
      .describe(
        `Instead of numbers: filters of the list of people; the first ${FORECAST_PEOPLE} are looked at.`,
      ),
    user_id: f
      .id()
      .nullish()
      .describe('Number of the user whose touches these would be; the caller when absent.'),
    step_id: f.id().nullish().describe('Number of the step to begin with, instead of the first.'),
    from: f.timestampInput().nullish().describe('When they would be put on it; default: now.'),
  }),
  response: z.object({
    tried: z.int().describe('How many people were tried.'),
    left_out: z
      .int()
      .describe('How many more were meant and not looked at, for it would have taken too long.'),
    refusals: z
      .array(z.object({ reason: z.string(), people: z.int() }))
      .describe('Why people would not be put on it, and how many, the most first.'),
    people: z.array(
      z.object({
        person: f.ref('/v2/people/{id}'),
        refused: z.string().nullable(),
        entries: z.array(TimelineEntry),
        ends: z
          .object({ at: f.timestamp().nullable(), reason: z.string(), rule: Rule, facts: Facts })
          .nullable(),
      }),
    ),
    days: z.array(
      z.object({
        day: f.date(),
        type: z.string(),
        automated: z.boolean(),
        mailbox: f.ref('/v2/mailboxes/{id}'),
        touches: z.int(),
      }),
    ),
  }),
  responseName: 'CadenceForecast',
  extension: true,
});

const touches = z.array(
  z.object({
    type: z.string(),
    automated: z.boolean(),
    mailbox: f.ref('/v2/mailboxes/{id}'),
    touches: z.int(),
  }),
);

export const cadenceCalendar = operation({
  name: 'cadence_calendar',
  tag: 'Timelines',
  method: 'GET',
  path: '/v2/cadences/{id}/calendar',
  summary:
    'how many touches of which kind the people on a cadence will get on which day, if each is done when due, with what the mailboxes can send and the holidays of these days',
  scope: 'cadences:read',
  params: { id: f.id() },
  query: z.object({
    from: f.dateInput().nullish(),
    days: f.integer().pipe(z.int().min(1).max(92)).default(28),
  }),
  response: z.object({
    people: z.int().describe(`People who were looked at: ${FORECAST_PEOPLE} at most, who came first.`),
    more: z.boolean().describe('Whether there are others on the cadence, whose touches are not counted.'),
    days: z.array(
      z.object({
        day: f.date(),
        touches,
        capacity: z.array(
          z.object({
            mailbox: f.ref('/v2/mailboxes/{id}'),
            limit: z
              .int()
              .describe(
                'What it may send on that day, by its own limit or that of its user. One without limit is not named.',
              ),
            used: z.int().describe('What is sent, queued or has its place there already, of all cadences.'),
          }),
        ),
        holidays: z.array(
          z.object({
            name: z.string().describe('What the day is called.'),
            calendar: z.string().describe('Name of the holiday calendar that has it.'),
            applies_to: z
              .string()
              .describe('all; or those alone whose own country, or whose user’s, is that of the calendar.'),
          }),
        ),
      }),
    ),
  }),
  responseName: 'CadenceCalendar',
  extension: true,
});

export const Why = z.object({
  type: z.string(),
  because: z.string(),
  /** The rule that `because` states, and what the sentence is made of. */
  rule: Rule,
  facts: Facts,
  next: f.timestamp().nullable(),
  rules: z.array(z.object({ rule: Rule, stops: z.boolean(), says: z.string(), facts: Facts })),
  action: f.bareRef(),
  email: f.bareRef(),
  cadence_membership: f.ref('/v2/cadence_memberships/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
});

export const actionWhy = operation({
  name: 'action_why',
  tag: 'Timelines',
  method: 'GET',
  path: '/v2/actions/{id}/why',
  summary: 'why a touch has not happened: every rule asked now, and when it can go',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: Why,
  responseName: 'Why',
  extension: true,
});

export const personWhyNotSent = operation({
  name: 'person_why_not_sent',
  tag: 'Timelines',
  method: 'GET',
  path: '/v2/people/{id}/why_not_sent',
  summary: 'why nothing is sent to a person: each touch and e-mail that waits, or why there is none',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: z.object({ waiting: z.array(Why), nothing: z.string().nullable(), nothing_facts: Facts }),
  responseName: 'WhyNotSent',
  extension: true,
});

export const sendLedgerHistory = operation({
  name: 'send_ledger_history',
  tag: 'Send Ledger',
  method: 'GET',
  path: '/v2/send_ledger/{id}/history',
  summary: 'every change of an e-mail in the ledger, oldest first',
  scope: 'emails:read',
  params: { id: f.id() },
  list: {
    record: z.object({
      at: f.timestamp(),
      state: z.string(),
      reason: z.string(),
      rule: Rule.nullable(),
      facts: Facts,
      smtp_reply: z.string().nullable(),
    }),
    recordName: 'LedgerChange',
    below: { id: 'email' },
    filters: {},
    sorts: [],
    defaultSort: 'id',
    defaultDirection: 'ASC',
    paging: 'never',
    most: 1000,
  },
  extension: true,
});
