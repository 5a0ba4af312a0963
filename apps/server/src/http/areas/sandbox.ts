import type { Areas } from '@cadenza/contract';
import type { HandlersOf } from '../handler-types.js';
import { sandboxOperations } from '../sandbox-handlers.js';

/** The sandbox and its clock. */
export const area: HandlersOf<Areas['sandbox']> = {
  resources: {},
  operations: sandboxOperations,
};
