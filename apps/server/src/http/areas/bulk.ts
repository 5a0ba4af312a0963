import type { Areas } from '@cadenza/contract';
import {
  addRows,
  bulkJobResultsView,
  bulkJobsView,
  cancelJob,
  createJob,
  guardRows,
  jobDataView,
  readReasons,
  readType,
  undoImport,
  undoJob,
  updateJob,
} from '../../domain/bulk/index.js';
import { rowsOf } from '../bulk/select.js';
import type { HandlersOf } from '../handler-types.js';

/** What is done to many records at once; bulk-parts.ts carries it out. */
export const area: HandlersOf<Areas['bulk']> = {
  resources: {
    bulk_jobs: { view: bulkJobsView, create: createJob, update: updateJob, remove: cancelJob },
  },
  operations: {
    bulk_job_reasons: {
      read: async ({ app, principal }, { params: { id } }) =>
        JSON.stringify(await readReasons(app.database.kysely, principal, id)),
    },
    bulk_job_results: { view: bulkJobResultsView, guard: guardRows },
    cadence_bulk_memberships: {
      act: async (reader, { body: { cadence_id, user_id, step_id, person_ids: ids, filter, except } }) => {
        const values = {
          cadence_id,
          ...(user_id == null ? {} : { user_id }),
          ...(step_id == null ? {} : { step_id }),
        };
        const type = 'cadence_membership/create';
        const add = await rowsOf(reader, type, { ids, filter, except }, values, 'person_ids');
        return async (command) => {
          const id = await createJob(command, { type, name: `Cadence ${cadence_id}` });
          await add(command, id);
          await updateJob(command, id, { ready_to_execute: true });
          return (render) => render(bulkJobsView, id);
        };
      },
    },
    create_job_data: {
      write: async (command, { params: { id }, body }) => {
        const records = await addRows(command, id, body.data.map(String));
        return async () => JSON.stringify({ records });
      },
    },
    create_job_selection: {
      act: async (reader, { params: { id }, body: { values, ...selection } }) => {
        const type = await readType(reader.app.database.kysely, reader.principal, id);
        const add = await rowsOf(reader, type, selection, JSON.parse(values ?? '{}'));
        return async (command) => {
          const records = await add(command, id);
          return async () => JSON.stringify({ records });
        };
      },
    },
    job_data: { view: jobDataView, guard: guardRows },
    undo_bulk_job: {
      write: async (command, { params: { id } }) => {
        const undo = await undoJob(command, id);
        return (render) => render(bulkJobsView, undo);
      },
    },
    undo_import: {
      write: async (command, { params: { id } }) => {
        const undo = await undoImport(command, id);
        return (render) => render(bulkJobsView, undo);
      },
    },
  },
};
