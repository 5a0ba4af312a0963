import MailComposer from 'nodemailer/lib/mail-composer';

/** What of the ledger row the message is made from. */
export interface ComposedFrom {
  message_id: string;
  in_reply_to: string | null;
  references: string[];
  from_address: string;
  from_name: string | null;
  to_address: string;
  cc: string[];
  subject: string;
  body_html: string;
  body_text: string;
}

/** The message as it goes over the wire (RFC 5322, MIME): text and HTML, its thread's headers, Date = now. Bcc stays out. */
export function composeMessage(email: ComposedFrom, now: Date): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: email.message_id,
    date: now,
    from: email.from_name ? { name: email.from_name, address: email.from_address } : email.from_address,
    // As objects: an address is data and never parsed for a list of several.
    to: { name: '', address: email.to_address },
    ...(email.cc.length > 0 ? { cc: email.cc.map((address) => ({ name: '', address })) } : {}),
    ...(email.in_reply_to === null ? {} : { inReplyTo: email.in_reply_to }),
    ...(email.references.length > 0 ? { references: email.references } : {}),
    subject: email.subject,
    text: email.body_text,
    html: email.body_html,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
