import { events } from '../resources/events.js';

/** What happens, as programs and screens hear of it. */
export const area = {
  resources: {},
  operations: { events },
};
