import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { CadencePerson, CadenceTimeline, Create, Page, Row } from '@cadenza/sdk';
import { api } from './api';
import { pagesQuery } from './pages';

export type { CadencePerson, CadenceRules } from '@cadenza/sdk';
export type Cadence = Row<'cadences'>;
type PersonRow = Row<'people'>;

/** What an address asks of the list of cadences. */
export interface CadenceFilters {
  readonly archived?: boolean;
  readonly team_cadence?: boolean;
  readonly owned_by_guid?: string;
}

export const cadencesQuery = (filters: CadenceFilters) =>
  pagesQuery<Cadence>(['cadences', 'list', filters], (asked, options) =>
    api.cadences.list({ ...filters, ...asked, sort_by: 'name', sort_direction: 'ASC' }, options),
  );

export const cadenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['cadences', 'one', id],
    queryFn: async ({ signal }) => await api.cadences.show(Number(id), { signal }),
  });

export const cadenceRulesQuery = (id: string) =>
  queryOptions({
    queryKey: ['cadence_rules', id],
    queryFn: async ({ signal }) => await api.cadence_rules(id, { signal }),
  });

/** A timeline is worked out for so many people at a time. */
const PEOPLE_AT_ONCE = 25;

export interface TimelinePage extends CadenceTimeline {
  /** The names behind the people's numbers. */
  readonly names: Readonly<Record<number, string>>;
}

/** What was and will be of everybody on a cadence, page by page, with the names that go with them. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['cadence_timeline', id],
    queryFn: async ({ pageParam, signal }): Promise<TimelinePage> => {
      const query = { page: pageParam, per_page: PEOPLE_AT_ONCE };
      const timeline = await api.cadence_timeline(id, { query, signal });
      const ids = timeline.people.flatMap(({ person }) => person?.id ?? []);
      const people =
        ids.length === 0 ? [] : (await api.people.list({ ids, per_page: PEOPLE_AT_ONCE }, { signal })).data;
      return { ...timeline, names: Object.fromEntries(people.map((each) => [each.id, nameOf(each)])) };
    },
    initialPageParam: 1,
    getNextPageParam: (page) => page.next_page ?? undefined,
    staleTime: 60_000,
  });

export interface MemberFilters {
  readonly currently_on_cadence?: boolean;
  readonly state?: NonNullable<CadencePerson['current_state']>;
  readonly step_id?: number;
  readonly user_id?: number;
  readonly due?: boolean;
}

/** Who is on a cadence, with what each waits for; the person and the step come along. */
export const membersQuery = (id: string, { state, ...filters }: MemberFilters, sort: MemberSort) =>
  pagesQuery<CadencePerson>(['cadence_people', id, state, filters, sort], (asked, options) =>
    api.cadence_people(
      id,
      {
        ...filters,
        ...asked,
        ...(state ? { state } : {}),
        include: ['person', 'step'],
        sort_by: sort,
        sort_direction: sort === 'next_at' ? 'ASC' : 'DESC',
      },
      options,
    ),
  );
export type MemberSort = 'next_at' | 'added_at';

export const nameOf = ({
  display_name,
  email_address,
}: Pick<PersonRow, 'display_name' | 'email_address'>): string =>
  display_name || email_address || 'Without a name';

/** What came of every cadence since `from`: one row each, people by their first e-mail. */
export const cadenceFiguresQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: ['email_report', 'cadence', from, until],
    queryFn: async ({ signal }) =>
      await api.email_report({ query: { by: 'cadence', basis: 'cohort', from, until }, signal }),
    staleTime: 5 * 60_000,
  });

export const createCadence = async (body: Create<'cadences'>): Promise<Cadence> =>
  await api.cadences.create(body);

/** Every rule asked about one action now. */
export const actionWhyQuery = (id: number) =>
  queryOptions({
    queryKey: ['action_why', id],
    queryFn: async ({ signal }) => await api.action_why(id, { signal }),
  });

/** Looks again at one person of a cadence, wherever that person is on the screen, and at nobody else. */
export async function refreshMember(
  queries: QueryClient,
  cadenceId: string,
  { membershipId, personId }: { readonly membershipId: number; readonly personId: number },
): Promise<void> {
  const [timeline, { data }] = await Promise.all([
    api.membership_timeline(membershipId),
    api.cadence_people(cadenceId, { person_id: personId }),
  ]);
  queries.setQueryData(
    timelineQuery(cadenceId).queryKey,
    inPages((page: TimelinePage) => ({
      ...page,
      people: page.people.map((each) => (each.cadence_membership?.id === membershipId ? timeline : each)),
    })),
  );
  const fresh = data.find(({ id }) => id === membershipId);
  if (fresh)
    queries.setQueriesData(
      { queryKey: ['cadence_people', cadenceId] },
      inPages((page: Page<CadencePerson>) => ({
        ...page,
        data: page.data.map((each) => (each.id === membershipId ? fresh : each)),
      })),
    );
}

const inPages =
  <P, K>(change: (page: P) => P) =>
  (known: InfiniteData<P, K> | undefined): InfiniteData<P, K> | undefined =>
    known && { ...known, pages: known.pages.map(change) };

/** Touches by day with what mailboxes can send, and the days off. */
export const calendarQuery = (id: number) =>
  queryOptions({
    queryKey: ['cadence_calendar', id],
    queryFn: async ({ signal }) => await api.cadence_calendar(id, { signal }),
    staleTime: 60_000,
  });
