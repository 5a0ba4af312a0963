import type { MovedRows } from '../../db/merge-places.js';

/** Rows by table. */
export function countsOf(rows: MovedRows): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, ids] of Object.entries(rows)) {
    const table = name.split('.', 1)[0] ?? '';
    if (ids.length > 0) counts[table] = (counts[table] ?? 0) + ids.length;
  }
  return counts;
}
