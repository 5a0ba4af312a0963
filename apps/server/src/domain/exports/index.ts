// What the HTTP layer and who makes the files use of this area.
export { createExport, exportsOfLists, forgetExports, type NewExport } from './exports.js';
export { beginExport, completeExport, type ExportJob, failExport } from './work.js';
