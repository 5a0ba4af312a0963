import { contract, type Include, INCLUDES } from '@cadenza/contract';
import { findRows } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import type { View } from '../db/view.js';
import { nextTouches } from '../domain/cadences/index.js';
import { forbidden } from '../kernel/errors.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import type { Mount } from './command.js';

/** @throws AppError forbidden where the token may not read what shall come along */
export function requireIncluded(principal: Principal, names: readonly Include[]): void {
  for (const name of names) {
    const { read } =
      name === 'next' ? contract.resources.actions.scopes : contract.resources[INCLUDES[name]].scopes;
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
  const parts: string[] = [];
  const parsed = records.map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
  const { kysely: db } = context.database;
  for (const [resource, ids] of referredBy(names, parsed)) {
    const found = await findRows(db, viewOf(resource) as View, reading, [...ids]);
    parts.push(objectOf(resource, found));
  }
  if (names.includes('next')) {
    const numbers = parsed.map(({ id }) => id as number);
    const of = parsed.some((record) => 'current_state' in record) ? 'memberships' : 'people';
    parts.push(objectOf('next', await nextTouches(db, reading, of, numbers)));
  }
  return `,"included":{${parts.join(',')}}`;
}

const objectOf = (name: string, found: ReadonlyMap<number, string>): string =>
  `"${name}":{${Array.from(found, ([id, json]) => `"${id}":${json}`).join(',')}}`;

/** The ids that records refer to, by resource. */
function referredBy(
  names: readonly Include[],
  records: readonly Readonly<Record<string, unknown>>[],
): Map<(typeof INCLUDES)[keyof typeof INCLUDES], Set<number>> {
  const wanted = new Map<(typeof INCLUDES)[keyof typeof INCLUDES], Set<number>>();
  for (const name of names) {
    if (name === 'next') continue;
    const ids = wanted.get(INCLUDES[name]) ?? new Set();
    wanted.set(INCLUDES[name], ids);
    for (const record of records) {
      const id = (record[name] as { id?: number } | null | undefined)?.id;
      if (id !== undefined) ids.add(id);
    }
  }
  return wanted;
}
