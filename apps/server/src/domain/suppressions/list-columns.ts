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
/** Addresses of others than the person: whoever owns the record, or sent something. */
const OF_OTHERS = [
  'domain',
  'owner',
  'assigned',
  'createdby',
  'updatedby',
  'modifiedby',
  'sender',
  'manager',
];

export interface Columns {
  /** Whether the first row names the columns. */
  header: boolean;
  /** The column of the address or domain, then those of further addresses; none: whatever cell holds one. */
  values: readonly number[];
  kind: number | undefined;
  reason: number | undefined;
  note: number | undefined;
  cadenceId: number | undefined;
}

/** What the columns of a list are, by its first row. */
export function columnsOf(first: readonly string[], isEntry: (text: string) => boolean): Columns {
  const none = {
    header: false,
    values: [],
    kind: undefined,
    reason: undefined,
    note: undefined,
    cadenceId: undefined,
  };
  const names = first.map((cell) =>
    cell
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
  const at = (name: string) => {
    const index = names.indexOf(name);
    return index === -1 ? undefined : index;
  };
  const value = ADDRESS_COLUMNS.map(at).find((index) => index !== undefined);
  // `E.Mail` would be a domain, too.
  if (first.some((cell) => isEntry(cell) && (value === undefined || cell.includes('@')))) return none;
  const further = names.flatMap((name, index) =>
    index !== value &&
    SAY_MAIL.some((part) => name.includes(part.normalize('NFKD'))) &&
    !OF_OTHERS.some((part) => name.includes(part))
      ? [index]
      : [],
  );
  return {
    header: true,
    values: value === undefined ? further : [value, ...further],
    kind: at('kind'),
    reason: at('reason'),
    note: at('note'),
    cadenceId: at('cadenceid'),
  };
}

/**
 * The addresses of a cell that holds several (`ann@x.test; bob@x.test`), each with its name if it has one; the cell itself
 * where it holds one or none.
 */
export function entriesOf(cell: string): string[] {
  if (cell.indexOf('@') === cell.lastIndexOf('@') || cell.includes('://')) return [cell];
  const parts = cell
    .split(/[;,|\r\n]/)
    .flatMap((part) => (part.includes('<') ? [part] : part.split(/[\s/]/)));
  return parts.map((part) => part.trim()).filter((part) => part.includes('@'));
}

/** `Ann Lee <ann@x.test>` -> `ann@x.test`. */
export function bareAddress(text: string): string {
  const open = text.lastIndexOf('<');
  const close = text.indexOf('>', open);
  return open !== -1 && close !== -1 ? text.slice(open + 1, close) : text;
}
