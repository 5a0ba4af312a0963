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

/** People that one forecast looks at. */
export const FORECAST_PEOPLE = 25;

export const cadenceForecast = operation({
  name: 'cadence_forecast',
  tag: 'Timelines',
  method: 'POST',
  path: '/v2/cadences/{id}/forecast',
  summary:
    'what would happen to people who are not on a cadence, of a draft as well: each is put on it by its own rules, looked ahead at together with the others, and taken back; nothing is stored',
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
