import { queryOptions } from '@tanstack/react-query';
import type { HandOver, HandOverUserBody } from '@cadenza/sdk';
import { api } from './api';

export type { HandOver } from '@cadenza/sdk';

export type HandedOver = HandOver['kinds'][number]['kind'];

/** What a choice asks for: `stays` leaves a kind where it is, nothing means "as everything". */
export const handOverBody = (wanted: {
  readonly to: string;
  readonly kinds: Readonly<Partial<Record<HandedOver, string>>>;
  readonly rest: boolean;
}): HandOverUserBody => ({
  to_user_id: wanted.to === '' ? null : wanted.to,
  to: Object.fromEntries(
    Object.entries(wanted.kinds)
      .filter(([, to]) => to !== '')
      .map(([kind, to]) => [kind, to === 'stays' ? null : to]),
  ),
  rest_mailboxes: wanted.rest,
});

/** What would be handed over: nothing changes. */
export const handOverQuery = (id: number, body: HandOverUserBody) =>
  queryOptions({
    queryKey: ['hand_over', id, body],
    queryFn: async ({ signal }): Promise<HandOver> =>
      await api.hand_over_user(id, { ...body, dry_run: true }, { signal }),
    placeholderData: (before) => before,
  });
