import { dayOf } from '../custom-values.js';

/** Where the cells of a column go; columns are counted from 1. */
export interface ColumnField {
  readonly column: number;
  readonly field: string;
}

/** What is done about a row whose person is there already. */
export type Duplicates = 'skip' | 'fill' | 'overwrite' | 'create';

/** Fields of a person that a column may fill with its text. */
const PERSON_TEXTS = [
  'email_address',
  'secondary_email_address',
  'personal_email_address',
  'first_name',
  'last_name',
  'title',
  'phone',
  'phone_extension',
  'mobile_phone',
  'home_phone',
  'linkedin_url',
  'twitter_handle',
  'personal_website',
  'city',
  'state',
  'country',
  'work_city',
  'work_state',
  'work_country',
  'person_company_name',
  'person_company_website',
  'person_company_industry',
  'job_seniority',
  'locale',
  'crm_id',
] as const;
const FLAGS = ['do_not_contact', 'eu_resident'] as const;
/** What is looked up, or read in a way of its own. */
const READ = ['full_name', 'tags', 'owner_email', 'person_stage'] as const;
/** Of the account. */
const ACCOUNT_TEXTS = [
  'name',
  'domain',
  'website',
  'phone',
  'industry',
  'company_type',
  'size',
  'founded',
  'revenue_range',
  'description',
  'linkedin_url',
  'twitter_handle',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'locale',
  'conversational_name',
] as const;
const ACCOUNT = 'account.';
const CUSTOM = 'custom_fields.';

/** Every field a column may go to, custom fields aside. */
export const COLUMN_FIELDS: readonly string[] = [
  ...PERSON_TEXTS,
  ...FLAGS,
  ...READ,
  ...ACCOUNT_TEXTS.map((name) => `${ACCOUNT}${name}`),
];
const KNOWN = new Set(COLUMN_FIELDS);
/** Fields that several columns may go to. */
export const SHARED: ReadonlySet<string> = new Set(['tags', 'do_not_contact']);
const PHONES = new Set(['phone', 'mobile_phone', 'home_phone']);

/** Whether a column may go there; custom fields are looked up by the rows. */
export const isColumnField = (field: string): boolean =>
  KNOWN.has(field) || field.startsWith(CUSTOM) || field.startsWith(`${ACCOUNT}${CUSTOM}`);

/** The custom field that a column goes to, and whose it is; undefined: to none. */
export function customOf(field: string): { of: 'person' | 'company'; name: string } | undefined {
  if (field.startsWith(CUSTOM)) return { of: 'person', name: field.slice(CUSTOM.length) };
  const company = `${ACCOUNT}${CUSTOM}`;
  return field.startsWith(company) ? { of: 'company', name: field.slice(company.length) } : undefined;
}

/** Whether the rows are accounts and no people: no column says who somebody is. */
export const isOfAccounts = (mapping: readonly ColumnField[]): boolean =>
  mapping.every(({ field }) => field.startsWith(ACCOUNT) || ['tags', 'owner_email'].includes(field));

/** A row as far as it says something: bodies of a person and of their account, not yet held against the contract. */
export interface RowDraft {
  readonly line: number;
  readonly person: Record<string, unknown>;
  readonly account: Record<string, unknown>;
  readonly ownerEmail?: string;
  readonly stage?: string;
  /** What cannot be read of it, with the field's name first. */
  readonly problems: readonly string[];
}

const TRUE = new Set([
  'true',
  '1',
  'yes',
  'y',
  't',
  'x',
  'ja',
  'oui',
  'si',
  'sim',
  'wahr',
  'vrai',
  'on',
  'do not allow',
]);
const FALSE = new Set(['false', '0', 'no', 'n', 'f', 'nein', 'non', 'nao', 'falsch', 'faux', 'off', 'allow']);

/** Reads a row by its mapping. Cells that are empty say nothing. */
export function readRowOf(
  { line, cells }: { line: number; cells: readonly string[] },
  mapping: readonly ColumnField[],
  dates: ReadonlySet<string>,
): RowDraft {
  const person: Record<string, unknown> = {};
  const account: Record<string, unknown> = {};
  const values: Record<'person' | 'account', Record<string, string>> = { person: {}, account: {} };
  const problems: string[] = [];
  let ownerEmail: string | undefined;
  let stage: string | undefined;
  for (const { column, field } of mapping) {
    const cell = bare(cells[column - 1] ?? '');
    if (cell === '') continue;
    if (field.startsWith(CUSTOM)) values.person[field.slice(CUSTOM.length)] = dated(field, cell, dates);
    else if (field.startsWith(`${ACCOUNT}${CUSTOM}`))
      values.account[field.slice(ACCOUNT.length + CUSTOM.length)] = dated(field, cell, dates);
    else if (field.startsWith(ACCOUNT)) account[field.slice(ACCOUNT.length)] ??= cell;
    else if (field === 'owner_email') ownerEmail ??= cell;
    else if (field === 'person_stage') stage ??= cell;
    else if (field === 'tags') person['tags'] = [...((person['tags'] as string[]) ?? []), ...tagsOf(cell)];
    else if (field === 'full_name') Object.assign(person, { ...namesOf(cell), ...person });
    else if ((FLAGS as readonly string[]).includes(field)) {
      const flag = flagOf(cell);
      if (flag === undefined) problems.push(`${field} is neither yes nor no`);
      // Of several columns one is enough: who opted out of one thing is not written to.
      else person[field] = flag || person[field] === true;
    } else if (PHONES.has(field) && isRounded(cell))
      problems.push(`${field} was turned into a rounded number by a spreadsheet`);
    else if (person[field] === undefined)
      person[field] = field === 'job_seniority' ? cell.toLowerCase().replace(/[\s-]+/g, '_') : oneOf(cell);
  }
  if (Object.keys(values.person).length > 0) person['custom_fields'] = values.person;
  if (Object.keys(values.account).length > 0) account['custom_fields'] = values.account;
  if (person['crm_id'] !== undefined) person['crm_id_type'] = 'salesforce';
  return {
    line,
    person,
    account,
    problems,
    ...(ownerEmail === undefined ? {} : { ownerEmail }),
    ...(stage === undefined ? {} : { stage }),
  };
}

/**
 * A cell as it was meant: `="007"` and `'007` keep zeros in spreadsheets, and what would be a formula from being one. One apostrophe goes:
 * a value that had one itself was exported with two (db/exporting.ts).
 */
function bare(cell: string): string {
  const text = cell.trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) return text.slice(2, -1).trim();
  return /^'+[-=+@＝＋－＠\d\t\r]/.test(text) ? text.slice(1).trim() : text;
}

/** `4,91701E+11`: what Excel makes of a long telephone number. */
function isRounded(cell: string): boolean {
  return /^\d[.,]?\d{0,15}E\+?\d{1,3}$/i.test(cell);
}

function flagOf(cell: string): boolean | undefined {
  const word = cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

/** Several of a kind, as Google writes them: the first counts. */
const oneOf = (cell: string): string => cell.split(' ::: ', 1)[0]?.trim() ?? cell;

const tagsOf = (cell: string): string[] =>
  (listed(cell) ?? cell.split(/[;,|\n]/)).map((tag) => tag.trim()).filter((tag) => tag !== '');

/** A list of texts as JSON, as exports of this API have it; undefined: it is none. */
function listed(cell: string): string[] | undefined {
  if (!cell.startsWith('[') || !cell.endsWith(']')) return undefined;
  try {
    const list: unknown = JSON.parse(cell);
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** `Lee, Ann` and `Ann Lee`. */
function namesOf(cell: string): { first_name?: string; last_name?: string } {
  const comma = cell.indexOf(',');
  if (comma > 0) {
    const [last, first] = [cell.slice(0, comma).trim(), cell.slice(comma + 1).trim()];
    return { ...(first === '' ? {} : { first_name: first }), last_name: last };
  }
  const blank = cell.lastIndexOf(' ');
  if (blank < 0) return { first_name: cell };
  return { first_name: cell.slice(0, blank).trim(), last_name: cell.slice(blank + 1) };
}

const DAY_MS = 86_400_000;
/** Days since 30 December 1899, as spreadsheets count them; what is outside of 1954 to 2119 is a number. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 80_000];

/** The day of a cell of a date field where that is certain: ISO, 31.12.2026, 12/31/2026 with a day above 12, a serial number. */
function dated(field: string, cell: string, dates: ReadonlySet<string>): string {
  if (!dates.has(field) || dayOf(cell) !== undefined) return cell;
  if (/^\d{5}(?:[.,]\d{1,12})?$/.test(cell)) {
    const serial = Math.floor(Number(cell.replace(',', '.')));
    if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL)
      return new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10);
  }
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:\s|$)/.exec(cell);
  if (!parts) return cell;
  const [, a = '', sign, b = '', year = ''] = parts;
  const [first, second] = [Number(a), Number(b)];
  const [day, month] =
    sign === '.' || first > 12 ? [first, second] : second > 12 ? [second, first] : [undefined, undefined];
  if (day === undefined || month === undefined) return cell;
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return dayOf(iso) ?? cell;
}
