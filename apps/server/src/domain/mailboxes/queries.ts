import { MAILBOX_COLUMNS, type MailboxRow } from '../../db/columns.js';
import type { Db } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';

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

/**
 * The mailbox the server's own mail of a team leaves through: the one that was named, while it is there, can send and
 * belongs to an admin (a copy of what it sends stays in it, and such mail lets its reader in).
 */
export function findSystemMailbox(
  db: Db,
  teamId: number,
): Promise<{ id: number; email_address: string } | undefined> {
  return db
    .selectFrom('teams')
    .innerJoin('mailboxes', (join) =>
      join.onRef('mailboxes.team_id', '=', 'teams.id').onRef('mailboxes.id', '=', 'teams.system_mailbox_id'),
    )
    .innerJoin('users', (join) =>
      join.onRef('users.team_id', '=', 'mailboxes.team_id').onRef('users.id', '=', 'mailboxes.user_id'),
    )
    .select(['mailboxes.id', 'mailboxes.email_address'])
    .where('teams.id', '=', teamId)
    .where('mailboxes.deleted_at', 'is', null)
    .where('mailboxes.smtp_host', 'is not', null)
    .where('users.active', '=', true)
    .where('users.role_id', '=', 'Admin')
    .executeTakeFirst();
}

/** The living mailbox of a team with this address, in any of its forms: the oldest. */
export async function findMailboxByAddress(
  db: Db,
  teamId: number,
  address: string,
): Promise<number | undefined> {
  const found = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('team_id', '=', teamId)
    .where((is) => is(is.fn('address_key', ['email_address']), '=', addressKey(address)))
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}
