import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DuplicatePage } from '@cadenza/sdk';
import { accountQuery } from './accounts';
import { api } from './api';
import { personQuery } from './people';

export type { Merge, MergeUndone } from '@cadenza/sdk';
export type Kind = 'people' | 'accounts';
export type Group = DuplicatePage['groups'][number];

/** Which records may be the same as one. */
export const twinsQuery = (kind: Kind, id: number) =>
  queryOptions({
    queryKey: ['duplicates', kind, id],
    queryFn: ({ signal }) =>
      kind === 'people' ? api.person_duplicates(id, { signal }) : api.account_duplicates(id, { signal }),
    staleTime: 300_000,
  });

/** All of the team that may be there twice, a stretch at a time: a page may have none and there is still more. */
export const duplicatesQuery = (kind: Kind) =>
  infiniteQueryOptions({
    queryKey: ['duplicates', kind],
    queryFn: async ({ pageParam, signal }) => {
      const options = { query: pageParam === '' ? {} : { after: pageParam }, signal };
      return kind === 'people' ? await api.duplicate_people(options) : await api.duplicate_accounts(options);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export type Fields = Readonly<Record<string, 'into' | 'from'>>;

const CUSTOM = 'custom_fields.';

/** As the API takes it: fields, and apart from them those that the team made. */
export function mergeBody(from: number, chosen: Fields) {
  const own = Object.entries(chosen).filter(([name]) => name.startsWith(CUSTOM));
  return {
    from_id: from,
    fields: Object.fromEntries(Object.entries(chosen).filter(([name]) => !name.startsWith(CUSTOM))),
    custom_fields: Object.fromEntries(own.map(([name, whose]) => [name.slice(CUSTOM.length), whose])),
  };
}

/** What a merge would do: it is carried out and taken back. */
export const mergeTrialQuery = (kind: Kind, into: number, from: number, fields: Fields) =>
  queryOptions({
    queryKey: ['merge_trial', kind, into, from, fields],
    queryFn: async ({ signal }) => {
      const body = { ...mergeBody(from, fields), dry_run: true };
      return kind === 'people'
        ? await api.merge_person(into, body, { signal })
        : await api.merge_account(into, body, { signal });
    },
    retry: false,
    staleTime: 0,
    // Of another choice the words before it stand until its own are there.
    placeholderData: (before, query) =>
      query?.queryKey[2] === into && query.queryKey[3] === from ? before : undefined,
  });

/** Two records as they are, the one that stays first. */
export const pairQuery = (kind: Kind, into: number, from: number) =>
  queryOptions({
    queryKey: ['merge_pair', kind, into, from],
    queryFn: async ({ client }): Promise<readonly [Shown, Shown]> => {
      const read = async (id: number): Promise<Shown> => {
        const found =
          kind === 'people'
            ? await client.fetchQuery({ ...personQuery(id), staleTime: 0 })
            : await client.fetchQuery({ ...accountQuery(id), staleTime: 0 });
        return { ...found };
      };
      return await Promise.all([read(into), read(from)]);
    },
  });

export type Shown = Readonly<Record<string, unknown>>;
