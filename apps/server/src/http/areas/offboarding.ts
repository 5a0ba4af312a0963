import type { Areas } from '@cadenza/contract';
import { handOver } from '../../domain/offboarding/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Who leaves, and what becomes of what they had. */
export const area: HandlersOf<Areas['offboarding']> = {
  resources: {},
  operations: {
    hand_over_user: {
      write: async (command, { params: { id }, body }) => {
        const told = await handOver(command, id, body);
        return async () => JSON.stringify(told);
      },
    },
  },
};
