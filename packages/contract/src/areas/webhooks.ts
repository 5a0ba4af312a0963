import {
  redeliverWebhook,
  replayWebhooks,
  webhookDeliveries,
  webhookDelivery,
} from '../resources/webhook_deliveries.js';
import { testWebhook, webhookSubscriptions } from '../resources/webhook_subscriptions.js';

/** Who is told of what happens. */
export const area = {
  resources: {
    webhook_subscriptions: webhookSubscriptions,
  },
  operations: {
    webhook_deliveries: webhookDeliveries,
    webhook_delivery: webhookDelivery,
    webhook_delivery_redeliver: redeliverWebhook,
    webhook_delivery_replay: replayWebhooks,
    webhook_subscription_test: testWebhook,
  },
};
