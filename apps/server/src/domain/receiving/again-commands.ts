import { sql } from 'kysely';
import type { CommandBy } from '../command.js';
import type { Principal } from '../../kernel/principal.js';
import { lockPerson } from '../memberships/index.js';
import { applyAgain } from './effect-commands.js';
import type { Effect } from './effect.js';
import { BLANK_MAIL, type Match, type MatchedBy, type MessageKind, type Received } from './types.js';

type Who = CommandBy<Pick<Principal, 'teamId' | 'userId' | 'admin'>>;

/** Messages after the one that was taken back which are asked; any of them is enough. */
const MOST = 200;

/** A message that stays, as far as it says what follows from it. */
interface Standing {
  id: number;
  kind: MessageKind;
  person_id: number;
  email_id: number | null;
  membership_id: number | null;
  user_id: number | null;
  mailbox_id: number | null;
  matched_by: string | null;
  received_at: Date;
  severity: 'hard' | 'soft' | 'block' | null;
  status_code: string | null;
  confidence: number;
  evidence: string[];
  returns_on: string | null;
  suggestion_answer: string | null;
  effect: Effect;
}

/**
 * A message was taken back. What came after it found the person off the cadence, or on the suppression list, and so changed
 * nothing: now it does, and becomes the one whose undo brings the person back. `undone`: what has just been taken back.
 */
export async function sayAgain(
  command: Who,
  message: { readonly id: number; readonly person_id: number; readonly membership_id: number | null },
  undone: Effect,
  result: { restored: number[]; left: { membership_id: number; reason: string }[] },
): Promise<void> {
  const { teamId } = command.principal;
  const memberships = new Set([
    ...undone.exits.flatMap((exit) => exit.memberships.map(({ id }) => id)),
    ...undone.pauses.map(({ membership_id: id }) => id),
    ...(message.membership_id === null ? [] : [message.membership_id]),
  ]);
  // Colleagues of the account may have left with it, and have answered since.
  const { rows } = await sql<{ id: number; person_id: number }>`
    SELECT m.id, m.person_id FROM received_messages m
    WHERE m.team_id = ${teamId} AND m.id <> ${message.id} AND m.undone_at IS NULL AND m.effect IS NOT NULL
      AND m.kind IN ('reply', 'auto_reply', 'bounce', 'complaint', 'unsubscribe', 'meeting')
      AND (m.person_id = ${message.person_id} OR m.person_id IN (SELECT c.person_id FROM cadence_memberships c
        WHERE c.team_id = ${teamId} AND c.id = ANY(${[...memberships]}::bigint[])))
      AND coalesce(m.reclassified_at, m.created_at) >= (SELECT coalesce(x.reclassified_at, x.created_at) FROM received_messages x
        WHERE x.team_id = ${teamId} AND x.id = ${message.id})
    ORDER BY m.received_at, m.id LIMIT ${MOST}`.execute(command.tx);
  for (const row of rows) await sayOne(command, row, memberships, result);
}

async function sayOne(
  { tx, principal: { teamId }, now }: Who,
  { id, person_id: personId }: { id: number; person_id: number },
  memberships: ReadonlySet<number>,
  result: { restored: number[]; left: { membership_id: number; reason: string }[] },
): Promise<void> {
  // The person's lock first: whoever writes what a message changed holds it.
  await lockPerson(tx, teamId, personId);
  const { rows } = await sql<Standing>`
    SELECT id, kind, person_id, email_id, membership_id, user_id, mailbox_id, matched_by, received_at, severity, status_code, confidence,
      evidence, returns_on, suggestion_answer, effect
    FROM received_messages WHERE team_id = ${teamId} AND id = ${id} AND undone_at IS NULL AND effect IS NOT NULL FOR UPDATE`.execute(
    tx,
  );
  const [row] = rows;
  // A bounce that was not counted says nothing of the person's own address.
  if (!row || (row.kind === 'bounce' && row.effect.counted === null)) return;
  const { effect } = row;
  const exits = effect.exits.length;
  const pauses = effect.pauses.length;
  const before = JSON.stringify(effect);
  const optsOut = row.kind !== 'unsubscribe' && row.suggestion_answer === 'accepted';
  await applyAgain({ tx, teamId, now }, asReceived(row), matchOf(row), { effect, memberships, optsOut });
  if (JSON.stringify(effect) === before) return;
  await sql`
    UPDATE received_messages SET effect = ${JSON.stringify(effect)}::jsonb, updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
  const again = new Set([
    ...effect.exits.slice(exits).flatMap((exit) => exit.memberships.map((each) => each.id)),
    ...effect.pauses.slice(pauses).map(({ membership_id: membershipId }) => membershipId),
  ]);
  result.left.push(
    ...result.restored
      .filter((membershipId) => again.has(membershipId))
      .map((membershipId) => ({
        membership_id: membershipId,
        reason: `Another message (${id}) keeps it as it is.`,
      })),
  );
  result.restored = result.restored.filter((membershipId) => !again.has(membershipId));
}

function asReceived(row: Standing): Received {
  return {
    ...BLANK_MAIL,
    mailboxId: row.mailbox_id,
    folder: null,
    role: 'inbox',
    uidValidity: null,
    uid: null,
    receivedAt: row.received_at,
    unreadable: null,
    classification: {
      ...BLANK_MAIL.classification,
      kind: row.kind,
      severity: row.severity,
      statusCode: row.status_code,
      confidence: Number(row.confidence),
      evidence: row.evidence,
      returnsOn: row.returns_on,
      leftCompany: row.effect.exits.some(({ event }) => event === 'left_company'),
    },
  };
}

const matchOf = (row: Standing): Match => ({
  personId: row.person_id,
  emailId: row.email_id,
  membershipId: row.membership_id,
  userId: row.user_id,
  by: (row.matched_by ?? 'sender') as MatchedBy,
  evidence: '',
  copy: false,
});
