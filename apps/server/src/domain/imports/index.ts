// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { importRows, keysOfRow } from './batch.js';
export type { Earlier } from './batch-parts.js';
export { type Cursor, openSheet } from './cursor.js';
export { COLUMN_FIELDS } from './mapping-rules.js';
export { DELETE_IMPORT_PEOPLE, imports, mustSee } from './imports.js';
export { takeChanges } from './undo-commands.js';
export {
  cancelRun,
  forgetRows,
  giveUpRun,
  holdRun,
  letGo,
  noteRows,
  optionsOf,
  type Run,
  type RunClaim,
  startRun,
  takeRuns,
} from './run-commands.js';
export {
  lastRuns,
  lookIntoSheet,
  namesOfRun,
  reasonsOfRun,
  type RunRow,
  runnerOf,
  toldRows,
} from './run-queries.js';
