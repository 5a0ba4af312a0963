import { type RawBuilder, sql } from 'kysely';
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
    // Who renames or deletes one of them waits until what has it is written; or has done so, and the name is made anew.
    .forKeyShare()
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

/** A column of tags in which one has another name, or is gone (null). */
export const movedTags = (from: string, to: string | null): RawBuilder<unknown> =>
  to === null
    ? sql`array_remove(tags, ${from}::text)`
    : sql`CASE WHEN ${to}::text = ANY(tags) THEN array_remove(tags, ${from}::text) ELSE array_replace(tags, ${from}::text, ${to}::text) END`;

/** Rows that have a tag. */
export const hasTag = (name: string): RawBuilder<boolean> => sql<boolean>`tags @> ARRAY[${name}::text]`;

/** The name of a tag, held: who is writing it into a record is waited for (`ensureTags`), and waits from now on. */
export async function holdTag(tx: Tx, teamId: number, id: number): Promise<string | undefined> {
  const tag = await tx
    .selectFrom('tags')
    .select('name')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return tag?.name;
}

/** Gives a tag another name; the records that have it are the caller's business. */
export async function renameTag(tx: Tx, teamId: number, id: number, name: string): Promise<void> {
  await tx.updateTable('tags').set({ name }).where('team_id', '=', teamId).where('id', '=', id).execute();
}

/** Deletes a tag for good; the records that have it are the caller's business. */
export async function removeTag(tx: Tx, teamId: number, id: number): Promise<void> {
  await tx.deleteFrom('tags').where('team_id', '=', teamId).where('id', '=', id).execute();
}
