import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { now } from '../../app/clock';
import { countQuery, isWhole, type Listed, pagesQuery } from '../../data/listing';
import type { Value } from '../../ui/filter/model';
import type { Sort } from '../../ui/table/columns';
import { type ListState, paramsOf, readList, writeList } from './list-state';
import { useLiveRows } from './live-rows';
import type { ListSpec } from './spec';
import { useFolding } from './use-folding';

/** A list as its address says, and what changes the address. */
export function useList<Row extends { readonly id: number }>(spec: ListSpec<Row>) {
  const { source, fields, first } = spec;
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const state = useMemo(
    () => readList(search, fields, source.kinds.sorts, first),
    [search, fields, source, first],
  );
  // Days ago are counted from when the list was asked for, so that its pages belong together.
  const [asked, setAsked] = useState(now);
  const params = useMemo(() => paramsOf(state, asked), [state, asked]);
  const pages = useInfiniteQuery(pagesQuery(source, params));
  const { sort_by: _by, sort_direction: _direction, ...filters } = params;
  const count = useQuery(countQuery(source, filters));
  const rows = useMemo(
    (): readonly Listed<Row>[] => pages.data?.pages.flatMap(({ data }) => data) ?? [],
    [pages.data],
  );
  const whole = useMemo(() => rows.filter(isWhole), [rows]);
  const live = useLiveRows(source, whole);
  const onSight = useFolding(source, params);
  const queries = useQueryClient();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const anew = () => {
    live.settle();
    setAsked(now());
    void queries.resetQueries({ queryKey: [source.name, 'list', params] });
    void queries.invalidateQueries({ queryKey: [source.name, 'count'] });
  };
  const address = useAddress(spec, state);
  return { state, params, rows, whole, pages, count, more, anew, onSight, news: live.news, ...address };
}

function useAddress<Row extends { readonly id: number }>(spec: ListSpec<Row>, state: ListState) {
  const navigate = useNavigate();
  const go = (search: Readonly<Record<string, unknown>>) =>
    void navigate({ to: spec.place, search: { ...search } });
  const put = (next: Partial<ListState>) => go(writeList({ ...state, ...next }, spec.first));
  return {
    search: writeList(state, spec.first),
    go,
    setFilter: (name: string, value: Value) => put({ filters: { ...state.filters, [name]: value } }),
    removeFilter: (name: string) => {
      const { [name]: _, ...filters } = state.filters;
      put({ filters });
    },
    setSort: (sort: Sort) => put({ sort }),
  };
}
