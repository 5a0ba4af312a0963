import type { Teller } from './teller.js';

/** A program that wants to be told. */
export async function webhooks(story: Teller): Promise<void> {
  const id = await story.make('webhook_subscriptions', {
    event_type: 'person_updated',
    callback_url: 'https://receiver.example/hooks',
    callback_token: 'a secret of the receiver',
  });
  await story.tell('webhook_subscriptions.update', id, {
    callback_url: 'https://receiver.example/salesloft',
  });
  const {
    delivery: { id: delivery },
  } = await story.tell('webhook_subscription_test', id);
  // (Its moments are chance, and so would be the signature.)
  await story.sql(`UPDATE webhook_deliveries SET body = '{"id":1,"first_name":"Ada"}' WHERE id = $1`, [
    delivery,
  ]);
  await story.tell('webhook_delivery', delivery);
  await story.tell('webhook_delivery_redeliver', delivery);
  await story.tell('webhook_delivery_replay', '', {
    subscription_ids: [id],
    happened_from: '2026-03-02T09:00:00Z',
    happened_to: '2026-03-02T12:00:00Z',
  });
  await story.tell('webhook_deliveries', '', undefined, '?per_page=1');
  const other = await story.tell('webhook_subscriptions.create', '', {
    event_type: 'task_created',
    callback_url: 'https://receiver.example/tasks',
    callback_token: 'another secret',
  });
  await story.tell('webhook_subscriptions.delete', other.id);
}
