import { type Body, type Contract, isOfEvents } from '@cadenza/contract';
import {
  lastPruned,
  queueReplay,
  queueTest,
  readDelivery,
  redeliver,
  webhookDeliveriesView,
  webhookTypeOf,
} from '../domain/webhooks/index.js';
import type { Command } from '../domain/command.js';
import { placeBefore } from '../events/feed.js';
import { invalid, notFound } from '../kernel/errors.js';
import type { AppContext, WebhookTools } from './context.js';
import type { Answer, Conclusion, Outside, Reader } from './handler-types.js';

interface ById {
  readonly params: { readonly id: number };
}

function toolsOf({ webhooks }: AppContext): WebhookTools {
  if (!webhooks) throw notFound();
  return webhooks;
}

/** GET /v2/webhook_deliveries/{id}. @throws AppError not_found, forbidden */
export async function readWebhookDelivery(
  { app, principal, render }: Reader,
  { params: { id } }: ById,
): Promise<string> {
  const { answer, body, token, ...rest } = await readDelivery(app.database.kysely, principal, id);
  const headers = toolsOf(app).headers({ teamId: principal.teamId, token, body, ...rest });
  const plain = await render(webhookDeliveriesView, id);
  return `${plain.slice(0, -1)},"request":${JSON.stringify({ headers, body })},"answer":${JSON.stringify(answer)}}`;
}

/** POST /v2/webhook_deliveries/{id}/redeliver. @throws AppError not_found, forbidden, invalid */
export async function redeliverWebhook(command: Command, { params: { id } }: ById): Promise<Answer> {
  const again = await redeliver(command, id);
  return (render) => render(webhookDeliveriesView, again);
}

/** POST /v2/webhook_deliveries/replay. @throws AppError forbidden, invalid */
export async function replayWebhooks(
  command: Command,
  { body }: { readonly body: Body<Contract['operations']['webhook_delivery_replay']> },
): Promise<Answer> {
  const { tx, principal } = command;
  const { teamId } = principal;
  if (Object.values(body).every((each) => each === null || each === undefined))
    throw invalid('base', 'say which: by subscription_ids, event_types, happened_from or happened_to');
  const kept = await lastPruned(tx, teamId);
  const after = body.happened_from ? await placeBefore(tx, teamId, new Date(body.happened_from)) : null;
  const ids = await queueReplay(command, body, Math.max(kept, after ?? 0));
  return async (_render, base) =>
    JSON.stringify({
      subscriptions: ids.map((id) => ({ _href: `${base}/v2/webhook_subscriptions/${id}`, id })),
    });
}

/** POST /v2/webhook_subscriptions/{id}/test. @throws AppError not_found, forbidden, invalid */
export async function testWebhook(
  { app, principal }: Outside,
  { params: { id } }: ById,
): Promise<Conclusion> {
  const type = await webhookTypeOf(app.database.kysely, principal, id);
  if (!isOfEvents(type))
    throw invalid('base', 'links are asked about when an e-mail leaves: nothing can be sent as a test');
  const record = await toolsOf(app).newest(principal, id, type);
  if (!record) throw invalid('base', 'there is no record of this kind yet that could be sent');
  return async (command) => {
    const delivery = await queueTest(command, id, record);
    return async () => JSON.stringify({ delivery: { id: delivery } });
  };
}
