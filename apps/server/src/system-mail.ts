import type { Config } from './config.js';
import type { Database } from './db/connect.js';
import type { Mailer } from './engine/ports.js';
import type { SystemMail } from './http/context.js';
import type { Clock } from './kernel/clock.js';
import { randomHex } from './kernel/crypto.js';
import { composeMessage } from './mail/compose.js';

/** Mail from the server itself (password resets), through the same transport as the engine's. */
export function createSystemMail(
  config: Config,
  database: Database,
  mailer: Mailer,
  clock: Clock,
): SystemMail {
  const host = new URL(config.publicUrl).hostname;
  const from = `no-reply@${host}`;
  return async ({ to, subject, text }) => {
    const user = await database.kysely
      .selectFrom('users')
      .select('team_id')
      .where((eb) => eb(eb.fn('lower', ['email']), '=', to.toLowerCase()))
      .executeTakeFirst();
    if (!user) return;
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
    const result = await mailer.send({
      teamId: user.team_id,
      emailId: 0,
      messageId,
      subject,
      envelope: { from, to: [to] },
      raw,
      now,
    });
    if (result.kind !== 'sent')
      throw new Error(
        `the mail server did not take the message: ${result.kind === 'refused' ? result.reply : result.detail}`,
      );
  };
}
