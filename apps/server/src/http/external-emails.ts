import type { Body, Contract } from '@cadenza/contract';
import { findMailboxByAddress } from '../domain/mailboxes/index.js';
import { AppError, invalid } from '../kernel/errors.js';
import { type Conclusion, type Outside, said } from './handler-types.js';

/** POST /v2/external_emails. @throws AppError invalid for a mailbox that the team does not have, or what is no message */
export async function takeExternalEmail(
  { app, principal, now }: Outside,
  { body }: { readonly body: Body<Contract['operations']['external_emails']> },
): Promise<Conclusion> {
  const raw = bytesOf(body.raw);
  const mailboxId = await findMailboxByAddress(app.database.kysely, principal.teamId, body.mailbox);
  if (mailboxId === undefined) throw invalid('mailbox', 'could not be found');
  if (!app.mail) throw new AppError('unavailable', 'This server reads no messages');
  const { teamId } = principal;
  return said({ message_id: await app.mail.takeExternal({ teamId, mailboxId, raw }, now) });
}

/** What base64url, or base64, stands for; breaks of lines are nothing. @throws AppError invalid */
function bytesOf(text: string): Buffer {
  const plain = text
    .replaceAll(/[\r\n\t ]/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  const bare = plain.endsWith('=') ? plain.slice(0, plain.indexOf('=')) : plain;
  const bytes = Buffer.from(bare, 'base64url');
  if (bytes.length === 0 || bytes.toString('base64url') !== bare)
    throw invalid('raw', 'is no message in base64url');
  return bytes;
}
