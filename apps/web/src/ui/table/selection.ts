/** What is chosen of a list: rows by number, or all that match but for some. */
export type Selection =
  | { readonly all: false; readonly ids: ReadonlySet<number> }
  | { readonly all: true; readonly except: ReadonlySet<number> };

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, except: new Set() };

export const isSelected = (selection: Selection, id: number): boolean =>
  selection.all ? !selection.except.has(id) : selection.ids.has(id);

export function toggled(selection: Selection, id: number): Selection {
  return isSelected(selection, id) ? without(selection, [id]) : withRows(selection, [id]);
}

export function withRows(selection: Selection, ids: readonly number[]): Selection {
  if (!selection.all) return { all: false, ids: new Set([...selection.ids, ...ids]) };
  const back = new Set(ids);
  return { all: true, except: new Set([...selection.except].filter((id) => !back.has(id))) };
}

export function without(selection: Selection, ids: readonly number[]): Selection {
  if (selection.all) return { all: true, except: new Set([...selection.except, ...ids]) };
  const off = new Set(ids);
  return { all: false, ids: new Set([...selection.ids].filter((id) => !off.has(id))) };
}

/** How many are chosen; undefined: all that match, and nobody knows yet how many those are. */
export function sizeOf(selection: Selection, total: number | undefined): number | undefined {
  if (!selection.all) return selection.ids.size;
  return total === undefined ? undefined : Math.max(total - selection.except.size, 0);
}
