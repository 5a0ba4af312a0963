import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ImportStartBody, Row } from '@cadenza/sdk';
import { boot } from '../app/boot';
import { api } from './api';

export type { ImportRun, ImportSheet } from '@cadenza/sdk';
export type Import = Row<'imports'>;
export type ImportOptions = ImportStartBody;

const POLL_MS = 1000;
const PER_PAGE = 50;

/** Imports that had a file or were made by hand, the newest first. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: async ({ pageParam, signal }) =>
    await api.imports.list(
      { cursor: pageParam, per_page: PER_PAGE, sort_by: 'created_at', sort_direction: 'DESC' },
      { signal },
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.metadata.paging?.next_cursor ?? undefined,
});

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: async ({ signal }) => await api.imports.show(id, { signal }),
  });

/** What the file is, and what its columns seem to mean. */
export const sheetQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', 'sheet', id],
    queryFn: async ({ signal }) => await api.import_sheet(id, { signal }),
    staleTime: Infinity,
  });

/** How far it is; asked each second while something is under way. */
export const progressQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', 'progress', id],
    queryFn: async ({ signal }) => await api.import_progress(id, { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.run?.state === 'running' || data?.dry_run?.state === 'running' ? POLL_MS : false,
  });

/** Why rows were not simply made, the most frequent first. */
export const reasonsQuery = (id: number, of: 'run' | 'dry_run', runId: number) =>
  queryOptions({
    queryKey: ['imports', 'reasons', id, of, runId],
    queryFn: async ({ signal }) => await api.import_reasons(id, { query: { of }, signal }),
    staleTime: Infinity,
  });

/** A field of the team's own for a column that fits nowhere. */
export const makeField = async (name: string, of: 'person' | 'company') =>
  await api.custom_fields.create({ name, field_type: of });

export const tryImport = async (id: number, body: ImportOptions) => await api.import_dry_run(id, body);
export const startImport = async (id: number, body: ImportOptions) => await api.import_start(id, body);
export const cancelImport = async (id: number) => await api.import_cancel(id);
/** The people whom it made go; what it changed of others is put back by a job. */
export const deleteMade = async (id: number): Promise<void> => {
  await api.imports.delete(id, { undo: 'all' });
};
export const putBack = async (id: number) => await api.undo_import(id);

/** Rows that were refused, skipped or changed, with all their cells. */
export const rowsOf = async (id: number, of: 'run' | 'dry_run'): Promise<Blob> =>
  new Blob([await api.import_rows(id, { query: { of } })], { type: 'text/csv' });

/**
 * Sends a file and says how far it is: what `fetch` does not tell of what it sends.
 * @throws the server's words, or that it could not be reached
 */
export function uploadImport(file: File, onProgress: (share: number) => void): Promise<Import> {
  const { promise, resolve, reject } = withParts<Import>();
  const request = new XMLHttpRequest();
  request.open('POST', `/v2/imports?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader('content-type', 'text/csv');
  request.setRequestHeader('x-cadenza-csrf', boot.csrf);
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) =>
    onProgress(total > 0 ? loaded / total : 0),
  );
  request.addEventListener('error', () => reject(new Error('The server does not answer.')));
  request.addEventListener('load', () => {
    const answer = request.response as {
      data?: Import;
      error?: string;
      errors?: Record<string, string[]>;
    } | null;
    if (request.status < 300 && answer?.data) return resolve(answer.data);
    const [field] = Object.entries(answer?.errors ?? {});
    reject(
      new Error(
        field
          ? `${field[0]} ${field[1][0] ?? ''}`
          : (answer?.error ?? `The server refused it (${request.status}).`),
      ),
    );
  });
  request.send(file);
  return promise;
}

function withParts<T>() {
  let resolve!: (value: T) => void;
  let reject!: (why: Error) => void;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
