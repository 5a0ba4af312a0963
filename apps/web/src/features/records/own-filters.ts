import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { customFieldsQuery } from '../../data/vocabulary';
import { type Field, ownField, ownNamesIn } from '../../ui/filter/model';

/**
 * Fields of a list, and those that the team gave its records. One that the address asks for is among them before they are
 * read, and when it is gone: nothing that was asked for is left out in silence.
 */
export function useOwnFilters(fields: readonly Field[], of: 'person' | 'company'): readonly Field[] {
  const { data } = useQuery(customFieldsQuery(of));
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const asked = JSON.stringify(ownNamesIn(search));
  return useMemo(() => {
    const known = (data ?? []).flatMap(({ name }) => name ?? []);
    const names = new Set([...known, ...(JSON.parse(asked) as string[])]);
    return [...fields, ...[...names].toSorted().map(ownField)];
  }, [fields, data, asked]);
}
