import type { Areas } from '@cadenza/contract';
import { createExport, exportsOfLists } from '../../domain/exports/index.js';
import { askedExport } from '../exportable.js';
import type { HandlersOf } from '../handler-types.js';

/** Lists as files; export-parts.ts makes them. */
export const area: HandlersOf<Areas['exports']> = {
  resources: {
    exports: {
      ...exportsOfLists,
      create: (command, body) => createExport(command, askedExport(command.principal, body)),
    },
  },
  operations: {},
};
