import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { ofUser } from '../visibility.js';

export const mailboxesView: View = view(contract.resources.mailboxes, {
  table: 'mailboxes',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('kind', 'email_address', 'from_name', 'aliases', 'signature', 'username'),
    plain('smtp_host', 'smtp_port', 'smtp_security', 'imap_host', 'imap_port', 'imap_security'),
    'r.credentials IS NOT NULL AS has_credentials',
    plain('daily_limit', 'hourly_limit', 'spacing_seconds', 'spacing_jitter_seconds'),
    plain('ramp_started_on', 'ramp_start', 'ramp_step', 'rotation_weight'),
    time('paused_at'),
    plain(
      'dkim_domain',
      'dkim_selector',
      'tracking_domain',
      'receives',
      'folders',
      'health',
      'health_reason',
    ),
    "r.health_explained ->> 'rule' AS health_rule",
    "r.health_explained -> 'facts' AS health_facts",
    time('health_changed_at'),
    time('checked_at'),
    time('retry_at'),
    time('last_sent_at'),
    time('received_at'),
    plain('receive_error'),
    time('receive_retry_at'),
    plain('unreadable_messages', 'domain_check'),
    // Of the whole server: links in the e-mails of every mailbox lead there.
    "to_json(ARRAY(SELECT f.value FROM server_facts f WHERE f.name = 'public_url_warning' AND f.value <> '')) AS warnings",
    ref('user_id', '/v2/users/', 'user'),
  ].join(', '),
  visible: `r.deleted_at IS NULL AND ${ofUser('r')}`,
  kept: ofUser('r'),
  filters: {
    ids: 'r.id',
    user_id: 'r.user_id',
    email_address: {
      sql: 'address_key(r.email_address) = ANY(ARRAY(SELECT address_key(unnest(:value::text[]))))',
    },
    health: 'r.health',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});
