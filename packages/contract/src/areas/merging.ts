import { merge, mergeAccount, mergePerson, undoMerge } from '../resources/merges.js';

/** Records that were there twice. */
export const area = {
  resources: {},
  operations: { merge, merge_account: mergeAccount, merge_person: mergePerson, undo_merge: undoMerge },
};
