import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

export const REACTION_KINDS = ['reply', 'auto_reply', 'bounce', 'open', 'click', 'opt_out'] as const;

const rate = () => z.number().min(0).max(1);
export const SandboxSettings = z.object({
  /** The same seed, people and cadences give the same result. */
  seed: z.string(),
  /** Shares, 0 to 1, of the delivered messages. A message that bounces gets nothing else. */
  reply_rate: rate(),
  auto_reply_rate: rate(),
  bounce_rate: rate(),
  open_rate: rate(),
  click_rate: rate(),
  opt_out_rate: rate(),
  /** Calls and other manual steps are done as they come due; otherwise they wait for a person. */
  complete_manual_steps: z.boolean(),
});

const Touch = z.object({
  at: f.timestamp(),
  kind: z.enum([
    'email_sent',
    'email_held',
    'email_cancelled',
    'step_waiting',
    'step_done',
    'step_skipped',
    ...REACTION_KINDS,
  ]),
  person_id: z.int().nullable(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  /** Why then, or what came of it. */
  reason: z.string(),
  /** The planner's rule that decided. */
  rule: z.string().nullable(),
});

const Counts = z.object({
  emails_sent: z.int(),
  emails_held: z.int(),
  emails_cancelled: z.int(),
  steps_waiting: z.int(),
  steps_done: z.int(),
  steps_skipped: z.int(),
  replies: z.int(),
  auto_replies: z.int(),
  bounces: z.int(),
  opens: z.int(),
  clicks: z.int(),
  opt_outs: z.int(),
});

export const SandboxAdvance = z.object({
  /** running; done: the target was reached; cancelled; time_limit: call again to go on; failed. */
  state: z.enum(['running', 'done', 'cancelled', 'time_limit', 'failed']),
  from: f.timestamp(),
  target: f.timestamp(),
  /** How far the team's clock came. */
  now: f.timestamp(),
  /** Moments the clock stopped at because something was due. */
  moments: z.int(),
  counts: Counts,
  /** The first things that happened, in order. */
  touches: z.array(Touch),
  /** There were more than `touches` lists. */
  more: z.boolean(),
  error: z.string().nullable(),
});

export const Sandbox = z.object({
  enabled: z.boolean(),
  /** The team's present. */
  now: f.timestamp(),
  clock_offset_ms: z.int(),
  /** When something is due next; null when nothing is planned. */
  next_due_at: f.timestamp().nullable(),
  settings: SandboxSettings,
  /** The advance under way or the last one; its touches are in the answer of the advance itself. */
  advance: SandboxAdvance.omit({ touches: true, more: true }).nullable(),
});

const common = { tag: 'Sandbox', extension: true } as const;
const answer = { response: Sandbox, responseName: 'Sandbox' } as const;

export const sandbox = operation({
  ...common,
  ...answer,
  name: 'sandbox',
  method: 'GET',
  path: '/v2/sandbox',
  summary: "the team's sandbox: its clock, its made-up people, the advance under way",
  scope: 'team:read',
});

const share = () =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^(?:\d+(?:\.\d+)?|\.\d+)$/)
          .transform(Number),
      ],
      { error: 'must be a number from 0 to 1' },
    )
    .pipe(z.number().min(0, 'must be a number from 0 to 1').max(1, 'must be a number from 0 to 1'));

/** Absent stays as it is. */
export const sandboxSettings = operation({
  ...common,
  ...answer,
  name: 'sandbox_settings',
  method: 'PUT',
  path: '/v2/sandbox',
  summary: 'what made-up people do; enabled makes the team a sandbox, or ends that',
  scope: 'team:write',
  body: z.object({
    enabled: f.boolean().nullish(),
    seed: f.requiredText(100).nullish(),
    reply_rate: share().nullish(),
    auto_reply_rate: share().nullish(),
    bounce_rate: share().nullish(),
    open_rate: share().nullish(),
    click_rate: share().nullish(),
    opt_out_rate: share().nullish(),
    complete_manual_steps: f.boolean().nullish(),
  }),
});

export const sandboxAdvance = operation({
  ...common,
  name: 'sandbox_advance',
  mayCause: [
    'email_updated',
    'person_updated',
    'account_updated',
    'call_created',
    'cadence_membership_updated',
    'suppression_created',
    'suppression_updated',
    'thread_created',
    'thread_updated',
    'notice_created',
  ],
  method: 'POST',
  path: '/v2/sandbox/advance',
  summary: 'move the clock of a sandbox team and do everything that is due on the way, in order',
  scope: 'team:write',
  body: z.object({
    /** 30d, 2h, 1d12h, or ISO 8601 (P30D, PT2H). */
    by: f.text(50).nullish(),
    until: f.timestampInput().nullish(),
    /** Answer at once; GET /v2/sandbox says how far it is. */
    background: f.boolean().nullish(),
  }),
  response: SandboxAdvance,
  responseName: 'SandboxAdvance',
});

export const sandboxCancel = operation({
  ...common,
  ...answer,
  name: 'sandbox_cancel',
  method: 'POST',
  path: '/v2/sandbox/cancel',
  summary: 'stop the advance under way after what it is doing now',
  scope: 'team:write',
});

export const sandboxResetClock = operation({
  ...common,
  ...answer,
  name: 'sandbox_reset_clock',
  method: 'POST',
  path: '/v2/sandbox/reset_clock',
  summary: 'put the clock of a sandbox team back to the present; what happened stays',
  scope: 'team:write',
});

/** The last thing that happened in a time, by page. */
export const sandboxTouches = operation({
  ...common,
  name: 'sandbox_touches',
  method: 'GET',
  path: '/v2/sandbox/touches',
  summary: 'what happened in a time of a sandbox team, in order, by page; by default during its last advance',
  scope: 'team:read',
  query: z.object({
    from: f.timestampInput().optional(),
    until: f.timestampInput().optional(),
    page: f.integer().pipe(z.int().min(1).max(1000)).default(1),
    per_page: f.integer().pipe(z.int().min(1).max(100)).default(25),
  }),
  response: z.object({
    from: f.timestamp(),
    until: f.timestamp(),
    page: z.int(),
    per_page: z.int(),
    next_page: z.int().nullable(),
    touches: z.array(Touch),
  }),
  responseName: 'SandboxTouches',
});

const Kept = z.object({
  id: z.int(),
  delivered_at: f.timestamp(),
  message_id: z.string(),
  envelope_from: z.string(),
  envelope_to: z.array(z.string()),
  subject: z.string(),
});

export const sandboxMessages = operation({
  ...common,
  name: 'sandbox_messages',
  method: 'GET',
  path: '/v2/sandbox/messages',
  summary: 'messages that the mail sandbox kept, newest first, to people that the caller sees',
  scope: 'email_contents:read',
  query: z.object({
    before: f.id().optional(),
    per_page: f.integer().pipe(z.int().min(1).max(100)).default(25),
  }),
  response: z.object({ messages: z.array(Kept), next_before: z.int().nullable() }),
  responseName: 'SandboxMessages',
});

export const sandboxMessage = operation({
  ...common,
  name: 'sandbox_message',
  method: 'GET',
  path: '/v2/sandbox/messages/{id}',
  summary:
    "a message as its recipient's program shows it, and what its recipient did or will do (the latter for admins)",
  scope: 'email_contents:read',
  params: { id: f.id() },
  response: Kept.extend({
    person: f.ref('/v2/people/{id}'),
    from: z.string().nullable(),
    to: z.string().nullable(),
    text: z.string(),
    html: z.string(),
    unreadable: z.string().nullable(),
    reactions: z.array(
      z.object({
        id: z.int(),
        kind: z.enum(REACTION_KINDS),
        at: f.timestamp(),
        done: z.boolean(),
        by_hand: z.boolean(),
        outcome: z.string(),
        received_message: f.ref('/v2/received_messages/{id}'),
      }),
    ),
  }),
  responseName: 'SandboxMessage',
});

export const SandboxReaction = z.object({
  id: z.int(),
  kind: z.enum(REACTION_KINDS),
  at: f.timestamp(),
  /** What came of it. */
  outcome: z.string(),
  received_message: f.ref('/v2/received_messages/{id}'),
});

export const sandboxReact = operation({
  ...common,
  name: 'sandbox_react',
  mayCause: [
    'email_updated',
    'person_updated',
    'cadence_membership_updated',
    'suppression_created',
    'suppression_updated',
    'thread_created',
    'thread_updated',
    'notice_created',
  ],
  method: 'POST',
  path: '/v2/sandbox/messages/{id}/react',
  summary: 'answer a message of the mail sandbox as its recipient: a real message or request',
  scope: 'team:write',
  params: { id: f.id() },
  body: z.object({
    kind: f.oneOf(REACTION_KINDS),
    /** What a reply says. */
    text: f.asGiven(10_000).nullish(),
    /** Day of return of an automatic reply. */
    returns_on: f.dateInput().nullish(),
    /** The link that is clicked; the first of the message when absent. */
    url: f.text(2000).nullish(),
  }),
  response: SandboxReaction,
  responseName: 'SandboxReaction',
});
