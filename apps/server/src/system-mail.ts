import type { Config } from './config.js';
import { sendingHeldSince } from './db/backup/hold.js';
import type { Database } from './db/connect.js';
import { MayHaveLeft, type SendSystemMail } from './domain/identity/index.js';
import { findSystemMailbox } from './domain/mailboxes/index.js';
import { demoOf } from './domain/sandbox/index.js';
import type { Mailer } from './engine/ports.js';
import type { Clock } from './kernel/clock.js';
import { randomHex } from './kernel/crypto.js';
import { composeMessage } from './mail/compose.js';

/**
 * Mail from the server itself (password resets): through SMTP_URL, else through the mailbox an admin of the team named
 * for it. With neither nothing is made and nothing kept: such links are handed over by whoever may make them. It never
 * goes into the sandbox, where it could be read.
 */
export function createSystemMail(
  config: Config,
  database: Database,
  mailer: Mailer,
  clock: Clock,
): SendSystemMail {
  const host = new URL(config.publicUrl).hostname;
  return async ({ teamId, to, compose }) => {
    // Its users are made up as its people are, but for one without an address of his own.
    if (await demoOf(database.kysely, teamId)) return false;
    const mailbox =
      config.smtpUrl === undefined ? await findSystemMailbox(database.kysely, teamId) : undefined;
    if (config.smtpUrl === undefined && !mailbox) return false;
    // A copy of another server's data sends nobody anything before an operator says so.
    if ((await sendingHeldSince(database.pool)) !== undefined) return false;
    const from = mailbox?.email_address ?? `no-reply@${host}`;
    const { subject, text } = await compose();
    const now = clock.now();
    const messageId = `<${randomHex(16)}@${host}>`;
    const html = `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
    const raw = await composeMessage(
      {
        message_id: messageId,
        in_reply_to: null,
        references: [],
        from_address: from,
        from_name: 'Cadenza',
        to_address: to,
        cc: [],
        subject,
        body_html: html,
        body_text: text,
      },
      now,
    );
    const envelope = { from, to: [to] };
    const result = await mailer.send({
      ...{ teamId, emailId: 0, messageId, subject, envelope, now },
      compose: async () => raw,
      begin: async () => true,
      ...(mailbox ? { mailboxId: mailbox.id } : {}),
    });
    if (result.kind === 'unknown') throw new MayHaveLeft(`the mail server did not answer: ${result.detail}`);
    if (result.kind !== 'sent')
      throw new Error(
        `the mail server did not take the message: ${'reply' in result ? result.reply : result.kind}`,
      );
    return true;
  };
}
