import { sendableAddress, tidyAddress } from '../../kernel/address.js';
import { wordsOf } from '../suppressions/index.js';
import type { ColumnField } from './mapping-rules.js';
import { fieldOfName, PRESET_FIELDS, type Preset, presetOf } from './names-rules.js';
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

/**
 * Separator, names and meanings of the columns of a sheet. @param custom names of the team's custom fields, of people and of
 * accounts: a column of the same name is theirs before anybody else's
 */
export function detectSheet(
  text: string,
  custom: { readonly person: readonly string[]; readonly company: readonly string[] },
): Sheet {
  const { separator, rows } = sampleRows(text, SEEN);
  const cells = rows.map((row) => row.cells);
  const head = headOf(cells);
  const names = head === undefined ? [] : (cells[head] ?? []);
  const keys = names.map(nameKey);
  const preset = presetOf(keys);
  const body = cells.slice(head === undefined ? 0 : head + 1);
  const width = Math.max(names.length, ...body.map((row) => row.length), 0);
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_, index): SheetColumn => {
    const samples = [...new Set(body.map((row) => row[index] ?? '').filter((cell) => cell !== ''))];
    const name = names[index] ?? '';
    const field = fieldOf(name, keys[index] ?? '', preset, custom) ?? addressesIn(samples);
    const free = field !== undefined && field !== null && !taken.has(field) ? field : null;
    if (free !== null && free !== 'tags') taken.add(free);
    return {
      column: index + 1,
      name: name === '' ? `Column ${index + 1}` : name.slice(0, 200),
      samples: samples.slice(0, TOLD).map((cell) => cell.slice(0, MAX_SAMPLE)),
      field: free,
    };
  });
  return { separator, skip: head === undefined ? 0 : head + 1, preset: preset ?? null, columns };
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
  preset: Preset | undefined,
  custom: { readonly person: readonly string[]; readonly company: readonly string[] },
): string | null | undefined {
  const same = (each: string) => nameKey(each) === key && key !== '';
  const own = custom.person.find((each) => each === name) ?? custom.person.find(same);
  const special =
    preset && Object.hasOwn(PRESET_FIELDS[preset], key) ? PRESET_FIELDS[preset][key] : undefined;
  if (special !== undefined) return special;
  const known = fieldOfName(key);
  if (known !== undefined) return known;
  if (own !== undefined) return `custom_fields.${own}`;
  const company = custom.company.find(same);
  return company === undefined ? undefined : `account.custom_fields.${company}`;
}

const addressesIn = (samples: readonly string[]): string | undefined =>
  samples.length > 0 && samples.slice(0, 20).every(isAddress) ? 'email_address' : undefined;
