/** One setting: by the API's own name. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'lines' | 'number' | 'check';
  readonly choices?: readonly (readonly [value: string, text: string])[];
}

export interface FormSpec {
  readonly title: string;
  readonly about?: string;
  readonly path: `/${string}`;
  readonly fields: readonly FieldSpec[];
}

export type FormValues = Readonly<Record<string, string | boolean>>;

/** What the form begins with: texts as they are typed, and ticks. */
export const valuesOf = (
  fields: readonly FieldSpec[],
  record: Readonly<Record<string, unknown>>,
): FormValues =>
  Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === 'check' ? record[name] === true : textOf(record[name])]),
  );

/** What a field shows of a value. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Only what was changed is sent; an emptied field takes the value away. */
export const changesOf = (draft: FormValues, from: FormValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(draft)
      .filter(([name, value]) => value !== from[name])
      .map(([name, value]) => [name, value === '' ? null : value]),
  );
