import type { ImportOptions, ImportSheet } from '../../data/imports';

/** What somebody chose for a run: texts as fields have them, so that it can be kept. */
export interface Choices {
  /** Field by number of the column; an empty text: the column is left out. */
  readonly fields: Readonly<Record<string, string>>;
  readonly duplicates: NonNullable<ImportOptions['duplicates']>;
  readonly tags: string;
  readonly stage: string;
  readonly owner: string;
  readonly cadence: string;
  /** Empty: as it seems to be. */
  readonly encoding: string;
}

export const DUPLICATES = [
  ['skip', 'stays as it is'],
  ['fill', 'gets what was empty so far'],
  ['overwrite', 'becomes what the row says'],
  ['create', 'is made once more, where the team allows it'],
] as const;

export const firstChoices = (sheet: ImportSheet): Choices => ({
  fields: Object.fromEntries(sheet.columns.map(({ column, field }) => [String(column), field ?? ''])),
  duplicates: 'skip',
  tags: '',
  stage: '',
  owner: '',
  cadence: '',
  encoding: '',
});

const idOf = (text: string): number | null => (text === '' ? null : Number(text));

/** As the API takes it. */
export function optionsOf(choices: Choices): ImportOptions {
  const tags = choices.tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return {
    mapping: Object.entries(choices.fields)
      .filter(([, field]) => field !== '')
      .map(([column, field]) => ({ column: Number(column), field })),
    duplicates: choices.duplicates,
    tags,
    person_stage_id: idOf(choices.stage),
    owner_id: idOf(choices.owner),
    cadence_id: idOf(choices.cadence),
    ...(choices.encoding === ''
      ? {}
      : { encoding: choices.encoding as NonNullable<ImportOptions['encoding']> }),
  };
}

/** Whether all that goes somewhere goes to accounts: then rows are accounts. */
export function isOfAccounts({ fields }: Choices): boolean {
  const taken = Object.values(fields).filter((field) => field !== '');
  return taken.length > 0 && taken.every((field) => field.startsWith('account.'));
}

/** `account.custom_fields.Region` in words. */
export function fieldWords(field: string): string {
  const own = 'custom_fields.';
  const [of, name] = field.startsWith('account.')
    ? ['Account: ', field.slice('account.'.length)]
    : ['', field];
  return of + (name.startsWith(own) ? `${name.slice(own.length)} (own field)` : name.replaceAll('_', ' '));
}
