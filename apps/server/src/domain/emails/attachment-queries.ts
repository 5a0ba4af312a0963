import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import { invalid } from '../../kernel/errors.js';
import { attachmentSeenBy, type Viewer } from '../visibility.js';

/** What all files of one message may have together, in bytes; mail grows by a third on its way. */
const MAX_TOTAL = 10_000_000;

/**
 * `kept`: files that the message had before, whoever sees them. @throws AppError invalid on attachment_ids, unless every id
 * names a file that the caller sees and together they can be mailed
 */
export async function requireAttachments(
  tx: Tx,
  viewer: Viewer,
  ids: readonly number[],
  kept: readonly number[] = [],
): Promise<number[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = await tx
    .selectFrom('attachments as a')
    .select(['a.id', 'a.size'])
    .where('a.team_id', '=', viewer.teamId)
    .where('a.id', '=', anyOf(wanted))
    .where(sql<boolean>`(a.id = ANY(${kept}::bigint[]) OR ${attachmentSeenBy(viewer, 'a')})`)
    .execute();
  if (found.length < wanted.length) throw invalid('attachment_ids', 'could not be found');
  if (found.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL)
    throw invalid('attachment_ids', `are more than ${MAX_TOTAL} bytes together`);
  return wanted;
}
