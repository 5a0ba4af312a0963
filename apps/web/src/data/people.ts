import { queryOptions } from '@tanstack/react-query';
import type { Page, Row } from '@cadenza/sdk';
import { api } from './api';
import { listSource } from './listing';

export type Person = Row<'people'>;
/** What somebody waits for on a cadence, soonest first. */
export interface Next {
  readonly at: string;
  readonly open: boolean;
  readonly type: string;
  readonly automated: boolean;
  /** The rule that decided the moment. */
  readonly rule: string | null;
  readonly says: string;
  readonly cadence: { readonly id: number } | null;
}
/** A person with the names behind their numbers, which came with the page. */
export interface PersonRow extends Person {
  readonly with: {
    readonly account: string | null;
    readonly next: Next | null;
  };
}

const INCLUDE = ['next', 'account'];

/** Names and the next touch stand with each row, so that a row changes only when it did. */
function joined(page: Page<Person>): Page<PersonRow> {
  const { accounts = {}, next = {} } = page.included ?? {};
  const data = page.data.map((person) => {
    const account = accounts[String(person.account?.id)] as { name: string | null } | undefined;
    return {
      ...person,
      with: { account: account?.name ?? null, next: (next[String(person.id)] as Next | undefined) ?? null },
    };
  });
  return { data, metadata: page.metadata };
}

export const peopleSource = listSource<PersonRow>('people', async (params, signal) =>
  joined(await api.people.list({ ...params, include: INCLUDE }, signal ? { signal } : {})),
);

export const personKey = (id: number) => ['people', 'one', id] as const;
export const personQuery = (id: number) =>
  queryOptions({
    queryKey: personKey(id),
    queryFn: async ({ signal }): Promise<PersonRow> => {
      const { data, body } = await api.people.show(id, { query: { include: INCLUDE }, signal }).answer();
      const { included } = body as { included?: Page<Person>['included'] };
      const page = joined({ data: [data], metadata: EMPTY, ...(included ? { included } : {}) });
      return page.data[0] as PersonRow;
    },
  });
const EMPTY: Page<Person>['metadata'] = { filtering: {}, sorting: { sort_by: '', sort_direction: '' } };

export interface Membership extends Row<'cadence_memberships'> {
  readonly with: {
    readonly cadence: { readonly name: string | null } | undefined;
    readonly step: { readonly name: string | null; readonly day: number | null } | undefined;
    readonly next: Next | null;
  };
}

/** Where somebody is, or was, on cadences; the newest first. */
export const membershipsQuery = (personId: number) =>
  queryOptions({
    queryKey: ['people', 'memberships', personId],
    queryFn: async ({ signal }): Promise<Membership[]> => {
      const page = await api.cadence_memberships.list(
        { person_id: personId, per_page: 50, include: ['cadence', 'step', 'next'] },
        { signal },
      );
      const { cadences = {}, steps = {}, next = {} } = page.included ?? {};
      return page.data.map((membership) => ({
        ...membership,
        with: {
          cadence: cadences[String(membership.cadence?.id)] as Membership['with']['cadence'],
          step: steps[String(membership.step?.id)] as Membership['with']['step'],
          next: (next[String(membership.id)] as Next | undefined) ?? null,
        },
      }));
    },
  });

export const timelineQuery = (membershipId: number) =>
  queryOptions({
    queryKey: ['cadence_memberships', 'timeline', membershipId],
    queryFn: ({ signal }) => api.membership_timeline(membershipId, { signal }),
  });

export const whyNotSentQuery = (personId: number) =>
  queryOptions({
    queryKey: ['people', 'why', personId],
    queryFn: ({ signal }) => api.person_why_not_sent(personId, { signal }),
  });

export const personTasksQuery = (personId: number) =>
  queryOptions({
    queryKey: ['people', 'tasks', personId],
    queryFn: async ({ signal }) =>
      (
        await api.tasks.list(
          { person_id: personId, per_page: 50, sort_by: 'due_at', sort_direction: 'ASC' },
          { signal },
        )
      ).data,
  });

/** Marks of the suppression list that stop e-mails to an address. */
export const suppressionsQuery = (address: string) =>
  queryOptions({
    queryKey: ['suppressions', address],
    queryFn: async ({ signal }) => (await api.suppressions.list({ value: address }, { signal })).data,
  });
