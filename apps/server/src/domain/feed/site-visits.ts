import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { teamNow } from '../../kernel/clock.js';
import type { Command } from '../command.js';
import { requireReference } from '../references.js';
import { linksOnly, ownKey } from './rules.js';

/** Of an address what a colleague may read: no query and no fragment, where secrets of visitors stand. */
const MOST = 300;

/** @returns host and path; undefined: no page of the web */
export function pageOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? `${host}${pathname}`.slice(0, MOST) : undefined;
}

/** The one whom a link to the website shall name. @throws AppError invalid */
export async function requireVisitor(command: Command, personId: number): Promise<void> {
  await requireReference(command, 'people', 'person_id', personId);
}

/**
 * Tells whoever looks after a person that they look at a page of the team's website: the first page of each hour of the team's
 * clock, so that nobody's feed is filled by a page that is loaded again and again. Nothing is written of who is nobody's.
 * @returns whether the person is there
 */
export async function tellSiteVisit(
  tx: Tx,
  { teamId, personId, page, wall }: { teamId: number; personId: number; page: string; wall: Date },
): Promise<boolean> {
  const { rows } = await sql<{ user_id: number | null; clock_offset_ms: number }>`
    SELECT u.id AS user_id, t.clock_offset_ms FROM people p JOIN teams t ON t.id = p.team_id
    LEFT JOIN users u ON u.team_id = p.team_id AND u.id = p.owner_id AND u.active
    WHERE p.team_id = ${teamId} AND p.id = ${personId} AND p.deleted_at IS NULL FOR KEY SHARE OF p`.execute(
    tx,
  );
  const [person] = rows;
  if (!person) return false;
  if (person.user_id === null) return true;
  const now = teamNow(wall, person.clock_offset_ms);
  const made = await tx
    .insertInto('live_feed_items')
    .values({
      ...{ team_id: teamId, created_at: now, user_id: person.user_id, person_id: personId },
      ...{ event_type: 'live_website_visit', event_occurred_at: now, message: linksOnly(`looks at ${page}`) },
      idempotency_key: ownKey(`site:${personId}:${now.toISOString().slice(0, 'YYYY-MM-DDTHH'.length)}`),
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'user_id', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await append({ tx, teamId, now }, 'live_feed_item_created', made.id);
  return true;
}
