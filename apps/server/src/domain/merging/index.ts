// What other areas, the engine and the HTTP layer use of this area.
export { type MergedKind, mergedInto } from '../../db/merge-places.js';
export { mergeAccounts } from './merge-accounts.js';
export { type Merged, type Merging, mergePeople } from './merge-people.js';
export { findMerge, forgetUndo, mergedFrom, type MergeRow } from './merges.js';
export { undoMerge } from './undo.js';
export { mergesView } from './view.js';
