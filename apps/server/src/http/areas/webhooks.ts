import type { Areas } from '@cadenza/contract';
import { webhookDeliveriesView, webhookSubscriptions } from '../../domain/webhooks/index.js';
import type { HandlersOf } from '../handler-types.js';
import { readWebhookDelivery, redeliverWebhook, replayWebhooks, testWebhook } from '../webhook-handlers.js';

/** Who is told of what happens. */
export const area: HandlersOf<Areas['webhooks']> = {
  resources: {
    webhook_subscriptions: webhookSubscriptions,
  },
  operations: {
    webhook_deliveries: { view: webhookDeliveriesView },
    webhook_delivery: { read: readWebhookDelivery },
    webhook_delivery_redeliver: { write: redeliverWebhook },
    webhook_delivery_replay: { write: replayWebhooks },
    webhook_subscription_test: { act: testWebhook },
  },
};
