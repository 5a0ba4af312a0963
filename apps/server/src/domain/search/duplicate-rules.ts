import { dialled, fold, MOST_WORDS, WEIGHT, wordsIn } from './word-rules.js';

/** Why two records may be one. */
export const REASONS = ['email_address', 'domain', 'phone', 'name'] as const;
export type Reason = (typeof REASONS)[number];

/** What two records have in common where they may be one: `word` stands among the words of the search, with this weight. */
export interface Key {
  readonly reason: Reason;
  readonly word: string;
  readonly weight: number;
  /** A name says little by itself: it counts for those who belong to the same. */
  readonly within?: string;
}

/** Columns of a record, as sources.ts names them. */
export type Row = Readonly<Record<string, string | number | null>>;

const text = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : '';
};
const texts = (row: Row, columns: readonly string[]) =>
  columns.map((column) => text(row, column)).filter(Boolean);

/** Services where an address says nothing of an employer. */
const FREE = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de proton.me protonmail.com qq.com 163.com mail.ru yandex.ru'.split(
    ' ',
  ),
);
const DOTTED = new Set(['gmail.com', 'googlemail.com']);

/** An address in the form that its other forms come down to: without what is after a plus, and at Gmail without dots. */
export function mainAddress(address: string): string {
  const whole = fold(address).trim();
  const at = whole.lastIndexOf('@');
  if (at < 1) return whole;
  const domain = whole.slice(at + 1);
  const plus = whole.indexOf('+');
  const local = plus > 0 && plus < at ? whole.slice(0, plus) : whole.slice(0, at);
  return DOTTED.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`;
}

/** The host of a domain or of a website's address, without www. */
export function hostOf(site: string): string {
  const whole = fold(site).trim();
  const scheme = whole.indexOf('://');
  const bare = scheme < 0 ? whole : whole.slice(scheme + 3);
  const end = bare.search(/[/?#:\s]/);
  const host = end < 0 ? bare : bare.slice(0, end);
  return host.startsWith('www.') ? host.slice(4) : host;
}

const LEGAL = new Set(
  'inc incorporated llc ltd limited gmbh ag kg ab as oy oyj bv nv sa sas sarl srl spa plc pty corp corporation co company se ug eg aps'.split(
    ' ',
  ),
);
/** The words of a company's name without its legal form; with it where nothing else is there. */
export function companyName(name: string): string {
  const words = wordsIn(name);
  let end = words.length;
  while (end > 1 && LEGAL.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end).join(' ');
}

/** A person's name in the order that comes first of those in which its words may stand. */
export function personName(names: readonly string[]): string {
  const words = names.flatMap(wordsIn).slice(0, MOST_WORDS);
  const [first = ''] = words.map((_, at) => [...words.slice(at), ...words.slice(0, at)].join(' ')).sort();
  return words.length < 2 ? '' : first;
}

const LEAST_DIGITS = 7;
function phones(row: Row, columns: readonly string[]): Key[] {
  const numbers = texts(row, columns)
    .map((phone) => dialled(phone).at(-1) ?? '')
    .filter((digits) => digits.length >= LEAST_DIGITS);
  return [...new Set(numbers)].map((word) => ({ reason: 'phone', word, weight: WEIGHT.other }));
}

/** By what a person may be the same as another. */
export function keysOfPerson(row: Row): Key[] {
  const addresses = [
    ...new Set(
      texts(row, ['email_address', 'secondary_email_address', 'personal_email_address']).map(mainAddress),
    ),
  ];
  const word = personName(texts(row, ['first_name', 'last_name']));
  const domains = addresses.map((address) => address.slice(address.lastIndexOf('@') + 1));
  const company = companyName(text(row, 'person_company_name'));
  const within = [
    ...(row['account_id'] === null || row['account_id'] === undefined
      ? []
      : [`account ${row['account_id']}`]),
    ...domains.filter((domain) => !FREE.has(domain)).map((domain) => `domain ${domain}`),
    ...(company === '' ? [] : [`company ${company}`]),
  ];
  return [
    ...addresses.map((address): Key => ({ reason: 'email_address', word: address, weight: WEIGHT.address })),
    ...phones(row, ['phone', 'mobile_phone', 'home_phone']),
    ...(word === ''
      ? []
      : within.map((each): Key => ({ reason: 'name', word, weight: WEIGHT.name, within: each }))),
  ];
}

/** By what an account may be the same as another. */
export function keysOfAccount(row: Row): Key[] {
  const hosts = new Set(
    texts(row, ['domain', 'website'])
      .map(hostOf)
      .filter((host) => host.includes('.')),
  );
  const name = companyName(text(row, 'name'));
  return [
    ...[...hosts].map((word): Key => ({ reason: 'domain', word, weight: WEIGHT.address })),
    ...phones(row, ['phone']),
    ...(name === '' ? [] : [{ reason: 'name', word: name, weight: WEIGHT.name } as const]),
  ];
}

const same = (a: Key) => (b: Key) => a.reason === b.reason && a.word === b.word && a.within === b.within;

/** Why they may be one, the strongest reason first; empty: nothing says so. */
export const reasonsOf = (one: readonly Key[], other: readonly Key[]): Reason[] =>
  REASONS.filter((reason) => one.some((key) => key.reason === reason && other.some(same(key))));
