import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { Facts, Rule } from '../rules.js';
import { BulkJob } from './bulk_jobs.js';
import { CallHours } from './dialer.js';

/** What a rep works on, in the order it is offered; each comes whole before the next. */
export const TIERS = ['answer_first', 'hot', 'promised', 'due_now', 'needs_decision', 'overdue'] as const;
export type Tier = (typeof TIERS)[number];

/** What an item is: a touch by its type, or what else somebody has to look at. */
export const QUEUE_KINDS = [
  'email',
  'phone',
  'integration',
  'other',
  'task',
  'reply',
  'person',
  'uncertain_email',
  'mailbox',
] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

const Reason = z.object({ rule: Rule, says: z.string(), facts: Facts });

export const QueueItem = z.object({
  rank: z.int(),
  tier: z.enum(TIERS),
  kind: z.enum(QUEUE_KINDS),
  at: f.timestamp(),
  because: z.array(Reason),
  held: Reason.nullable(),
  action: f.ref('/v2/actions/{id}'),
  task: f.ref('/v2/tasks/{id}'),
  received_message: f.ref('/v2/received_messages/{id}'),
  email: f.ref('/v2/send_ledger/{id}'),
  mailbox: f.ref('/v2/mailboxes/{id}'),
  person: f.ref('/v2/people/{id}'),
  account: f.ref('/v2/accounts/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  call: CallHours.extend({ number: z.string().nullable() }).nullable(),
});

const number = () => z.int();
const each = <const N extends readonly string[]>(names: N) =>
  z.object(Object.fromEntries(names.map((name) => [name, number()])) as Record<N[number], z.ZodInt>);

/** Records that come along with the items. */
const QUEUE_INCLUDES = ['account', 'cadence', 'person', 'step'] as const;

/** The day of a rep, in tiers. The order is made of rules, never of a score. */
export const queue = operation({
  name: 'queue',
  tag: 'Queue',
  method: 'GET',
  path: '/v2/queue',
  summary:
    'what a rep does next and why: answers that wait, people who are interested now, promises, what is due, what needs a decision, what is late; in this order, each tier in its own',
  scope: 'cadences:read',
  query: z.object({
    user_id: f.id().optional(),
    tier: f.oneOf(TIERS).optional(),
    kind: f.oneOf(QUEUE_KINDS).optional(),
    page: f.integer().pipe(z.int().min(1).max(10_000)).default(1),
    per_page: f.integer().pipe(z.int().min(1).max(100)).default(50),
    include: f.someOf(QUEUE_INCLUDES).optional(),
  }),
  response: z.object({
    page: z.int(),
    per_page: z.int(),
    next_page: z.int().nullable(),
    counts: z.object({ total: number(), tiers: each(TIERS), kinds: each(QUEUE_KINDS) }),
    items: z.array(QueueItem),
    included: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  }),
  responseName: 'Queue',
  extension: true,
});

const onAction = {
  tag: 'Actions',
  method: 'POST',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: z.object({ id: z.int() }),
  responseName: 'ChangedAction',
  extension: true,
} as const;

/** It leaves the queue and comes back by itself. */
export const snoozeAction = operation({
  ...onAction,
  name: 'snooze_action',
  path: '/v2/actions/{id}/snooze',
  summary:
    'put an open action off: it is planned for that moment and opens then; refused behind the last day of its cadence, or while its e-mail is on its way',
  body: z.object({ until: f.timestampInput().describe('When it shall open again, at most a year ahead.') }),
});

export const handOverAction = operation({
  ...onAction,
  name: 'hand_over_action',
  path: '/v2/actions/{id}/hand_over',
  summary:
    'give an open action to a colleague, who finds it in the own queue; the person stays on the cadence as before',
  body: z.object({ user_id: f.id().describe('Number of the colleague.') }),
});

export const dropAction = operation({
  ...onAction,
  name: 'drop_action',
  events: ['cadence_membership_updated'],
  mayCause: ['person_updated', 'email_updated'],
  path: '/v2/actions/{id}/drop',
  summary: 'leave an open action out for good: its person goes on with the next step of the cadence',
});

const DAYS = 60;

/** Each gets a day of its own, as a row of a bulk job. */
export const spreadActions = operation({
  name: 'spread_actions',
  tag: 'Actions',
  method: 'POST',
  path: '/v2/actions/spread',
  summary:
    'spread open actions evenly over working days, the longest due first, by their numbers or by a filter of actions; the answer is the bulk job, whose rows snooze them',
  scope: 'cadences:write',
  status: 202,
  body: z.object({
    action_ids: f.integers(10_000).nullish().describe('Numbers of the actions.'),
    filter: z
      .record(z.string(), z.unknown())
      .nullish()
      .describe('Instead of numbers: filters of the list of actions, at least one.'),
    except: f
      .integers(10_000)
      .nullish()
      .describe('Numbers of actions that the filter takes and this does not.'),
    days: f
      .integer()
      .pipe(z.int().min(1).max(DAYS))
      .describe(`Over how many working days, 1 to ${DAYS}; Saturdays and Sundays are left out.`),
    from: f
      .dateInput()
      .nullish()
      .describe("The first of them; default: tomorrow, where each action's user is."),
    dry_run: f.boolean().nullish().describe('true: nothing is moved, the job says what would be refused.'),
  }),
  response: BulkJob,
  responseName: 'BulkJob',
  extension: true,
});
