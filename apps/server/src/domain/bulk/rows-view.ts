import { contract } from '@cadenza/contract';
import { ref, sort, time, plain, type View, view } from '../../db/view.js';

const { job_data: jobData, bulk_job_results: results } = contract.operations;

const ofJob = (what: string): string =>
  `EXISTS (SELECT FROM bulk_jobs j WHERE j.team_id = r.team_id AND j.id = r.bulk_job_id AND ${what})`;
/** What a cancel leaves undone says so by its job: a hundred thousand rows are not written for it. */
const STATUS = `CASE WHEN r.status IN ('pending', 'retrying') AND ${ofJob('j.cancelled_at IS NOT NULL')} THEN 'cancelled' ELSE r.status END`;
const OUTCOME = 'r.record::json AS record, r.resource::json AS resource, r.error';

/** The rows of a job, in the order in which they were given. */
export const jobDataView: View = view(
  { ...jobData, times: 'utc' },
  {
    table: 'bulk_job_rows',
    sight: null,
    columns: [
      plain('id'),
      ref('bulk_job_id', '/v2/bulk_jobs/', 'bulk_job'),
      time('created_at'),
      time('started_at'),
      time('finished_at'),
      `${STATUS} AS status`,
      OUTCOME,
    ].join(', '),
    filters: { id: 'r.id', status: STATUS, bulk_job: 'r.bulk_job_id' },
    sorts: { id: sort('r.id', 'bigint') },
  },
);

/** How they ended, once all have. */
export const bulkJobResultsView: View = view(results, {
  table: 'bulk_job_rows',
  sight: null,
  columns: `r.id, ${STATUS} AS status, ${OUTCOME}`,
  visible: ofJob(`j.state = 'done'`),
  filters: { id: 'r.id', status: STATUS, bulk_job: 'r.bulk_job_id' },
  sorts: { id: sort('r.id', 'bigint') },
});
