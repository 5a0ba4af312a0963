// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { duplicateGroups, duplicatesOf, type Mark } from './duplicates.js';
export { find, type Found } from './find.js';
export { readWords } from './read-words.js';
export { type Searched, SOURCES } from './sources.js';
