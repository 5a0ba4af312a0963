import {
  bulkJobReasons,
  bulkJobResults,
  bulkJobs,
  cadenceBulkMemberships,
  createJobData,
  createJobSelection,
  jobData,
  undoBulkJob,
  undoImport,
} from '../resources/bulk_jobs.js';

/** What is done to many records at once. */
export const area = {
  resources: { bulk_jobs: bulkJobs },
  operations: {
    bulk_job_reasons: bulkJobReasons,
    bulk_job_results: bulkJobResults,
    cadence_bulk_memberships: cadenceBulkMemberships,
    create_job_data: createJobData,
    create_job_selection: createJobSelection,
    job_data: jobData,
    undo_bulk_job: undoBulkJob,
    undo_import: undoImport,
  },
};
