import { type AccessJob, accessJob, finishAccess, type Told, toldOf } from '../domain/privacy/index.js';
import type { Loop } from '../jobs/runner.js';
import { AppError } from '../kernel/errors.js';
import { fileLoop, type Making } from './file-work.js';

/** What is to be told, and what was, once it was read to its end. */
interface Job extends AccessJob {
  told?: Told;
}

/** Makes the files that tell all that is known of a person. */
export function accessLoop(making: Making): Loop {
  return fileLoop<Job>(making, {
    name: 'data_access',
    what: 'a file about a person',
    table: 'data_access_work',
    waiting: 'q.failed_at IS NULL',
    purpose: 'access',
    begin: async (tx, { team_id: teamId, id }) => {
      const job = await accessJob(tx, teamId, id);
      return { job, recordId: job.request_id };
    },
    content: async (job, _, { now }) => {
      const told = await toldOf(making.database.kysely, job, now);
      if (!told) throw new AppError('unavailable', 'The person is not there any more.');
      job.told = told;
      return {
        name: `person-${told.personId}.json`,
        contentType: 'application/json; charset=utf-8',
        lines: told.lines,
      };
    },
    finish: (tx, { id }, job, _, now) => finishAccess(tx, id, job, job.told?.counts() ?? {}, now),
  });
}
