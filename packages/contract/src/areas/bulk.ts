import { bulkJobResults, bulkJobs, createJobData, jobData } from '../resources/bulk_jobs.js';

/** What is done to many records at once. */
export const area = {
  resources: { bulk_jobs: bulkJobs },
  operations: { bulk_job_results: bulkJobResults, create_job_data: createJobData, job_data: jobData },
};
