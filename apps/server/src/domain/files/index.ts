// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { deleteExpiredFiles, eraseFiles, findFile, keepFile, openFile } from './files.js';
