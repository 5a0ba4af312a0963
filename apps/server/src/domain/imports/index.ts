// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { DELETE_IMPORT_PEOPLE, imports } from './imports.js';
