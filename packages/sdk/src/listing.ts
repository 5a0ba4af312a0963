import type { Answer, ApiCall } from './call.js';
import type { QueryValue } from './query.js';

/** One page: the records and what the server says about them. */
export interface Page<T> {
  readonly data: T[];
  readonly metadata: {
    readonly filtering: Record<string, unknown>;
    /** Absent where the endpoint was not paged (all users, groups). */
    readonly paging?: {
      readonly per_page: number;
      readonly current_page?: number;
      readonly next_page?: number | null;
      readonly prev_page?: number | null;
      readonly total_pages?: number;
      readonly total_count?: number;
      readonly next_cursor?: string | null;
    };
    readonly sorting: { readonly sort_by: string; readonly sort_direction: string };
  };
  /** With `include`: records that `data` refers to, by resource and number. */
  readonly included?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Params = { readonly [name: string]: QueryValue };
type FetchPage<T> = (params: Params) => Promise<Page<T>> | ApiCall<Page<T>>;
/** How a list leaves as a file. */
export type FileType = 'text/csv' | 'application/x-ndjson';
type FetchFile = (type: FileType) => ApiCall<ReadableStream<Uint8Array>>;

/**
 * A list that was asked for. `await` it for one page as requested; `for await` it for every record of that page and
 * the following ones. Nothing is sent before either begins, and each asks the server anew.
 */
export class Listing<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = 'Listing';
  readonly #fetchPage: FetchPage<T>;
  readonly #params: Params;
  readonly #byId: boolean;
  readonly #fetchFile: FetchFile | undefined;
  #page: Promise<Page<T>> | undefined;

  /** @param byId the list goes on by `id[gt]`, not by pages */
  constructor(fetchPage: FetchPage<T>, params: Params, byId = false, fetchFile?: FetchFile) {
    this.#byId = byId;
    this.#fetchFile = fetchFile;
    this.#fetchPage = fetchPage;
    this.#params = params;
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what a listing is for
  // oxlint-disable-next-line unicorn/no-thenable
  then<A = Page<T>, B = never>(
    fulfilled?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#page ??= this.#fetchPage(this.#params);
    return this.#page.then(fulfilled, rejected);
  }

  catch<B = never>(rejected?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Page<T> | B> {
    return this.then(undefined, rejected);
  }

  finally(settled?: (() => void) | null): Promise<Page<T>> {
    return this.then((page) => page).finally(settled);
  }

  /** One page with status, headers and the body as it came. @throws TypeError for a listing that was made by hand */
  answer(): Promise<Answer<Page<T>>> {
    const page = this.#fetchPage(this.#params);
    if (!('answer' in page)) throw new TypeError('This listing knows no more than its pages');
    return page.answer();
  }

  /**
   * The whole list as of one moment, as the server makes it: filters and sort hold, paging does not. Not known to the
   * hosted original. The bytes come while they are read: end early with `cancel()`.
   */
  file(type: FileType): ApiCall<ReadableStream<Uint8Array>> {
    if (this.#fetchFile === undefined) throw new TypeError('This listing knows no more than its pages');
    return this.#fetchFile(type);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /**
   * The pages one after another. By cursor where the server knows it (exact and flat in cost however deep), else by
   * page number: the hosted original ignores the empty cursor. A `page` in the parameters keeps to page numbers.
   */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    if (this.#byId) return yield* this.#pagesById();
    const byNumber = this.#params['page'] !== undefined;
    let params: Params = { per_page: 100, ...(byNumber ? {} : { cursor: '' }), ...this.#params };
    for (;;) {
      const page = await this.#fetchPage(params);
      yield page;
      const { next_cursor, next_page } = page.metadata.paging ?? {};
      const { cursor: _, ...rest } = params;
      if (!byNumber && next_cursor !== undefined) {
        if (next_cursor === null) return;
        params = { ...rest, cursor: next_cursor };
      } else {
        if (next_page === undefined || next_page === null) return;
        params = { ...rest, page: next_page };
      }
    }
  }

  async *#pagesById(): AsyncGenerator<Page<T>, void, undefined> {
    let params: Params = { per_page: 100, ...this.#params };
    for (;;) {
      const page = await this.#fetchPage(params);
      yield page;
      const last = page.data.at(-1) as { readonly id: number | string } | undefined;
      if (last === undefined || page.data.length < Number(params['per_page'])) return;
      params = { ...params, id: { gt: last.id } };
    }
  }
}
