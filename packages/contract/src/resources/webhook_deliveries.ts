import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';
import { WEBHOOK_TYPES } from '../webhooks.js';

const STATES = ['waiting', 'delivered', 'dead', 'cancelled'] as const;

export const WebhookDelivery = z.object({
  id: z.int(),
  queued_at: f.timestamp(),
  subscription: f.ref('/v2/webhook_subscriptions/{id}'),
  event_type: z.enum(WEBHOOK_TYPES),
  /** The event's place in the team's order; null: a test. */
  sequence: z.int().nullable(),
  /** When the event happened, by the team's clock. */
  happened_at: f.timestamp(),
  /** The id of the record it is about. */
  resource_id: z.int(),
  callback_url: z.string(),
  /** waiting: to be tried (again); dead: given up; cancelled: its subscription was paused or deleted before it arrived. */
  state: z.enum(STATES),
  /** Tries that began. */
  attempts: z.int(),
  /** Null: an earlier one of the same record is before it, or it is over. */
  next_try_at: f.timestamp().nullable(),
  tried_at: f.timestamp().nullable(),
  finished_at: f.timestamp().nullable(),
  /** Of the last try: the answer's status, null without one. */
  status: z.int().nullable(),
  /** Of the last try: why it did not count as arrived. */
  problem: z.string().nullable(),
  /** Of the last try, from its beginning to the end of the answer. */
  milliseconds: z.int().nullable(),
});

/** One with what was sent and answered. */
const WholeDelivery = WebhookDelivery.extend({
  request: z.object({
    /** Header names in lower case. Signatures and their times are those of a try that would begin now. */
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  /** The first 2,000 characters of the last answer; null without one. */
  answer: z.string().nullable(),
});

export const webhookDeliveries = operation({
  name: 'webhook_deliveries',
  tag: 'Webhook Deliveries',
  method: 'GET',
  path: '/v2/webhook_deliveries',
  summary:
    'what was sent to the subscriptions of the calling program, and how that went, newest first (30 days)',
  scope: null,
  list: {
    record: WebhookDelivery,
    recordName: 'WebhookDelivery',
    filters: {
      subscription_id: by.integers(),
      state: by.words(STATES),
      event_type: by.words(WEBHOOK_TYPES),
      queued_at: by.range(),
    },
    sorts: ['queued_at'],
    defaultSort: 'queued_at',
  },
  extension: true,
});

export const webhookDelivery = operation({
  name: 'webhook_delivery',
  tag: 'Webhook Deliveries',
  method: 'GET',
  path: '/v2/webhook_deliveries/{id}',
  summary: 'one delivery with its request and the last answer; the token needs the scope of its event type',
  scope: null,
  params: { id: f.id() },
  response: WholeDelivery,
  responseName: 'WebhookDeliveryWhole',
  extension: true,
});

export const redeliverWebhook = operation({
  name: 'webhook_delivery_redeliver',
  tag: 'Webhook Deliveries',
  method: 'POST',
  path: '/v2/webhook_deliveries/{id}/redeliver',
  summary: 'send the stored body once more, as a new delivery behind what waits for the same record',
  scope: null,
  params: { id: f.id() },
  response: WebhookDelivery,
  responseName: 'WebhookDelivery',
  extension: true,
});

/** Subscriptions of a team: the most that one replay can be for. */
const MOST = 500;

export const replayWebhooks = operation({
  name: 'webhook_delivery_replay',
  tag: 'Webhook Deliveries',
  method: 'POST',
  path: '/v2/webhook_deliveries/replay',
  summary:
    'tell what happened again, by time, type or subscription: to subscriptions of the calling program that are enabled and whose scope the token has',
  scope: null,
  status: 202,
  body: z
    .object({
      subscription_ids: f
        .integers(MOST)
        .nullish()
        .describe('Numbers of subscriptions; those of every type when absent.'),
      event_types: f
        .someOf(WEBHOOK_TYPES)
        .nullish()
        .describe('Types to tell again; those of every subscription when absent.'),
      happened_from: f
        .timestampInput()
        .nullish()
        .describe("The first moment, by the team's clock; the oldest event that is kept when absent."),
      happened_to: f
        .timestampInput()
        .nullish()
        .describe('The moment before which the range ends; now when absent.'),
    })
    .meta({ description: 'At least one of them.' }),
  response: z.object({
    subscriptions: f
      .refs('/v2/webhook_subscriptions/{id}')
      .describe('Who is told; their deliveries are in the log as they are made.'),
  }),
  responseName: 'WebhookReplay',
  extension: true,
});
