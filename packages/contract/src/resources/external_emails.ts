import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** Characters of a message in base64url: what a body of JSON can hold. */
const MOST_RAW = 4_900_000;

/** A message that another program fetched or sent: it comes in by the same door as those of mailboxes. */
export const externalEmails = operation({
  name: 'external_emails',
  tag: 'External Emails',
  mayCause: [
    'email_updated',
    'person_updated',
    'account_updated',
    'cadence_membership_updated',
    'suppression_created',
    'suppression_updated',
    'thread_created',
    'thread_updated',
    'notice_created',
  ],
  method: 'POST',
  path: '/v2/external_emails',
  summary:
    'hand over a message that another program received or sent for a mailbox: answers, bounces and absences in it count as if the mailbox had been read here',
  scope: 'external_emails:write',
  status: 201,
  body: z.object({ mailbox: f.requiredText(320), raw: f.requiredAsGiven(MOST_RAW) }),
  response: z.object({ message_id: z.string().nullable() }),
  responseName: 'ExternalEmail',
});
