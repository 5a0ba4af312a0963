import { suppressionExport, suppressionImports, suppressions } from '../resources/suppressions.js';

/** Who gets nothing. */
export const area = {
  resources: {
    suppressions,
  },
  operations: {
    suppression_export: suppressionExport,
    suppression_imports: suppressionImports,
  },
};
