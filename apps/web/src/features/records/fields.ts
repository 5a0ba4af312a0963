import type { Choice, Field, Kind } from '../../ui/filter/model';

/** Filters that nobody draws by hand: they are set by links, or need more than one value. */
const DRAWN = new Set(['ids', 'integers', 'strings', 'guids', 'string', 'integer', 'bool', 'range']);

/** What a list can be narrowed down by, made from its own table of filters. The labelled ones come first. */
export function fieldsOf(
  filters: Readonly<Record<string, Kind>>,
  labels: Readonly<Record<string, string>>,
  choices: Readonly<Record<string, readonly Choice[]>>,
  leftOut: readonly string[],
): Field[] {
  const order = Object.keys(labels);
  const place = (name: string) => (name in labels ? order.indexOf(name) : order.length);
  return Object.entries(filters)
    .filter(([name, { kind }]) => DRAWN.has(kind) && !leftOut.includes(name))
    .map(([name, kind]) => {
      const of = choices[name];
      return { name, label: labels[name] ?? inWords(name), kind, ...(of ? { choices: of } : {}) };
    })
    .toSorted((a, b) => place(a.name) - place(b.name));
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const choicesBy = (
  rows: readonly { readonly id: number | string; readonly name: string | null }[] | undefined,
): Choice[] => (rows ?? []).map(({ id, name }) => ({ value: String(id), label: name ?? `No. ${id}` }));
