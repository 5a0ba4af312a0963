import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** An e-mail that has not left yet. */
export const PendingEmail = z.object({
  id: z.int(),
  mailbox: z.string().nullable(),
  mime_email_payload: f.ref('/v2/mime_email_payloads/{id}'),
});

export const pendingEmails = operation({
  name: 'pending_emails',
  tag: 'Pending Emails',
  method: 'GET',
  path: '/v2/pending_emails',
  summary: 'list the e-mails that wait to leave, those that leave last first',
  scope: 'emails:read',
  list: {
    record: PendingEmail,
    recordName: 'PendingEmail',
    filters: {},
    sorts: [],
    defaultSort: 'send_after',
  },
});

export const mimeEmailPayload = operation({
  name: 'mime_email_payload',
  tag: 'Mime Email Payloads',
  method: 'GET',
  path: '/v2/mime_email_payloads/{id}',
  summary:
    'the whole message of an e-mail, waiting or sent, as base64url: headers, text, HTML and files as they were written, without the pixel, tracked links and opt-out links of the copy that its recipient gets',
  scope: 'email_contents:read',
  params: { id: f.id() },
  response: z.object({
    id: z.int(),
    mailbox: z.string().nullable(),
    message_id: z.string().nullable(),
    raw: z.string().nullable(),
  }),
  responseName: 'MimeEmailPayload',
});
