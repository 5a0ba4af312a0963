import type { Body, Contract } from '@cadenza/contract';
import type { Command } from '../command.js';
import { checkServers, mayNameServers, moves, requireOwnMailbox, usualServers } from './commands.js';
import { type OpenMailbox, serverOf } from './directory-queries.js';

type Wanted = Body<Contract['operations']['mailbox_test']>;

/** What a mailbox signs in with, as somebody would have it. */
export type Connection = Partial<Pick<OpenMailbox, 'username' | 'credentials' | 'smtp' | 'imap'>>;

/**
 * How a mailbox would connect after a change, to be tried before anything is stored; undefined: as it does. Who may change
 * it may try it, on the same terms. @throws AppError not_found, forbidden, invalid
 */
export async function connectionToTry(
  command: Command,
  id: number,
  wanted: Wanted,
): Promise<Connection | undefined> {
  const mailbox = await requireOwnMailbox(command, id);
  const { password, ...rest } = wanted;
  const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0 && password == null) return undefined;
  const moved = moves(mailbox, wanted);
  if (moved || (password != null && mailbox.kind !== 'smtp')) await mayNameServers(command);
  if (moved) checkServers(mailbox, wanted);
  const merged = { ...mailbox, ...set };
  const to = usualServers(merged);
  return {
    username: merged.username ?? mailbox.email_address,
    smtp: serverOf(to.smtp_host, to.smtp_port, to.smtp_security),
    imap: serverOf(to.imap_host, to.imap_port, to.imap_security),
    ...(password == null ? {} : { credentials: { kind: 'password', password } }),
  };
}
