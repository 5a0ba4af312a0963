import { composeSimple } from '../../mail/compose.js';

/** The message that is answered, from the ledger and as delivered. */
export interface Answered {
  message_id: string;
  references: string[];
  /** Who sent it: where answers go. */
  from_address: string;
  to_address: string;
  /** The recipient's name. */
  to_name: string | null;
  subject: string;
  sentAt: Date;
}

/** What a person answers (RFC 5322): in the thread, quoting whom it answers. */
export function replyTo(message: Answered, messageId: string, text: string, now: Date): Buffer {
  const quoted = `On ${message.sentAt.toUTCString()}, ${message.from_address} wrote:\n> ${message.subject}`;
  return answer(message, messageId, `${text}\n\n${message.to_name ?? ''}\n\n${quoted}\n`, now);
}

/** What an absent person's server answers (RFC 3834). @param returnsOn the first day back, YYYY-MM-DD */
export function autoReplyTo(message: Answered, messageId: string, returnsOn: string, now: Date): Buffer {
  const text = `Hello,\n\nI am out of the office and will be back on ${returnsOn}. I will answer then.\n\n${message.to_name ?? ''}\n`;
  const raw = answer(message, messageId, text, now, `Automatic reply: ${message.subject}`);
  return Buffer.concat([
    Buffer.from('Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n'),
    raw,
  ]);
}

function answer(
  message: Answered,
  messageId: string,
  text: string,
  now: Date,
  subject = `Re: ${message.subject.replace(/^(re:\s*)+/i, '')}`,
): Buffer {
  return composeSimple(
    {
      message_id: messageId,
      in_reply_to: message.message_id,
      references: [...message.references, message.message_id],
      from_address: message.to_address,
      from_name: message.to_name,
      to_address: message.from_address,
      cc: [],
      subject,
      body_html: `<p>${escape(text).replaceAll('\n', '<br>')}</p>`,
      body_text: text,
    },
    now,
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The report of a mail server that nobody has this address (RFC 3464, RFC 6522). */
export function bounceOf(message: Answered, messageId: string, now: Date): Buffer {
  const boundary = `=_bounce_${messageId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 40)}`;
  const host = ascii(message.to_address.split('@').at(-1) ?? 'invalid');
  const to = ascii(message.to_address);
  const diagnostic = `550 5.1.1 <${to}>: Recipient address rejected: User unknown`;
  const part = (type: string, body: string[]) =>
    [`--${boundary}`, `Content-Type: ${type}`, '', ...body, ''].join('\r\n');
  return Buffer.from(
    [
      `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${messageId}`,
      `From: Mail Delivery System <MAILER-DAEMON@mx.${host}>`,
      `To: ${ascii(message.from_address)}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"`,
      '',
      part('text/plain; charset=us-ascii', [
        `This is the mail system at host mx.${host}.`,
        '',
        'Your message could not be delivered to one or more recipients.',
        '',
        `<${to}>: ${diagnostic}`,
      ]),
      part('message/delivery-status', [
        `Reporting-MTA: dns; mx.${host}`,
        '',
        `Final-Recipient: rfc822; ${to}`,
        'Action: failed',
        'Status: 5.1.1',
        `Diagnostic-Code: smtp; ${diagnostic}`,
      ]),
      part('text/rfc822-headers', [`Message-ID: ${message.message_id}`, `To: ${to}`]),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
    'latin1',
  );
}

/** Whatever would end a header line, or is no ASCII, becomes a question mark. */
function ascii(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '?');
}
