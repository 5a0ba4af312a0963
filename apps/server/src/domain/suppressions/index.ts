// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { suppressionsOf } from './batch-queries.js';
export {
  type NewSuppression,
  suppressAddress,
  suppressMany,
  unsuppressDeleted,
  unsuppressOfMessage,
  weaken,
} from './commands.js';
export { exportSuppressions } from './export-queries.js';
export { importSuppressions } from './import-commands.js';
export { type AskedAddress, isSuppressed, listSuppressed, normalise, suppressedReason } from './queries.js';
export { suppressions } from './suppressions.js';
export { wordsOf } from './list-columns.js';
