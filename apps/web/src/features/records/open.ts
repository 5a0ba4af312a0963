import type { Field } from '../../ui/filter/model';

/** Which dialog of a list is open. */
export type Open =
  | { readonly what: 'filter'; readonly field: Field | undefined }
  | { readonly what: 'views' | 'create' | 'columns' };
