import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { messageIdKey } from '../../kernel/message-id.js';
import {
  type AddressHit,
  type IdHit,
  matchByAddress,
  matchById,
  namedIds,
  addressesOf,
} from './match-rules.js';
import type { Match, MatchCriteria } from './types.js';

/** E-mails looked at for one person: an answer to an older one names it. */
const NEWEST = 10;
/** Characters of an e-mail of ours that are looked for in the answer. */
const OURS_LIMIT = 100_000;

/**
 * Finds out what each message is about: by Message-ID (its own, In-Reply-To, References, that of the returned
 * message), and for what remains by address and thread. Two statements for the whole batch, each over an index; memory
 * is that of the batch. `subjectOf` folds an e-mail's subject the way MatchCriteria.threadSubject was.
 */
export async function matchBatch(
  db: Db,
  teamId: number,
  messages: readonly MatchCriteria[],
  subjectOf: (subject: string) => string,
): Promise<(Match | undefined)[]> {
  const matches = await byIds(db, teamId, messages);
  const left = messages.map((message, n) => ({ message, n })).filter(({ n }) => matches[n] === undefined);
  if (left.length === 0) return matches;
  const found = await byAddresses(db, teamId, left, subjectOf);
  for (const { message, n } of left) matches[n] = matchByAddress(message, found.get(n) ?? []);
  return matches;
}

async function byIds(
  db: Db,
  teamId: number,
  messages: readonly MatchCriteria[],
): Promise<(Match | undefined)[]> {
  const criteria = new Set<string>();
  for (const message of messages) {
    for (const id of namedIds(message)) criteria.add(id);
    if (message.messageId !== null) criteria.add(message.messageId);
  }
  if (criteria.size === 0) return messages.map(() => undefined);
  const { rows } = await sql<IdHit>`
    WITH sought AS MATERIALIZED (SELECT s.message_id, s.key FROM unnest(${[...criteria]}::text[], ${[...criteria].map(messageIdKey)}::text[]) s (message_id, key))
    SELECT s.message_id, 'ledger' AS source, e.id, e.person_id, e.membership_id, e.user_id
      FROM sought s JOIN emails e ON e.message_id = s.message_id AND e.team_id = ${teamId}
    UNION ALL
    -- Under the id that the mail server wrote instead of ours.
    SELECT s.message_id, 'ledger', e.id, e.person_id, e.membership_id, e.user_id
      FROM sought s JOIN emails e ON e.wire_message_key = s.key AND e.team_id = ${teamId}
    UNION ALL
    SELECT s.message_id, 'received', e.id, e.person_id, e.membership_id, e.user_id
      FROM sought s JOIN received_messages r ON r.team_id = ${teamId} AND r.message_id = s.message_id
      JOIN emails e ON e.team_id = r.team_id AND e.id = r.email_id`.execute(db);
  const hits = grouped(rows);
  return messages.map((message) => {
    const own = message.messageId === null ? [] : [message.messageId];
    return matchById(
      message,
      [...own, ...namedIds(message)].flatMap((id) => hits.get(id) ?? []),
    );
  });
}

// Not Map.groupBy: Node 20 has none.
function grouped(rows: readonly IdHit[]): Map<string, IdHit[]> {
  const groups = new Map<string, IdHit[]>();
  for (const row of rows) groups.set(row.message_id, [...(groups.get(row.message_id) ?? []), row]);
  return groups;
}

async function byAddresses(
  db: Db,
  teamId: number,
  left: readonly { message: MatchCriteria; n: number }[],
  subjectOf: (subject: string) => string,
): Promise<Map<number, AddressHit[]>> {
  const pairs = left.flatMap(({ message, n }) =>
    addressesOf(message).map((address) => ({ n, address: addressKey(address) })),
  );
  const found = new Map<number, AddressHit[]>();
  if (pairs.length === 0) return found;
  const addresses = [...new Set(pairs.map(({ address }) => address))];
  const { rows } = await sql<AddressHit>`
    SELECT a.address, p.id AS person_id, e.id, e.membership_id, e.user_id, e.subject, e.sent_at
    FROM unnest(${addresses}::text[]) AS a(address)
    CROSS JOIN LATERAL (
      SELECT id FROM people WHERE team_id = ${teamId} AND deleted_at IS NULL AND address_key(email_address) = a.address
      UNION SELECT id FROM people WHERE team_id = ${teamId} AND deleted_at IS NULL AND address_key(secondary_email_address) = a.address
      UNION SELECT id FROM people WHERE team_id = ${teamId} AND deleted_at IS NULL AND address_key(personal_email_address) = a.address
      ORDER BY id LIMIT 5) p
    LEFT JOIN LATERAL (
      SELECT id, membership_id, user_id, subject, coalesce(sent_at, state_changed_at) AS sent_at FROM emails
      WHERE team_id = ${teamId} AND person_id = p.id AND state IN ('sending', 'sent', 'uncertain')
      ORDER BY id DESC LIMIT ${NEWEST}) e ON true`.execute(db);
  const byAddress = new Map<string, AddressHit[]>();
  for (const row of rows) {
    const hit = { ...row, subject: row.subject === null ? null : subjectOf(row.subject) };
    byAddress.set(row.address, [...(byAddress.get(row.address) ?? []), hit]);
  }
  for (const { n, address } of pairs)
    found.set(n, [...(found.get(n) ?? []), ...(byAddress.get(address) ?? [])]);
  return found;
}

/** The texts of our own e-mails, as they left but for what is added to each copy (the link for opting out). */
export async function sentTexts(
  db: Db,
  teamId: number,
  emailIds: readonly number[],
): Promise<Map<number, string>> {
  if (emailIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; body_text: string }>`
    SELECT id, left(body_text, ${OURS_LIMIT}) AS body_text FROM emails
    WHERE team_id = ${teamId} AND id = ANY(${[...new Set(emailIds)]}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, body_text: text }) => [id, text]));
}
