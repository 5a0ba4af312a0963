import type { TemplateFilters, TemplateSort } from '../../data/templates';

export const VIEWS = [
  { value: 'all', text: 'All' },
  { value: 'mine', text: 'Mine' },
  { value: 'cadences', text: 'With those of cadences' },
  { value: 'archived', text: 'With archived' },
] as const;

/** What the list shows, as the address has it. */
export interface Asked {
  readonly view: (typeof VIEWS)[number]['value'];
  readonly q: string;
  readonly tag: string | undefined;
  readonly sort: TemplateSort;
}

const SORTS = ['updated_at', 'last_used_at', 'created_at'] as const;
const MOST_LETTERS = 200;

/** Reads an address; what makes no sense in it counts for nothing. */
export function askedOf(search: Readonly<Record<string, unknown>>): Asked {
  const { view, q, tag, sort } = search;
  return {
    view: VIEWS.find(({ value }) => value === view)?.value ?? 'all',
    q: typeof q === 'string' ? q.slice(0, MOST_LETTERS) : '',
    tag: typeof tag === 'string' && Number.isSafeInteger(Number(tag)) && Number(tag) > 0 ? tag : undefined,
    sort: SORTS.find((each) => each === sort) ?? 'updated_at',
  };
}

/** The same as the API is asked. */
export const filtersOf = ({ view, q, tag }: Asked): TemplateFilters => ({
  ...(q === '' ? {} : { search: q }),
  ...(tag === undefined ? {} : { tag_ids: Number(tag) }),
  ...(view === 'mine' ? { filter_by_owner: true } : {}),
  ...(view === 'cadences' ? { include_cadence_templates: true } : {}),
  ...(view === 'archived' ? { include_archived_templates: true } : {}),
});

export const isNarrowed = ({ view, q, tag }: Asked): boolean =>
  view !== 'all' || q !== '' || tag !== undefined;
