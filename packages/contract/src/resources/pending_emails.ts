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

/** Another program has sent it, or tried to: whoever lets one do so pauses the mailbox here, lest both send. */
export const updatePendingEmail = operation({
  name: 'update_pending_email',
  tag: 'Pending Emails',
  method: 'PUT',
  path: '/v2/pending_emails/{id}',
  summary:
    'tell that another program has sent an e-mail that waits, or could not: sent, its action is done and answers to message_id are answers to it; failed, its action waits for its rep',
  scope: 'emails:write',
  events: ['email_updated'],
  mayCause: ['person_updated', 'account_updated', 'cadence_membership_updated'],
  params: { id: f.id() },
  body: z.object({
    status: f.oneOf(['sent', 'failed']),
    message_id: f.requiredText(998),
    sent_at: f.timestampInput().nullish(),
    error_message: f.text(1000).nullish(),
  }),
  response: PendingEmail,
  responseName: 'PendingEmail',
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
