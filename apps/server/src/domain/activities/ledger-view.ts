import { contract } from '@cadenza/contract';
import { bareRef, plain, ref, sort, time, type View, view } from '../../db/view.js';
import { aboutPerson, ofUser } from '../visibility.js';

/** The subject of a colleague's e-mail is theirs (and the admins'). */
const SUBJECT = `CASE WHEN ${ofUser('r')} THEN r.subject END AS subject`;

export const sendLedgerView: View = view(contract.resources.send_ledger, {
  table: 'emails',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('state'),
    'r.state_reason AS reason',
    `r.explained ->> 'rule' AS rule`,
    `r.explained -> 'facts' AS facts`,
    time('state_changed_at'),
    plain('decided_by', 'decided_because'),
    `r.decided_explained -> 'facts' AS decided_facts`,
    time('send_after'),
    time('sent_at'),
    plain('attempts', 'message_id', 'wire_message_id', 'smtp_reply', 'from_address', 'to_address'),
    `coalesce((SELECT json_agg(json_build_object('address', x.address, 'role', x.role, 'state', x.state, 'smtp_reply', x.smtp_reply, 'attempts', x.attempts,
      'send_after', wire_time(x.send_after, :tz)) ORDER BY x.address) FROM email_recipients x WHERE x.team_id = r.team_id AND x.email_id = r.id), '[]') AS recipients`,
    SUBJECT,
    `coalesce((SELECT json_agg(json_build_object('at', wire_time(h.at, :tz), 'state', h.state, 'reason', h.reason,
      'rule', h.explained ->> 'rule', 'facts', h.explained -> 'facts', 'smtp_reply', h.smtp_reply) ORDER BY h.id)
      FROM (SELECT h.id, h.at, h.state, h.reason, h.explained, h.smtp_reply FROM email_history h WHERE h.team_id = r.team_id AND h.email_id = r.id ORDER BY h.id DESC LIMIT 100) h), '[]') AS history`,
    ref('mailbox_id', '/v2/mailboxes/', 'mailbox'),
    ref('user_id', '/v2/users/', 'user'),
    ref('person_id', '/v2/people/', 'person'),
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    ref('step_id', '/v2/steps/', 'step'),
    bareRef('action_id', 'action'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    state: 'r.state',
    mailbox_id: 'r.mailbox_id',
    person_id: 'r.person_id',
    cadence_id: 'r.cadence_id',
    user_id: 'r.user_id',
    message_id: 'r.message_id',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** Every change of an e-mail in the ledger, oldest first. As visible as the e-mail, which is asked for. */
export const ledgerHistoryView = view(contract.operations.send_ledger_history, {
  table: 'email_history',
  sight: null,
  columns: `${time('at')}, ${plain('state', 'reason')}, r.explained ->> 'rule' AS rule, r.explained -> 'facts' AS facts, ${plain('smtp_reply')}`,
  filters: { email: 'r.email_id' },
  sorts: { id: sort('r.id', 'bigint') },
});
