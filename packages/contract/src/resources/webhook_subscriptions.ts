import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import { SUBSCRIPTION_TYPES, type SubscriptionType, WEBHOOKS_NOT_SENT } from '../webhooks.js';

const says = <S extends z.ZodType>(schema: S, description: string): S =>
  schema.meta({ ...schema.meta(), description });

export const WebhookSubscription = z.object({
  user_guid: says(z.string(), 'As whom bodies are made: what this user does not see is not told.'),
  tenant_id: says(z.int(), 'The team.'),
  id: z.int(),
  event_type: says(z.enum(SUBSCRIPTION_TYPES), 'What is told; `link_swap`: asked, before an e-mail leaves.'),
  enabled: says(
    z.boolean(),
    'False: nothing is sent, because somebody said so or because the server paused it (`paused_reason`).',
  ),
  callback_url: says(z.string(), 'Where deliveries are posted to.'),
  callback_token: says(
    z.string(),
    'The key of the signatures, as it was given, shown to its program alone. It stands in no delivery.',
  ),
  paused_reason: f.added(
    says(
      z.string().nullable(),
      'Why the server paused it: nothing had arrived for three days, or its key or app is gone. Enabling it clears this.',
    ),
  ),
  program: f.added(
    says(
      z.object({ kind: z.enum(['api_key', 'oauth_app', 'browser']), name: z.string().nullable() }),
      'What made it; an admin in a browser sees those of all programs.',
    ),
  ),
});

const eventType = () =>
  f
    .text(100)
    .transform((value, context): SubscriptionType => {
      const why = Object.hasOwn(WEBHOOKS_NOT_SENT, value) ? WEBHOOKS_NOT_SENT[value] : undefined;
      if ((SUBSCRIPTION_TYPES as readonly string[]).includes(value)) return value as SubscriptionType;
      const message =
        why === undefined
          ? `must be one of ${SUBSCRIPTION_TYPES.join(', ')}`
          : `${value} is not sent by this server: ${why}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({
      documented: { type: 'string', enum: SUBSCRIPTION_TYPES },
      description: 'What to tell. The token needs the reading scope of the records it is about.',
    });

export const webhookSubscriptions = resource({
  name: 'webhook_subscriptions',
  tag: 'Webhook Subscriptions',
  path: '/v2/webhook_subscriptions',
  recordName: 'WebhookSubscription',
  record: WebhookSubscription,
  // The scope depends on the event type, and is asked for when it is known.
  scopes: { read: null },
  list: {
    filters: { enabled: by.bool() },
    secret: true,
    sorts: [],
    defaultSort: 'id',
    defaultDirection: 'ASC',
    paging: 'only_when_asked',
  },
  show: true,
  create: {
    envelope: 'data_and_root',
    summary:
      'be told of events from now on: each is posted to the address with the record as its subscriber sees it',
    body: z.object({
      callback_token: says(
        f.requiredAsGiven(500),
        'A secret of your own: the signatures of deliveries are made with it.',
      ),
      callback_url: f.httpAddress(),
      event_type: eventType(),
    }),
  },
  update: {
    envelope: 'data_and_root',
    summary:
      'send elsewhere, pause (what waits is given up), or go on; the scopes of the token that does it count from now on',
    body: z.object({
      callback_url: f.httpAddress().nullish(),
      enabled: says(f.boolean().nullish(), 'False pauses it; true goes on with what happens from now on.'),
    }),
  },
  delete: {},
});

export const testWebhook = operation({
  name: 'webhook_subscription_test',
  tag: 'Webhook Subscriptions',
  method: 'POST',
  path: '/v2/webhook_subscriptions/{id}/test',
  summary:
    'queue a delivery of the newest record of its kind that the subscriber sees, marked `x-cadenza-test: true`',
  scope: null,
  params: { id: f.id() },
  response: z.object({ delivery: f.bareRef() }),
  responseName: 'WebhookTest',
  extension: true,
});
