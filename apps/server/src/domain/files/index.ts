// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  assignFile,
  deleteExpiredFiles,
  eraseFile,
  eraseFiles,
  expireFiles,
  findFile,
  findUnassigned,
  type FilePurpose,
  isKept,
  type KeptFile,
  keepFile,
  openFile,
} from './files.js';
