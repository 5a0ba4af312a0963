import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { type Sheet } from './admin';
import { api } from './api';

export type DataRequest = Row<'data_control_requests'>;
export type RequestType = DataRequest['request_type'];

const PER_PAGE = 25;
const POLL_MS = 1500;

/** Whether something is still to be done for it. */
export const isOpen = ({ events, metadata: { problem } }: DataRequest): boolean =>
  problem === null && events.every(({ name }) => name === 'requested');

/** What was asked for about people, the newest first; looked at again while one is under way. */
export const dataRequestsQuery = (page: number) =>
  queryOptions({
    queryKey: ['data_control_requests', page],
    queryFn: async ({ signal }): Promise<Sheet<DataRequest>> => {
      const { data, metadata } = await api.data_control_requests.list(
        { per_page: PER_PAGE, page, sort_direction: 'DESC', dry_run: false },
        { signal },
      );
      return { rows: data, more: metadata.paging?.next_page != null };
    },
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) => (data?.rows.some(isOpen) ? POLL_MS : false),
  });

/** One; looked at again until it is over. */
export const dataRequestQuery = (id: number) =>
  queryOptions({
    queryKey: ['data_control_requests', 'one', id],
    queryFn: async ({ signal }) => await api.data_control_requests.show(id, { signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || isOpen(data) ? POLL_MS : false),
  });

/** Waited for, not kept in the outbox: what erases is done while somebody looks at it, or not at all. */
export async function askAboutData(
  type: RequestType,
  ids: readonly number[],
  options: { readonly dry_run?: boolean; readonly schedule?: { readonly run_at: string } } = {},
): Promise<DataRequest> {
  const [first = 0] = ids;
  switch (type) {
    case 'access':
      return await api.data_access({ person_id: first });
    case 'right_to_be_forgotten':
      return await api.right_to_be_forgotten({ people_ids: [...ids], ...options });
    case 'people_soft_deletion':
      return await api.people_soft_deletion({ people_ids: [...ids], ...options });
    case 'account_redaction':
      return await api.account_redaction({ account_id: first, ...options });
    case 'account_and_people_redaction':
      return await api.account_and_people_redaction({ account_id: first, ...options });
  }
}
export const cancelDataRequest = async (id: number): Promise<DataRequest> =>
  await api.cancel_data_control_request(id);
