import { parseTimestamp } from '@cadenza/contract';
import { AppError } from '../kernel/errors.js';

/** Characters of a version that are looked at. */
const MOST = 200;

/**
 * Refuses a change by somebody who knows another version than there is. `known`: an If-Match header, the `updated_at` that
 * was read, in quotes or bare, in any zone; several with commas; `*`: whatever there is. @throws AppError precondition_failed
 */
export function requireVersion(known: string | undefined, current: string | null): void {
  if (known === undefined) return;
  const versions = known
    .slice(0, MOST)
    .split(',')
    .map((each) => each.trim());
  const now = current === null ? undefined : parseTimestamp(current);
  const fits = versions.some(
    (each) => now !== undefined && (each === '*' || parseTimestamp(bare(each)) === now),
  );
  if (fits) return;
  throw new AppError(
    'precondition_failed',
    current === null
      ? 'There is no version that If-Match could name'
      : `Changed since the version of If-Match: it is now that of ${current}. Read it again`,
  );
}

const bare = (text: string): string => {
  const tag = text.startsWith('W/') ? text.slice(2) : text;
  return tag.startsWith('"') && tag.endsWith('"') && tag.length > 1 ? tag.slice(1, -1) : tag;
};
