import { queryOptions } from '@tanstack/react-query';
import type { Row, WebhookDelivery } from '@cadenza/sdk';
import { api } from './api';
import type { Sheet } from './admin';

export type { WebhookDelivery } from '@cadenza/sdk';
export type Webhook = Row<'webhook_subscriptions'>;

const PER_PAGE = 25;
const POLL_MS = 2000;

/** Own subscriptions; for admins those of every program of the team. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhook_subscriptions'],
  queryFn: async ({ signal }) => (await api.webhook_subscriptions.list({}, { signal })).data,
});

type Filters = Readonly<Partial<Record<'subscription_id' | 'state', string>>>;

/** What was sent, newest first; looked at again while something waits. */
export const deliveriesQuery = (filters: Filters, page: number) =>
  queryOptions({
    queryKey: ['webhook_deliveries', filters, page],
    queryFn: async ({ signal }): Promise<Sheet<WebhookDelivery>> => {
      const { subscription_id: of, state } = filters;
      const { data, metadata } = await api.webhook_deliveries(
        {
          ...(of ? { subscription_id: Number(of) } : {}),
          ...(state ? { state: state as WebhookDelivery['state'] } : {}),
          per_page: PER_PAGE,
          page,
        },
        { signal },
      );
      return { rows: data, more: metadata.paging?.next_page != null };
    },
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ state }) => state === 'waiting') ? POLL_MS : false,
  });

/** One with its request and the last answer. */
export const deliveryQuery = (id: number) =>
  queryOptions({
    queryKey: ['webhook_deliveries', 'one', id],
    queryFn: async ({ signal }) => await api.webhook_delivery(id, { signal }),
    staleTime: 0,
  });

/** Its secret never lies in the outbox: it is sent once, and waited for. */
export const subscribe = async (body: {
  readonly event_type: string;
  readonly callback_url: string;
  readonly callback_token: string;
}): Promise<Webhook> => await api.webhook_subscriptions.create(body);
