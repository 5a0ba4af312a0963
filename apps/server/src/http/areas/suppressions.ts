import type { Areas } from '@cadenza/contract';
import { suppressions } from '../../domain/suppressions/index.js';
import type { HandlersOf } from '../handler-types.js';
import { mailOperations } from '../mail-handlers.js';

/** Who gets nothing. */
export const area: HandlersOf<Areas['suppressions']> = {
  resources: {
    suppressions,
  },
  operations: {
    suppression_export: mailOperations.suppression_export,
    suppression_imports: mailOperations.suppression_imports,
  },
};
