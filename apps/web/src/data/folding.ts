import type { QueryClient } from '@tanstack/react-query';
import type { Page } from '@cadenza/sdk';
import {
  isWhole,
  type Listed,
  type ListSource,
  type Pages,
  pagesQuery,
  type Params,
  rowsByIds,
} from './listing';

/** Pages on either side of what is in sight that stay whole: thousands of rows are scrolled through without reading any again. */
const NEAR = 30;

/** The first and the last row that are in sight, by their places in the list. */
export interface Sight {
  readonly first: number;
  readonly last: number;
}
type OfRow = { readonly id: number };
type Folding<Row> = readonly Page<Listed<Row>>[];

/** The first and the last page of what is in sight. */
function pagesOf<Row>(pages: Folding<Row>, { first, last }: Sight): Sight {
  let end = 0;
  const ends = pages.map(({ data }) => (end += data.length));
  const pageOf = (row: number) => {
    const at = ends.findIndex((each) => row < each);
    return at < 0 ? pages.length - 1 : at;
  };
  return { first: pageOf(first), last: pageOf(last) };
}

const isFolded = <Row extends OfRow>({ data }: Page<Listed<Row>>): boolean =>
  data.length > 0 && !data.some(isWhole);

/** What is far from the rows in sight becomes their numbers: a list takes as much room at its hundredth page as at its fortieth. */
export function folded<Row extends OfRow>(pages: Folding<Row>, sight: Sight): Folding<Row> {
  const { first, last } = pagesOf(pages, sight);
  const far = (at: number) => at < first - NEAR || at > last + NEAR;
  if (!pages.some((page, at) => far(at) && page.data.some(isWhole))) return pages;
  return pages.map((page, at) =>
    far(at) && page.data.some(isWhole)
      ? { metadata: page.metadata, data: page.data.map(({ id }) => ({ id, folded: true as const })) }
      : page,
  );
}

/** Pages in sight, and beside that, whose rows are numbers alone. */
export function foldedIn<Row extends OfRow>(pages: Folding<Row>, sight: Sight): Folding<Row> {
  const { first, last } = pagesOf(pages, sight);
  return pages.slice(Math.max(0, first - 1), last + 2).filter(isFolded);
}

/** Rows as they are now in the places of their numbers; one that is gone meanwhile keeps its place, and order and number stay. */
export function unfolded<Row extends OfRow>(pages: Folding<Row>, rows: readonly Row[]): Folding<Row> {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  return pages.map((page) =>
    page.data.some((row) => !isWhole(row) && fresh.has(row.id))
      ? { ...page, data: page.data.map((row) => (isWhole(row) ? row : (fresh.get(row.id) ?? row))) }
      : page,
  );
}

/** Puts away what is far from the rows in sight, and reads again what was put away of them. */
export async function keepNear<Row extends OfRow>(
  queries: QueryClient,
  source: ListSource<Row>,
  params: Params,
  sight: Sight,
): Promise<void> {
  const { queryKey } = pagesQuery(source, params);
  const change = (next: (pages: Folding<Row>) => Folding<Row>) =>
    queries.setQueryData<Pages<Row>>(queryKey, (before) => {
      const pages = before && next(before.pages);
      return before && pages !== before.pages ? { ...before, pages: [...(pages ?? [])] } : before;
    });
  change((pages) => folded(pages, sight));
  const away = foldedIn(queries.getQueryData<Pages<Row>>(queryKey)?.pages ?? [], sight);
  for (const { data } of away) {
    const rows = await rowsByIds(
      source,
      data.map(({ id }) => id),
    );
    change((pages) => unfolded(pages, rows));
  }
}
