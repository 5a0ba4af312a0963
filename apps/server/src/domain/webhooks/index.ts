// What the HTTP layer and what sends webhooks use of this area; rules may be imported by anyone.
export { claimDeliveries, type ClaimedDelivery, DELIVERIES } from './claims.js';
export {
  type DeliveryWords,
  queueTest,
  readDelivery,
  redeliver,
  webhookDeliveriesView,
} from './deliveries.js';
export {
  anybodySubscribes,
  holdEnabled,
  holdPlace,
  lastPruned,
  movePlace,
  type Place,
  placesBehind,
} from './places.js';
export { type Subscriber, subscribersOf } from './subscribers.js';
export {
  findSubscription,
  requireWebhookScope,
  scopeOfWebhook,
  webhookSubscriptions,
  webhookTypeOf,
} from './subscriptions.js';
