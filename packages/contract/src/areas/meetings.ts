import { meetings } from '../resources/meetings.js';

/** Meetings with people. */
export const area = {
  resources: { meetings },
  operations: {},
};
