import { anyTextOf } from '../db/any-of.js';
import type { Tx } from '../db/connect.js';

/** Inserts the team's missing tag rows: whoever writes a `tags` column calls it. Returns the names trimmed, each once, in the order given. */
export async function ensureTags(
  tx: Tx,
  teamId: number,
  now: Date,
  names: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
  if (wanted.length === 0) return wanted;
  const known = await tx
    .selectFrom('tags')
    .select('name')
    .where('team_id', '=', teamId)
    .where('name', '=', anyTextOf(wanted))
    .execute();
  if (known.length < wanted.length) {
    // In one order everywhere, so that two writers of the same new tags wait for each other instead of deadlocking.
    const found = new Set(known.map(({ name }) => name));
    const missing = wanted.filter((name) => !found.has(name)).toSorted();
    const rows = missing.map((name) => ({ team_id: teamId, created_at: now, name }));
    await tx
      .insertInto('tags')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['team_id', 'name']).doNothing())
      .execute();
  }
  return wanted;
}
