import type { Db } from '../../db/connect.js';
import { anyTextOf } from '../../db/any-of.js';
import { MAX_DEPTH, snippetKeys } from './render-snippets.js';

const NONE: ReadonlyMap<string, string> = new Map();

/** The snippets that these texts name, and those that they name in turn: the user's own before shared ones of the same key. */
export async function findSnippets(
  db: Db,
  teamId: number,
  userId: number,
  texts: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  let wanted = texts.flatMap((text) => snippetKeys(text ?? ''));
  if (wanted.length === 0) return NONE;
  const found = new Map<string, string>();
  for (let depth = 0; wanted.length > 0 && depth <= MAX_DEPTH; depth += 1) {
    const rows = await db
      .selectFrom('snippets')
      .select(['key', 'body'])
      .where('team_id', '=', teamId)
      .where('key', '=', anyTextOf(wanted))
      .where('deleted_at', 'is', null)
      .where((eb) => eb.or([eb('shared', '=', true), eb('owner_id', '=', userId)]))
      // The user's own last: it takes the place of the shared one.
      .orderBy((eb) => eb('owner_id', '=', userId))
      .execute();
    for (const row of rows) found.set(row.key, row.body);
    wanted = rows.flatMap((row) => snippetKeys(row.body)).filter((key) => !found.has(key));
  }
  return found;
}
