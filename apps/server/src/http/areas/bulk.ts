import type { Areas } from '@cadenza/contract';
import {
  addRows,
  bulkJobResultsView,
  bulkJobsView,
  cancelJob,
  createJob,
  guardRows,
  jobDataView,
  updateJob,
} from '../../domain/bulk/index.js';
import type { HandlersOf } from '../handler-types.js';

/** What is done to many records at once; bulk-parts.ts carries it out. */
export const area: HandlersOf<Areas['bulk']> = {
  resources: {
    bulk_jobs: { view: bulkJobsView, create: createJob, update: updateJob, remove: cancelJob },
  },
  operations: {
    bulk_job_results: { view: bulkJobResultsView, guard: guardRows },
    create_job_data: {
      write: async (command, { params: { id }, body }) => {
        const records = await addRows(command, id, body.data.map(String));
        return async () => JSON.stringify({ records });
      },
    },
    job_data: { view: jobDataView, guard: guardRows },
  },
};
