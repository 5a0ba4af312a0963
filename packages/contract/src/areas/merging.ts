import { merge, mergeAccount, mergePerson, merges, undoMerge } from '../resources/merges.js';

/** Records that were there twice. */
export const area = {
  resources: {},
  operations: {
    merge,
    merges,
    merge_account: mergeAccount,
    merge_person: mergePerson,
    undo_merge: undoMerge,
  },
};
