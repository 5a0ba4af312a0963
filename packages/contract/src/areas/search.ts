import { search } from '../resources/search.js';

/** What is found while somebody types. */
export const area = {
  resources: {},
  operations: { search },
};
