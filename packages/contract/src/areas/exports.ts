import { exportsOfLists } from '../resources/exports.js';

/** Lists as files, made in the background. */
export const area = {
  resources: { exports: exportsOfLists },
  operations: {},
};
