import { contract, type WebhookType } from '@cadenza/contract';
import { plain, ref, sort, time, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Db } from '../../db/connect.js';
import type { Command } from '../command.js';
import { type NewDelivery, queueDeliveries } from './delivery-rows.js';
import { lockPlace } from './place-rows.js';
import { OWN_SUBSCRIPTION, ownedBy, ownSubscription, requireWebhookScope, wallOf } from './subscriptions.js';

/** How a delivery stands, without what it says. */
export const webhookDeliveriesView = view(contract.operations.webhook_deliveries, {
  table: 'webhook_deliveries',
  sight: null,
  columns: `r.id, ${time('queued_at')}, ${ref('subscription_id', '/v2/webhook_subscriptions/', 'subscription')},
    r.event_type, r.sequence, ${time('happened_at')}, ${plain('resource_id', 'callback_url', 'state', 'attempts')},
    CASE WHEN r.state = 'waiting' THEN wire_time(r.next_at, :tz) END AS next_try_at, ${time('tried_at')}, ${time('finished_at')},
    ${plain('status', 'problem', 'milliseconds')}`,
  visible: `EXISTS (SELECT FROM webhook_subscriptions s WHERE s.team_id = r.team_id AND s.id = r.subscription_id
    AND ${OWN_SUBSCRIPTION('s')})`,
  filters: {
    subscription_id: 'r.subscription_id',
    state: 'r.state',
    event_type: 'r.event_type',
    queued_at: 'r.queued_at',
  },
  sorts: { queued_at: sort('r.queued_at') },
});

/** What was sent, and what was answered. */
export interface DeliveryWords {
  readonly id: number;
  readonly type: WebhookType;
  readonly sequence: number | null;
  readonly body: string;
  readonly answer: string | null;
  /** The key of its signatures, sealed. */
  readonly token: Buffer;
}

/** The words of one of the caller's deliveries. @throws AppError not_found; forbidden without the scope of its type */
export async function readDelivery(db: Db, principal: Principal, id: number): Promise<DeliveryWords> {
  const row = await db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_subscriptions as s', (join) =>
      join.onRef('s.team_id', '=', 'd.team_id').onRef('s.id', '=', 'd.subscription_id'),
    )
    .select([
      'd.id',
      'd.event_type',
      'd.sequence',
      'd.body',
      'd.answer',
      's.callback_token',
      's.application',
      's.user_id',
    ])
    .where('d.team_id', '=', principal.teamId)
    .where('d.id', '=', id)
    .executeTakeFirst();
  if (!row || !ownedBy(principal, row)) throw notFound();
  const type = row.event_type as WebhookType;
  requireWebhookScope(principal, type);
  const { sequence, body, answer, callback_token: token } = row;
  return { id: row.id, type, sequence, body, answer, token };
}

/** A subscription of the caller's that sends. @throws AppError not_found, invalid, forbidden */
async function sendingSubscription({ tx, principal }: Command, id: number) {
  const row = await ownSubscription(tx, principal, id);
  if (!row.enabled) throw invalid('base', 'the subscription is paused: enable it first');
  return row;
}

async function queueOne(command: Command, delivery: NewDelivery): Promise<number> {
  const [id] = await queueDeliveries(command.tx, command.principal.teamId, [delivery], wallOf(command));
  return id as number;
}

/** Sends a stored body once more. @returns the new delivery's id @throws AppError not_found, invalid, forbidden */
export async function redeliver(command: Command, id: number): Promise<number> {
  const { tx, principal } = command;
  await lockPlace(tx, principal.teamId);
  const before = await tx
    .selectFrom('webhook_deliveries')
    .select(['subscription_id', 'event_type', 'sequence', 'happened_at', 'resource', 'resource_id', 'body'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!before) throw notFound();
  const to = await sendingSubscription(command, before.subscription_id);
  return queueOne(command, {
    subscriptionId: to.id,
    application: to.application,
    url: to.callback_url,
    type: before.event_type,
    sequence: before.sequence,
    happenedAt: before.happened_at,
    resource: before.resource,
    resourceId: before.resource_id,
    body: before.body,
  });
}

/** Queues a record as a test. @returns the delivery's id @throws AppError not_found, invalid, forbidden */
export async function queueTest(
  command: Command,
  subscriptionId: number,
  record: { resource: string; id: number; body: string },
): Promise<number> {
  await lockPlace(command.tx, command.principal.teamId);
  const to = await sendingSubscription(command, subscriptionId);
  return queueOne(command, {
    subscriptionId: to.id,
    application: to.application,
    url: to.callback_url,
    type: to.event_type,
    sequence: null,
    happenedAt: command.now,
    resource: record.resource,
    resourceId: record.id,
    body: record.body,
  });
}
