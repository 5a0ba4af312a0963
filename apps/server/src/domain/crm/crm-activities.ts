import { contract } from '@cadenza/contract';
import { ref, sort, time, plain, view } from '../../db/view.js';
import { CALLS_FROM } from '../calls/crm-activity-rules.js';
import { aboutPerson } from '../visibility.js';

// No table of their own: what was sent and what was logged are the rows, and writing them costs nothing more.
const ACTIVITIES = `(SELECT e.team_id, e.id, e.created_at, e.updated_at, e.person_id, e.user_id, e.id AS email_id, NULL::bigint AS call_id
    FROM emails e WHERE e.state = 'sent'
  UNION ALL SELECT c.team_id, c.id + ${CALLS_FROM}, c.created_at, c.updated_at, c.person_id, c.user_id, NULL, c.id FROM calls c)`;

/** Most characters of a description, as CRMs take them. */
const LONGEST = 32_000;

const ofEmail = (text: string) =>
  `(SELECT ${text} FROM emails e WHERE e.team_id = r.team_id AND e.id = r.email_id)`;
const ofCall = (text: string) =>
  `(SELECT ${text} FROM calls c WHERE c.team_id = r.team_id AND c.id = r.call_id)`;
const either = (email: string, call: string) => `CASE WHEN r.call_id IS NULL THEN ${email} ELSE ${call} END`;

const NAME = `(SELECT '"' || replace(p.name, '"', '') || '" ' FROM people p WHERE p.team_id = e.team_id AND p.id = e.person_id AND p.name <> '')`;
/** What an e-mail says is only for tokens that may read the words of e-mails. */
const WORDS = `CASE WHEN :contents THEN left('To: ' || coalesce(${NAME}, '') || '<' || e.to_address || E'>\\n\\nSubject: ' || e.subject || E'\\nBody:\\n\\n' || e.body_text, ${LONGEST}) END`;
const SUBJECT = `CASE WHEN :contents THEN 'Email: ' || e.subject END`;
const MESSAGE_ID = 'CASE WHEN :contents THEN e.message_id END';
const NOTE = `(SELECT left(n.content, ${LONGEST}) FROM notes n WHERE n.team_id = r.team_id AND n.call_id = r.call_id AND n.deleted_at IS NULL ORDER BY n.id LIMIT 1)`;
const DIRECTION = `coalesce((SELECT d.direction FROM call_data_records d WHERE d.team_id = c.team_id AND d.call_id = c.id AND d.direction IS NOT NULL ORDER BY d.id LIMIT 1), 'outbound')`;

/** The CRM activities resource. */
export const crmActivities = {
  view: view(contract.resources.crm_activities, {
    table: ACTIVITIES,
    sight: aboutPerson('r.person_id'),
    columns: [
      plain('id'),
      time('created_at'),
      time('updated_at'),
      `${either(ofEmail(SUBJECT), ofCall(`'Call: ' || concat_ws(' | ', nullif(c.disposition, ''), nullif(c.sentiment, ''))`))} AS subject`,
      `${either(ofEmail(WORDS), NOTE)} AS description`,
      'NULL::text AS crm_id',
      `${either(`'email'`, `'phone'`)} AS activity_type`,
      `'Not connected to your CRM' AS error`,
      `${either(
        ofEmail(
          `json_build_object('email_message_id', ${MESSAGE_ID}, 'direction', 'outbound', 'bounced', e.bounced)`,
        ),
        ofCall(
          `json_build_object('call_sentiment', c.sentiment, 'call_disposition', c.disposition, 'direction', ${DIRECTION}, 'call_to', c."to", 'metadata', c.crm_params)`,
        ),
      )} AS custom_crm_fields`,
      'NULL::text AS crm_record_type',
      ref('person_id', '/v2/people/', 'person'),
      ref('user_id', '/v2/users/', 'user'),
    ].join(', '),
    filters: { ids: 'r.id' },
    sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
  }),
};
