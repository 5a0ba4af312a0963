import { contract, type Include, INCLUDES } from '@cadenza/contract';
import { findRows } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import type { View } from '../db/view.js';
import { forbidden } from '../kernel/errors.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import type { Mount } from './command.js';

/** @throws AppError forbidden where the token may not read what shall come along */
export function requireIncluded(principal: Principal, names: readonly Include[]): void {
  for (const name of names) {
    const { read } = contract.resources[INCLUDES[name]].scopes;
    if (read !== null && !hasScope(principal, read))
      throw forbidden(`The token does not have the required scopes: ${read}`);
  }
}

/**
 * The records that these refer to, each once, as their own resource shows them to this caller: who is not in sight is not
 * there. One statement for each resource, however many records there are. @returns JSON text to stand behind `data`
 */
export async function includedIn(
  { context, viewOf }: Pick<Mount, 'context' | 'viewOf'>,
  reading: ReadContext,
  names: readonly Include[],
  records: readonly string[],
): Promise<string> {
  if (names.length === 0) return '';
  const wanted = new Map<(typeof INCLUDES)[Include], Set<number>>();
  for (const name of names) wanted.set(INCLUDES[name], wanted.get(INCLUDES[name]) ?? new Set());
  for (const text of records) {
    const record = JSON.parse(text) as Record<Include, { id: number } | null | undefined>;
    for (const name of names) {
      const id = record[name]?.id;
      if (id !== undefined) wanted.get(INCLUDES[name])?.add(id);
    }
  }
  const parts: string[] = [];
  for (const [resource, ids] of wanted) {
    const found = await findRows(context.database.kysely, viewOf(resource) as View, reading, [...ids]);
    parts.push(`"${resource}":{${Array.from(found, ([id, json]) => `"${id}":${json}`).join(',')}}`);
  }
  return `,"included":{${parts.join(',')}}`;
}
