import { invalid } from '../../kernel/errors.js';

/** Names that tools give the columns, without case and punctuation. */
const ADDRESS_COLUMNS = [
  'value',
  'email',
  'emailaddress',
  'mail',
  'emailadresse',
  'mailadresse',
  'adresseemail',
  'adressemail',
  'courriel',
  'correo',
  'correoelectronico',
  'indirizzoemail',
  'enderecodeemail',
  'emailadres',
  'epost',
  'epostadress',
  'sahkoposti',
  'adresemail',
  'primaryemail',
  'workemail',
  'contactemail',
  'recipient',
  'subscriber',
  'address',
  'domain',
  'emaildomain',
  'companydomain',
];

/** Parts of names of columns that hold further addresses ("E-mail 2", "Private Mail", "Zweite E-Mail-Adresse"). */
const SAY_MAIL = [
  'mail',
  'courriel',
  'correo',
  'epost',
  'sahkoposti',
  'почт',
  'メール',
  '邮箱',
  '郵箱',
  '이메일',
  'بريد',
];
/** Addresses of others than the person: whoever owns the record, added or sent something. */
const OF_OTHERS = new Set(
  (
    'domain owner assigned assignee created updated modified added by from sender manager rep sdr bdr ae sales seller ' +
    'besitzer verantwortlicher vertriebler absender proprietaire expediteur responsable propietario remitente proprietario ' +
    'mittente eigenaar afzender verantwoordelijke agare handlowiec wlasciciel 担当者 所有者 負責人 负责人 владелец ответственный'
  ).split(' '),
);
const OF_OTHERS_IN_ONE_WORD = ['owner', 'createdby', 'updatedby', 'modifiedby', 'addedby', 'assignedto'];

/** Rows at the top among which the names of columns are looked for: a title may stand above them. */
const TOP_ROWS = 20;
/** Rows that are looked at for where addresses stand. */
const SAMPLE_ROWS = 5_000;

export interface Columns {
  /** The first row that is no title and names no columns. */
  begin: number;
  /** As the list names them; none: it does not. */
  names: readonly string[];
  /** The column of the address or domain, then those of further addresses; none: whatever cell holds one. */
  values: readonly number[];
  /** Columns of others' addresses: never read. */
  others: readonly number[];
  kind: number | undefined;
  reason: number | undefined;
  note: number | undefined;
  cadenceId: number | undefined;
}

interface Named {
  value: number | undefined;
  further: number[];
  at: (name: string) => number | undefined;
}

/**
 * What the columns of a list are, by the row that names them, and where none says "e-mail" by what stands below.
 * @throws AppError invalid when addresses stand in several columns and none says which are meant
 */
export function columnsOf(rows: readonly (readonly string[])[], isEntry: (text: string) => boolean): Columns {
  const head = headOf(rows, isEntry);
  const names = head === undefined ? [] : (rows[head] ?? []);
  const { value, further, at } = namedIn(names);
  const others = names.flatMap((name, index) => (isOfOthers(name) && index !== value ? [index] : []));
  const said = value === undefined ? further : [value, ...further];
  const begin = head === undefined ? 0 : head + 1;
  return {
    begin,
    names,
    values: said.length > 0 || names.length === 0 ? said : unnamed(rows.slice(begin), names, others, isEntry),
    others,
    kind: at('kind'),
    reason: at('reason'),
    note: at('note'),
    cadenceId: at('cadenceid'),
  };
}

/** The row that names the columns: the first with a name that is known, above all addresses, else the first of all. */
function headOf(
  rows: readonly (readonly string[])[],
  isEntry: (text: string) => boolean,
): number | undefined {
  for (const [index, cells] of rows.slice(0, TOP_ROWS).entries()) {
    const { value, further } = namedIn(cells);
    // `E.Mail` would be a domain, too.
    const holds = cells.some(
      (cell) =>
        (isEntry(cell) && (value === undefined || cell.includes('@'))) || embedded(cell, isEntry).length > 0,
    );
    if (holds) return index === 0 ? undefined : 0;
    if (value !== undefined || further.length > 0) return index;
  }
  return rows.length > 0 ? 0 : undefined;
}

function namedIn(cells: readonly string[]): Named {
  const names = cells.map((cell) => wordsOf(cell).join(''));
  const at = (name: string) => {
    const index = names.indexOf(name);
    return index === -1 ? undefined : index;
  };
  const value = ADDRESS_COLUMNS.map(at).find((index) => index !== undefined);
  const further = names.flatMap((name, index) =>
    index !== value &&
    SAY_MAIL.some((part) => name.includes(wordsOf(part).join(''))) &&
    !isOfOthers(cells[index] ?? '')
      ? [index]
      : [],
  );
  return { value, further, at };
}

/** The one column that holds addresses, of a list whose columns have names that say nothing. */
function unnamed(
  rows: readonly (readonly string[])[],
  names: readonly string[],
  others: readonly number[],
  isEntry: (text: string) => boolean,
): number[] {
  const found = new Set<number>();
  for (const cells of rows.slice(0, SAMPLE_ROWS))
    for (const [index, cell] of cells.entries())
      if (cell.includes('@') && !found.has(index) && !others.includes(index) && isEntry(cell))
        found.add(index);
  if (found.size < 2) return [...found];
  const shown = [...found].slice(0, 10).map((index) => names[index]?.slice(0, 50) || `column ${index + 1}`);
  throw invalid(
    'csv',
    `has addresses in several columns (${shown.join(', ')}): name the one to read "email"`,
  );
}

function isOfOthers(name: string): boolean {
  const words = wordsOf(name);
  const one = words.join('');
  return (
    words.some((word) => OF_OTHERS.has(word)) || OF_OTHERS_IN_ONE_WORD.some((part) => one.includes(part))
  );
}

/** `addedBy (E-Mail)` -> added, by, e, mail. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter((word) => word !== '');
}

/**
 * What a cell says: the addresses it holds (`ann@x.test; bob@x.test`, `ann@x.test (left)`), each with its name if it has one;
 * the cell itself where it holds none.
 */
export function entriesOf(cell: string, isEntry: (text: string) => boolean): string[] {
  const parts = partsOf(cell);
  const found = parts.flatMap((part) => {
    const inside = isEntry(part) ? [] : embedded(part, isEntry);
    return inside.length > 0 ? inside : [part];
  });
  return [...new Set(found)];
}

/** A cell that holds several addresses, in parts. */
export function partsOf(cell: string): string[] {
  if (cell.indexOf('@') === cell.lastIndexOf('@') || cell.includes('://')) return [cell];
  const parts = cell
    .split(/[;,|\r\n]/)
    .flatMap((part) => (part.includes('<') ? [part] : part.split(/[\s/]/)));
  const some = parts.map((part) => part.trim()).filter((part) => part.includes('@'));
  return some.length > 0 ? some : [cell];
}

/** Addresses among words and punctuation. */
function embedded(text: string, isEntry: (text: string) => boolean): string[] {
  if (!text.includes('@') || text.includes('://')) return [];
  const pieces = text
    .split(/[\s<>()[\]{}"|,;:\p{Ps}\p{Pe}\p{Pi}\u201d\u00bb\u203a]/u)
    .filter((piece) => piece.includes('@'));
  // What stood before its @ is cut off: a quoted local part, which nobody has.
  if (pieces.some((piece) => piece.startsWith('@'))) return [];
  const bare = pieces.map((piece) =>
    piece.replace(/^['`\u2018-\u201f\u2022*-]+/u, '').replace(/['`\u2018-\u201f!?.]{1,9}$/u, ''),
  );
  return [...new Set(bare)].filter(isEntry);
}

/** `Ann Lee <ann@x.test>` -> `ann@x.test`. */
export function bareAddress(text: string): string {
  const open = text.lastIndexOf('<');
  const close = text.indexOf('>', open);
  return open !== -1 && close !== -1 ? text.slice(open + 1, close) : text;
}
