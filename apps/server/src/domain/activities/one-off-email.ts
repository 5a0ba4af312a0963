import { USER_COLUMNS } from '../../db/columns.js';
import { append } from '../../events/outbox.js';
import type { Command } from '../command.js';
import { findSender } from '../mailboxes/index.js';
import type { Person } from '../memberships/index.js';
import { say } from '../said.js';
import { lockEmail, findEmailKey, setEmailState } from './email-ledger.js';
import { GIVE_UP_AFTER_MS, insertEmail, referencesAfter, senderAddress } from './email-queue.js';
import { findAnswered, mailboxFor, mayWrite } from './scheduled-emails.js';

/** From whom an e-mail outside of cadences leaves. */
export interface Sender {
  readonly userId: number;
  readonly address: string;
  readonly name: string | null;
  readonly mailboxId: number | null;
  readonly timeZone: string;
}

/**
 * The mailbox named, else the user's first, else the server's own transport. `orElse`: also where the one named was removed
 * since. @throws AppError invalid
 */
export async function senderOf(
  command: Command,
  userId: number,
  mailboxId: number | null,
  orElse = false,
): Promise<Sender> {
  const { tx, principal } = command;
  const there = mailboxId === null || !orElse || (await findSender(tx, principal.teamId, mailboxId));
  const user = await tx
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const mailbox = await mailboxFor(command, userId, there ? mailboxId : null, null);
  return {
    userId,
    address: mailbox?.email_address ?? senderAddress(user),
    name: mailbox?.from_name ?? user.name,
    mailboxId: mailbox?.id ?? null,
    timeZone: user.time_zone,
  };
}

/** An e-mail as it is written: no template. */
export interface Composed {
  readonly to: string;
  readonly cc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The message of the person that it answers: then it is no marketing. */
  readonly answers?: number | null;
  /** It is about what was agreed before: it goes to who has opted out of marketing as well. */
  readonly agreed?: boolean;
}

/**
 * Writes one e-mail to a person into the ledger, to leave as soon as limits allow. The caller holds the person's lock.
 * @returns its id @throws AppError invalid
 */
export async function writeOneOff(
  command: Command,
  person: Person,
  sender: Sender,
  { to, cc, subject, html, text, answers = null, agreed = false }: Composed,
): Promise<number> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const answered = answers === null ? undefined : await findAnswered(command, person, answers);
  const conversation = agreed || answered !== undefined;
  await mayWrite(tx, teamId, person, [to, ...cc], conversation);
  const said = say('email_scheduled', {});
  const row = {
    subject,
    body_html: html,
    body_text: text,
    from_address: sender.address,
    from_name: sender.name,
    mailbox_id: sender.mailboxId,
    to_address: to,
    cc: [...cc],
    updated_at: now,
    state: 'planned',
    state_reason: said.text,
    explained: said.json,
    state_changed_at: now,
    send_after: now,
    give_up_at: new Date(now.getTime() + GIVE_UP_AFTER_MS),
    one_off: true,
    marketing: !conversation,
    in_reply_to: answered?.message_id ?? null,
    references: answered?.message_id
      ? referencesAfter({ references: answered.references, message_id: answered.message_id })
      : [],
    thread_root_email_id: answered?.email_id ?? null,
  };
  const id = await insertEmail(tx, teamId, row, {
    created_at: now,
    user_id: sender.userId,
    person_id: person.id,
    action_id: null,
    membership_id: null,
    cadence_id: null,
    step_id: null,
  });
  await append(command, 'email_updated', id);
  return id;
}

/** Takes back an e-mail outside of cadences. @returns false: it left, or is leaving */
export async function withdrawOneOff({ tx, principal, now }: Command, id: number): Promise<boolean> {
  const key = await findEmailKey(tx, principal.teamId, id);
  if (!key) return true;
  const { email } = await lockEmail(tx, key);
  if (['cancelled', 'failed', 'skipped'].includes(email.state)) return true;
  if (!['planned', 'queued'].includes(email.state)) return false;
  await setEmailState(tx, email, now, { state: 'cancelled', reason: say('email_cancelled', {}) });
  return true;
}
