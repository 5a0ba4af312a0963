import { queryOptions } from '@tanstack/react-query';
import type { CadenceForecast } from '@cadenza/sdk';
import { api } from './api';
import { nameOf } from './cadences';
import type { Params } from './listing';

/** People that one rehearsal looks at, as the server takes them. */
export const MOST_REHEARSED = 2000;

/** Who would be put on a cadence. */
export type Wanted = { readonly ids: readonly number[] } | { readonly filter: Params };

export interface Rehearsal extends CadenceForecast {
  /** The names behind the people's numbers. */
  readonly names: Readonly<Record<number, string>>;
}

/** What would happen to people who are not on a cadence; nothing is stored. */
export const rehearsalQuery = (cadenceId: number, wanted: Wanted | undefined) =>
  queryOptions({
    queryKey: ['cadence_forecast', cadenceId, wanted],
    queryFn: async ({ signal }): Promise<Rehearsal> => {
      const body =
        wanted === undefined || 'ids' in wanted
          ? { person_ids: (wanted?.ids ?? []).slice(0, MOST_REHEARSED) }
          : { filter: { ...wanted.filter } };
      const forecast = await api.cadence_forecast(cadenceId, body, { signal });
      const ids = forecast.people.flatMap(({ person }) => person?.id ?? []);
      const people =
        ids.length === 0 ? [] : (await api.people.list({ ids, per_page: MOST_AT_ONCE }, { signal })).data;
      return { ...forecast, names: Object.fromEntries(people.map((each) => [each.id, nameOf(each)])) };
    },
    enabled: wanted !== undefined,
    staleTime: 60_000,
    retry: false,
  });

const MOST_AT_ONCE = 100;

export interface Named {
  readonly id: number;
  readonly name: string;
  readonly detail: string;
}

const named = (person: {
  readonly id: number;
  readonly display_name: string | null;
  readonly email_address: string | null;
  readonly person_company_name?: string | null;
}): Named => ({ id: person.id, name: nameOf(person), detail: person.email_address ?? '' });

/** People by the beginnings of their words. */
export const peopleFoundQuery = (words: string) =>
  queryOptions({
    queryKey: ['people', 'found', words],
    queryFn: async ({ signal }): Promise<Named[]> =>
      (await api.people.list({ _query: words, per_page: 10 }, { signal })).data.map(named),
    enabled: words.trim().length > 1,
    placeholderData: (before) => before,
  });

/** Who has which of these addresses; the others are nobody’s here. */
export async function peopleOfAddresses(
  addresses: readonly string[],
): Promise<{ readonly found: readonly Named[]; readonly unknown: readonly string[] }> {
  const found = new Map<number, Named>();
  const known = new Set<string>();
  for (let at = 0; at < addresses.length; at += MOST_AT_ONCE) {
    const asked = addresses.slice(at, at + MOST_AT_ONCE);
    const { data } = await api.people.list({ email_addresses: asked, per_page: MOST_AT_ONCE });
    for (const person of data) {
      found.set(person.id, named(person));
      for (const address of [
        person.email_address,
        person.secondary_email_address,
        person.personal_email_address,
      ])
        if (address) known.add(address.toLowerCase());
    }
  }
  return { found: [...found.values()], unknown: addresses.filter((address) => !known.has(address)) };
}
