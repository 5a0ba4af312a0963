// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { type CadenceBody, exportCadence, importCadence } from './import-export.js';
