import type { Db } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import { invalid } from '../../kernel/errors.js';

/** What all files of one message may have together, in bytes; mail grows by a third on its way. */
const MAX_TOTAL = 10_000_000;

/** @throws AppError invalid on attachment_ids, unless every id names a file of the team and together they can be mailed */
export async function requireAttachments(db: Db, teamId: number, ids: readonly number[]): Promise<number[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = await db
    .selectFrom('attachments')
    .select(['id', 'size'])
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf(wanted))
    .execute();
  if (found.length < wanted.length) throw invalid('attachment_ids', 'could not be found');
  if (found.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL)
    throw invalid('attachment_ids', `are more than ${MAX_TOTAL} bytes together`);
  return wanted;
}
