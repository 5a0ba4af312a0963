import { contract } from '@cadenza/contract';
import { plain, ref, sort, view } from '../../db/view.js';
import { aboutPerson } from '../visibility.js';

/** What has not begun to leave: queued, or written for a later moment. */
export const pendingEmailsView = view(contract.operations.pending_emails, {
  table: 'emails',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    `coalesce((SELECT m.email_address FROM mailboxes m WHERE m.team_id = r.team_id AND m.id = r.mailbox_id), r.from_address) AS mailbox`,
    ref('id', '/v2/mime_email_payloads/', 'mime_email_payload'),
  ].join(', '),
  visible: `r.state IN ('planned', 'queued')`,
  filters: {},
  sorts: { send_after: sort('r.send_after') },
});
