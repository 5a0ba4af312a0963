import { sendableAddress, tidyAddress } from '../../kernel/address.js';
import { wordsOf } from '../suppressions/index.js';
import { type ColumnField, isColumnField, SHARED } from './mapping-rules.js';
import {
  fieldOfName,
  givesWay,
  isOwnExport,
  OWN_FIELDS,
  PRESET_FIELDS,
  type Preset,
  presetOf,
} from './names-rules.js';
import { sampleRows } from './sheet-rules.js';

/** Rows at the top among which the names of columns are looked for: titles may stand above them. */
const TOP_ROWS = 10;
/** Rows that are looked at, and told of each column. */
const [SEEN, TOLD] = [200, 5];
const MAX_SAMPLE = 100;

/** What a sheet is, as far as its beginning says. */
export interface Sheet {
  readonly separator: string;
  /** Rows above the first one that is a person's. */
  readonly skip: number;
  readonly preset: Preset | null;
  readonly columns: readonly SheetColumn[];
  /** Columns behind the last one that is read. */
  readonly leftOut: number;
}

export interface SheetColumn {
  readonly column: number;
  readonly name: string;
  readonly samples: readonly string[];
  /** The field it seems to be meant for; null: none is certain. */
  readonly field: string | null;
}

/** Whether a cell is somebody's address. */
const isAddress = (cell: string) => cell.includes('@') && sendableAddress(tidyAddress(cell)) !== undefined;
const nameKey = (name: string) => wordsOf(name).join('');

/** What a team calls its own. */
export interface KnownNames {
  /** Custom fields of people, and of accounts: a column of the same name is theirs before anybody else's. */
  readonly person: readonly string[];
  readonly company: readonly string[];
  /** Addresses of those who may own people, and names of stages, in small letters. */
  readonly owners: ReadonlySet<string>;
  readonly stages: ReadonlySet<string>;
}

/**
 * Separator, names and meanings of the columns of a sheet. Owners and stages that nobody here knows are not suggested: each row
 * would be refused for them.
 */
export function detectSheet(text: string, team: KnownNames): Sheet {
  const { separator, rows, leftOut } = sampleRows(text, SEEN);
  const cells = rows.map((row) => row.cells);
  const head = headOf(cells);
  const names = head === undefined ? [] : (cells[head] ?? []);
  const keys = names.map(nameKey);
  const preset = presetOf(keys);
  const kind = isOwnExport(keys) ? 'own' : preset;
  const body = cells.slice(head === undefined ? 0 : head + 1);
  const width = Math.max(names.length, ...body.map((row) => row.length), 0);
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_, index): SheetColumn => {
    const samples = [...new Set(body.map((row) => row[index] ?? '').filter((cell) => cell !== ''))];
    const name = names[index] ?? '';
    const key = keys[index] ?? '';
    const field = fieldOf(name, key, kind, team) ?? addressesIn(samples);
    const wanted = field !== undefined && field !== null && !taken.has(field) && !givesWay(key, keys);
    const free = wanted && saysSomething(field, samples, team) ? field : null;
    if (free !== null && !SHARED.has(free)) taken.add(free);
    return {
      column: index + 1,
      name: name === '' ? `Column ${index + 1}` : name.slice(0, 200),
      samples: samples.slice(0, TOLD).map((cell) => cell.slice(0, MAX_SAMPLE)),
      field: free,
    };
  });
  const skip = head === undefined ? 0 : head + 1;
  return { separator, skip, preset: preset ?? null, columns, leftOut };
}

/** The mapping that a sheet suggests. */
export const suggested = ({ columns }: Sheet): ColumnField[] =>
  columns.flatMap(({ column, field }) => (field === null ? [] : [{ column, field }]));

/** The row that names the columns: the one with the most known names, above all addresses; else the first, if it has none. */
function headOf(rows: readonly (readonly string[])[]): number | undefined {
  let best: { index: number; known: number } | undefined;
  for (const [index, cells] of rows.slice(0, TOP_ROWS).entries()) {
    if (cells.some(isAddress)) return best?.index ?? (index === 0 ? undefined : 0);
    const known = cells.filter((cell) => fieldOfName(nameKey(cell)) !== undefined).length;
    if (known > (best?.known ?? 0)) best = { index, known };
  }
  return best?.index ?? (rows.length > 0 ? 0 : undefined);
}

/** null: it is known, and not read. */
function fieldOf(
  name: string,
  key: string,
  preset: Preset | 'own' | undefined,
  custom: KnownNames,
): string | null | undefined {
  const same = (each: string) => nameKey(each) === key && key !== '';
  const own = custom.person.find((each) => each === name) ?? custom.person.find(same);
  const specials = preset === 'own' ? OWN_FIELDS : preset && PRESET_FIELDS[preset];
  const special = specials && Object.hasOwn(specials, key) ? specials[key] : undefined;
  if (special !== undefined) return special;
  // As the API itself writes it.
  if (name.includes('_') && isColumnField(name) && own === undefined) return name;
  const known = fieldOfName(key);
  if (known !== undefined) return known;
  if (own !== undefined) return `custom_fields.${own}`;
  const company = custom.company.find(same);
  return company === undefined ? undefined : `account.custom_fields.${company}`;
}

/** Whether a column of owners or stages names one that is here. */
function saysSomething(field: string, samples: readonly string[], { owners, stages }: KnownNames): boolean {
  const known = field === 'owner_email' ? owners : field === 'person_stage' ? stages : undefined;
  return known === undefined || samples.some((sample) => known.has(sample.toLowerCase()));
}

const addressesIn = (samples: readonly string[]): string | undefined =>
  samples.length > 0 && samples.slice(0, 20).every(isAddress) ? 'email_address' : undefined;
