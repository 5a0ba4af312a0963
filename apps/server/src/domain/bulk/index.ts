// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  actFor,
  beginJob,
  endRows,
  finishJob,
  type JobToRun,
  nextRows,
  pruneBulkRows,
  retryRow,
  type RowEnd,
  type RowToRun,
} from './carry-out.js';
export {
  addChosen,
  addRows,
  bulkJobsView,
  bulkType,
  cancelJob,
  createJob,
  guardRows,
  MOST_ROWS,
  readReasons,
  readType,
  updateJob,
} from './jobs.js';
export { bulkJobResultsView, jobDataView } from './rows-view.js';
export { changedTags } from './tags.js';
export { undoImport, undoJob } from './undo.js';
