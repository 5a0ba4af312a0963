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
  anybodyListens,
  anybodySubscribes,
  holdEnabled,
  holdPlace,
  lastPruned,
  movePlace,
  type Place,
  placesBehind,
  type Range,
  replaysBehind,
} from './places.js';
export { pauseFailing } from './pause-commands.js';
export { queueReplay } from './replays.js';
export { linkSwappersOf, type Subscriber, subscribersOf } from './subscribers.js';
export {
  requireWebhookScope,
  scopeOfWebhook,
  webhookSubscriptions,
  webhookTypeOf,
} from './subscriptions.js';
