import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { aboutPerson, inSightOf } from '../visibility.js';

/** What the sandbox kept of a message, in a list. */
export interface ListedMessage {
  id: number;
  delivered_at: Date;
  message_id: string;
  envelope_from: string;
  envelope_to: string[];
  subject: string;
}

/** A message as it was delivered, with what the ledger meant it to say. */
export interface SandboxMessage extends ListedMessage {
  raw: Buffer;
  body_html: string | null;
  body_text: string | null;
  person_id: number | null;
}

/**
 * Messages of the send ledger, for who sees the person they went to. Whatever else a transport may have been given
 * (once, links that set a password) is nobody's to read here.
 */
function seenBy(who: Principal) {
  return sql<boolean>`EXISTS (SELECT FROM emails l WHERE l.team_id = s.team_id AND l.message_id = s.message_id
      AND ${inSightOf(who, aboutPerson('l.person_id'), 'l', 'one')})`;
}

/** The newest messages, those before an id. */
export async function listMessages(
  db: Db,
  who: Principal,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ListedMessage[]> {
  return db
    .selectFrom('sandbox_messages as s')
    .select(['s.id', 's.delivered_at', 's.message_id', 's.envelope_from', 's.envelope_to', 's.subject'])
    .where('s.team_id', '=', who.teamId)
    .where(seenBy(who))
    .$if(before !== undefined, (query) => query.where('s.id', '<', before ?? 0))
    .orderBy('s.id', 'desc')
    .limit(limit)
    .execute();
}

/** undefined: it is not there, or not for this caller. */
export async function findMessage(
  db: Db,
  who: Principal,
  id: number | undefined,
): Promise<SandboxMessage | undefined> {
  if (id === undefined) return undefined;
  return db
    .selectFrom('sandbox_messages as s')
    .leftJoin('emails as e', (join) =>
      join.onRef('e.team_id', '=', 's.team_id').onRef('e.message_id', '=', 's.message_id'),
    )
    .select([
      's.id',
      's.delivered_at',
      's.message_id',
      's.envelope_from',
      's.envelope_to',
      's.subject',
      's.raw',
      'e.body_html',
      'e.body_text',
      'e.person_id',
    ])
    .where('s.team_id', '=', who.teamId)
    .where('s.id', '=', id)
    .where(seenBy(who))
    .executeTakeFirst();
}
