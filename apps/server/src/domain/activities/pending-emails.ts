import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, ref, sort, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { say } from '../said.js';
import { aboutPerson, inSightOf, seesOfUser } from '../visibility.js';
import { findEmailKey, holdEmail, lockEmail, markEmailSent } from './email-ledger.js';

const SIGHT = aboutPerson('r.person_id');

/** What has not begun to leave: queued, or written for a later moment. */
export const pendingEmailsView = view(contract.operations.pending_emails, {
  table: 'emails',
  sight: SIGHT,
  columns: [
    plain('id'),
    `coalesce((SELECT m.email_address FROM mailboxes m WHERE m.team_id = r.team_id AND m.id = r.mailbox_id), r.from_address) AS mailbox`,
    ref('id', '/v2/mime_email_payloads/', 'mime_email_payload'),
  ].join(', '),
  visible: `r.state IN ('planned', 'queued')`,
  filters: {},
  sorts: { send_after: sort('r.send_after') },
});

type Told = Body<Contract['operations']['update_pending_email']>;

/**
 * Another program sent what waits, or could not. Who hands e-mails over takes the same row first, so it is either theirs or ours.
 * @throws AppError not_found, invalid when it does not wait any more
 */
export async function settlePending({ tx, principal, now }: Command, id: number, told: Told): Promise<void> {
  const seen = await tx
    .selectFrom('emails as r')
    .select('r.id')
    .where('r.team_id', '=', principal.teamId)
    .where('r.id', '=', id)
    .where(inSightOf(principal, SIGHT, 'r', 'one'))
    .executeTakeFirst();
  const key = seen && (await findEmailKey(tx, principal.teamId, id));
  if (!key) throw notFound();
  const locked = await lockEmail(tx, key);
  const { email } = locked;
  if (!seesOfUser(principal, email.user_id)) throw notFound();
  if (!['planned', 'queued'].includes(email.state)) throw invalid('id', `is ${email.state} already`);
  const sentAt = told.sent_at == null ? now : new Date(told.sent_at);
  if (sentAt > now) throw invalid('sent_at', 'lies in the future');
  // Later e-mails of the thread name it in their heads.
  if (!/^[\x21-\x7e]+$/.test(told.message_id))
    throw invalid('message_id', 'is no Message-ID: it holds a blank, or what is no ASCII');
  if (told.status === 'sent') {
    const reason = say('settled_by_person', { verdict: 'sent' });
    const evidence = { reply: null, reason, byUserId: principal.userId, wireId: told.message_id };
    return markEmailSent(tx, locked, now, evidence);
  }
  const reason = say('settled_by_person', { verdict: 'not_sent' });
  return holdEmail(tx, locked, now, { state: 'failed', reason, reply: told.error_message ?? null });
}
