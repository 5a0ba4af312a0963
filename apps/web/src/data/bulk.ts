import { queryOptions } from '@tanstack/react-query';
import type { LongCommands, Row } from '@cadenza/sdk';
import { api } from './api';
import type { Params } from './listing';

export type BulkJob = Row<'bulk_jobs'>;
export type BulkType = Parameters<typeof api.bulk_jobs.create>[0]['type'];

/** Which records: by number, or all that a filter takes but for some. */
export type Selected =
  | { readonly ids: readonly number[] }
  | { readonly filter: Params; readonly except: readonly number[] };

/** What each row says beside its record. */
export interface BulkWish {
  readonly type: BulkType;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Numbers that one selection takes. */
const PER_CALL = 10_000;
const POLL_MS = 1000;
const FIRST_REFUSALS = 100;

/**
 * Makes a job, says whom it is about, starts it. Not through the outbox: a job that was never started does nothing, and
 * whoever began it waits for its numbers.
 */
export async function startJob(wish: BulkWish, selected: Selected, dryRun: boolean): Promise<BulkJob> {
  const job = await api.bulk_jobs.create({ type: wish.type, name: wish.name, dry_run: dryRun });
  if ('ids' in selected)
    for (let at = 0; at < selected.ids.length; at += PER_CALL)
      await api.create_job_selection(job.id, {
        ids: selected.ids.slice(at, at + PER_CALL),
        values: { ...wish.values },
      });
  else
    await api.create_job_selection(job.id, {
      filter: { ...selected.filter },
      except: [...selected.except],
      values: { ...wish.values },
    });
  return api.bulk_jobs.update(job.id, { ready_to_execute: true });
}

/** How far a job is; asked each second until it has ended. */
export const jobQuery = (id: number) =>
  queryOptions({
    queryKey: ['bulk_jobs', id],
    queryFn: ({ signal }) => api.bulk_jobs.show(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : POLL_MS),
  });

/** How many rows ended how, by reason. */
export const jobReasonsQuery = (id: number) =>
  queryOptions({
    queryKey: ['bulk_jobs', id, 'reasons'],
    queryFn: ({ signal }) => api.bulk_job_reasons(id, { signal }),
  });

export const jobRefusalsQuery = (id: number) =>
  queryOptions({
    queryKey: ['bulk_jobs', id, 'refusals'],
    queryFn: async ({ signal }) =>
      (await api.bulk_job_results(id, { status: 'error', per_page: FIRST_REFUSALS }, { signal })).data,
  });

export const cancelJob = (id: number) => api.bulk_jobs.delete(id);
export const undoJob = (id: number) => api.undo_bulk_job(id);

export type LongCommand = LongCommands[number];
const LOOK_MS = 2000;

/** What commands over many rows have still to do; looked at again while one is at it. */
export const longCommandsQuery = queryOptions({
  queryKey: ['long_commands'],
  queryFn: ({ signal }) => api.long_commands({ signal }),
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ failed_at: failed, cancelled_at: cancelled }) => failed === null && cancelled === null)
      ? LOOK_MS
      : false,
});
export const retryLong = (id: number) => api.long_command_retry(id);
export const cancelLong = (id: number) => api.long_command_cancel(id);

/** The list as a file, as the server makes it. */
export async function csvOf(list: 'people' | 'accounts', params: Params): Promise<Blob> {
  const stream = await api[list].list(params as never).file('text/csv');
  return new Response(stream, { headers: { 'content-type': 'text/csv' } }).blob();
}
