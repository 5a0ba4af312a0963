import { queryOptions } from '@tanstack/react-query';
import { api } from './api';
import { lateActions } from './queue';

export interface LateAction {
  readonly id: number;
}

export type LateWay =
  | { readonly way: 'spread'; readonly days: number }
  | { readonly way: 'hand_over'; readonly user_id: number }
  | { readonly way: 'drop' };

export const lateQuery = () =>
  queryOptions({ queryKey: ['late_actions'], queryFn: lateActions, staleTime: 0 });

export interface LateOutcome {
  readonly done: number;
  readonly refused: number;
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
}

const ROWS = 5000;
const LOOK_MS = 400;

/** Does something with all of these as a bulk job, or only tries it: what would be refused, and why. */
export async function carryOutLate(
  wanted: LateWay,
  actions: readonly LateAction[],
  dryRun: boolean,
  signal?: AbortSignal,
): Promise<LateOutcome> {
  const ids = actions.map(({ id }) => id);
  const job = await begin(wanted, ids, dryRun);
  for (;;) {
    const { state } = await api.bulk_jobs.show(job, signal ? { signal } : {});
    if (state === 'done') break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    signal?.throwIfAborted();
  }
  const rows = await api.bulk_job_reasons(job, signal ? { signal } : {});
  const reasons = rows.flatMap(({ status, reason, rows: count }) =>
    status === 'success' ? [] : [{ reason: reason ?? status, rows: count }],
  );
  const refused = reasons.reduce((sum, { rows: count }) => sum + count, 0);
  return { done: ids.length - refused, refused, reasons };
}

/** @returns the number of the job, which has begun */
async function begin(wanted: LateWay, ids: readonly number[], dryRun: boolean): Promise<number> {
  if (wanted.way === 'spread')
    return (await api.spread_actions({ action_ids: [...ids], days: wanted.days, dry_run: dryRun })).id;
  const { id } = await api.bulk_jobs.create({ type: `action/${wanted.way}`, dry_run: dryRun });
  const rest = wanted.way === 'hand_over' ? { user_id: wanted.user_id } : {};
  for (let at = 0; at < ids.length; at += ROWS)
    await api.create_job_data(id, {
      data: ids.slice(at, at + ROWS).map((action) => ({ id: action, ...rest })),
    });
  await api.bulk_jobs.update(id, { ready_to_execute: true });
  return id;
}
