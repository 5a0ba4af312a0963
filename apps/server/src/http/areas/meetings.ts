import type { Areas } from '@cadenza/contract';
import { meetings } from '../../domain/meetings/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Meetings with people. */
export const area: HandlersOf<Areas['meetings']> = {
  resources: { meetings },
  operations: {},
};
