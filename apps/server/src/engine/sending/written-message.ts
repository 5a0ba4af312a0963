import type { Db } from '../../db/connect.js';
import { composeMessage } from '../../mail/compose.js';
import { readAttachments, readCalendar } from './recheck.js';

/** A message, and what it is known by. */
export interface WrittenMessage {
  /** Where it leaves from. */
  readonly mailbox: string;
  /** As it is on the way: the mail server may have given it another than ours. */
  readonly messageId: string;
  readonly raw: Buffer;
}

const COLUMNS = [
  ...(['team_id', 'id', 'action_id', 'in_reply_to', 'references', 'from_address', 'from_name'] as const),
  ...(['to_address', 'cc', 'subject', 'body_html', 'body_text', 'attachment_ids', 'send_after'] as const),
  ...(['sent_at', 'message_id', 'wire_message_id'] as const),
] as const;

/**
 * The message of an e-mail as it was written. What is put into the copy of its recipient alone (injectTracking) is not in
 * it: whoever reads it here would be counted as having looked, or take the person off the list. undefined: there is none.
 */
export async function writtenMessage(
  db: Db,
  teamId: number,
  emailId: number,
): Promise<WrittenMessage | undefined> {
  const email = await db
    .selectFrom('emails')
    .select(COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', emailId)
    .executeTakeFirst();
  if (!email) return undefined;
  const attachments = await readAttachments(db, email);
  const calendar = await readCalendar(db, email);
  const messageId = email.wire_message_id ?? email.message_id;
  const parts = { ...email, message_id: messageId, attachments, calendar };
  const raw = await composeMessage(parts, email.sent_at ?? email.send_after);
  return { mailbox: email.from_address, messageId, raw };
}
