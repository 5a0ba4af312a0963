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

const ACCOUNT = 'account.';
const OWN = 'custom_fields.';

/** Whether all that goes somewhere goes to accounts: then rows are accounts. */
export function isOfAccounts({ fields }: Choices): boolean {
  const taken = Object.values(fields).filter((field) => field !== '');
  return taken.length > 0 && taken.every((field) => field.startsWith(ACCOUNT));
}

/** `account.custom_fields.Region` in words. */
export function fieldWords(field: string): string {
  const [of, name] = field.startsWith(ACCOUNT) ? ['Account: ', field.slice(ACCOUNT.length)] : ['', field];
  return of + (name.startsWith(OWN) ? `${name.slice(OWN.length)} (own field)` : name.replaceAll('_', ' '));
}

/** The team's fields, by whose they are. */
interface OwnFields {
  readonly person: readonly string[];
  readonly company: readonly string[];
}

export interface Group {
  readonly label: string;
  readonly fields: readonly (readonly [value: string, words: string])[];
}

/** Where a column may go, in groups. */
export function fieldGroups(fields: readonly string[], own: OwnFields): readonly Group[] {
  const plain = (field: string) => [field, fieldWords(field)] as const;
  const groups: Group[] = [
    { label: 'Person', fields: fields.filter((field) => !field.startsWith(ACCOUNT)).map(plain) },
    { label: 'Own fields of people', fields: own.person.map((name) => [`${OWN}${name}`, name]) },
    { label: 'Account', fields: fields.filter((field) => field.startsWith(ACCOUNT)).map(plain) },
    { label: 'Own fields of accounts', fields: own.company.map((name) => [`${ACCOUNT}${OWN}${name}`, name]) },
  ];
  return groups.filter((group) => group.fields.length > 0);
}

/** What is chosen is there, though the team has no such field any more, or it is not read yet. */
export const withChosen = (groups: readonly Group[], chosen: string): readonly Group[] =>
  chosen === '' || groups.some((group) => group.fields.some(([value]) => value === chosen))
    ? groups
    : [...groups, { label: 'As it is', fields: [[chosen, fieldWords(chosen)]] }];

/** Fields that several columns may go to. */
const SHARED: ReadonlySet<string> = new Set(['tags', 'do_not_contact']);

/** Columns that go where an earlier one goes: of the two one would be lost. */
export function doubled(fields: Choices['fields']): ReadonlySet<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const [column, field] of Object.entries(fields)) {
    if (field === '' || SHARED.has(field)) continue;
    if (seen.has(field)) found.add(column);
    seen.add(field);
  }
  return found;
}

const SEPARATORS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const LETTERS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** How the file is read, so that whoever knows it sees whether that is right. */
export function readingOf({ encoding, separator, header_rows: top, columns }: ImportSheet): string {
  const cut = SEPARATORS[separator] ?? `“${separator}”`;
  const head = top === 0 ? 'no row of names' : top === 1 ? 'names in the first row' : `names in row ${top}`;
  return `${columns.length} columns, cut at ${cut}, ${head}, letters as ${LETTERS[encoding] ?? encoding}`;
}
