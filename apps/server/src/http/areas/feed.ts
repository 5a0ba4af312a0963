import type { Areas } from '@cadenza/contract';
import { readEvents } from '../events/read.js';
import type { HandlersOf } from '../handler-types.js';

/** What happens, as programs and screens hear of it. */
export const area: HandlersOf<Areas['feed']> = {
  resources: {},
  operations: {
    events: { read: readEvents },
  },
};
