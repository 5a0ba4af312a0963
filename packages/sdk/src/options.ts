export type { QueryValue } from './query.js';

/** What one call may have otherwise than the client. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Your own key, when you repeat the call yourself across restarts. */
  readonly idempotencyKey?: string;
  /** Milliseconds one try may take. */
  readonly timeoutMs?: number;
  /** How often it is tried again after 429, 502, 503, 504 or a broken connection. */
  readonly maxRetries?: number;
  /** Sent beside the SDK's own, e.g. `if-match`, `prefer`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** ISO 8601 moments. Texts, not Date: a Date has milliseconds only, and a cursor of that precision loses rows. */
export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
}

/** Paging and sorting of a list. */
export interface Paging<Sort extends string> {
  readonly page?: number;
  /** 1 to 100; default 25, and 100 when all pages are walked. */
  readonly per_page?: number;
  readonly sort_by?: Sort;
  readonly sort_direction?: 'ASC' | 'DESC' | 'asc' | 'desc';
  readonly include_paging_counts?: boolean;
  readonly limit_paging_counts?: boolean;
  /** References whose records come along, not known to the hosted original: as `included` beside `data`. */
  readonly include?: string | readonly string[];
  /** Keyset paging, not known to the hosted original: empty for the first page, then `metadata.paging.next_cursor`. */
  readonly cursor?: string;
}
