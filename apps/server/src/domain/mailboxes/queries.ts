import { MAILBOX_COLUMNS, type MailboxRow } from '../../db/columns.js';
import type { Db } from '../../db/connect.js';

export type Mailbox = MailboxRow;

/** What of a mailbox goes into the e-mails that leave from it; undefined when it was removed. */
export async function findSender(
  db: Db,
  teamId: number,
  mailboxId: number,
): Promise<
  Pick<Mailbox, 'id' | 'user_id' | 'email_address' | 'from_name' | 'signature' | 'retry_at'> | undefined
> {
  return db
    .selectFrom('mailboxes')
    .select(['id', 'user_id', 'email_address', 'from_name', 'signature', 'retry_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', mailboxId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The mailboxes a user may send through, in the order they were connected. */
export async function listMailboxesOf(db: Db, teamId: number, userId: number): Promise<Mailbox[]> {
  return db
    .selectFrom('mailboxes')
    .select(MAILBOX_COLUMNS)
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
}
