import { CALENDAR_RECORDS } from './calendar.js';
import { CONVERSATION_RECORDS } from './conversations.js';
import { CRM_RECORDS } from './crm.js';
import { OPERATIONS, RECORD_IS } from './operations.js';
import { AUDIT_RECORDS } from './records-audit.js';
import { BULK_RECORDS } from './records-bulk.js';
import { DAY_RECORDS } from './records-day.js';
import { MAIL_RECORDS } from './records-mail.js';
import { MEETING_RECORDS } from './meetings.js';
import { ME_RECORDS } from './records-me.js';
import { NONE_RECORDS } from './none.js';
import { LEAVING_RECORDS } from './records-leaving.js';
import { MERGE_RECORDS } from './records-merge.js';
import { QUEUE_RECORDS } from './records-queue.js';
import { EXPORT_RECORDS } from './records-exports.js';
import { FILE_RECORDS } from './records-files.js';
import { REPORT_RECORDS, SHARE_RECORDS } from './reports.js';
import { RECORDS } from './records.js';
import { FIELDS } from './fields.js';
import { PARAMETERS } from './parameters.js';
import { WEBHOOK_RECORDS } from './webhooks.js';

/** All of them, by their keys. */
export const MEANINGS: Readonly<Record<string, string>> = {
  ...FIELDS,
  ...RECORDS,
  ...MAIL_RECORDS,
  ...AUDIT_RECORDS,
  ...BULK_RECORDS,
  ...DAY_RECORDS,
  ...EXPORT_RECORDS,
  ...FILE_RECORDS,
  ...ME_RECORDS,
  ...LEAVING_RECORDS,
  ...MEETING_RECORDS,
  ...CALENDAR_RECORDS,
  ...NONE_RECORDS,
  ...MERGE_RECORDS,
  ...QUEUE_RECORDS,
  ...CONVERSATION_RECORDS,
  ...CRM_RECORDS,
  ...WEBHOOK_RECORDS,
  ...REPORT_RECORDS,
  ...SHARE_RECORDS,
};

/** Bodies and parts that are read like another record. */
const READ_LIKE: Readonly<Record<string, string>> = {
  ConversationExtensive: 'Conversation',
  ConversationsCallsBody: 'ConversationsCall',
  CreateCalendarEventBody: 'CalendarEvent',
  UpdateCalendarEventBody: 'CalendarEvent',
  CreateSignalRegistrationBody: 'SignalRegistration',
  UpdateSignalRegistrationBody: 'SignalRegistration',
  CreatePlayBody: 'PlayRegistration',
  UpdatePlayBody: 'PlayRegistration',
  SendSignalBody: 'Signal',
  UpdateMeetingSettingsBody: 'MeetingSetting',
  UpsertCalendarEventBody: 'CalendarEvent',
  AccountUpsertsBody: 'Account',
  CreateOauthApplicationBody: 'OAuthApplications',
  NewOAuthApplication: 'OAuthApplications',
  OAuthApplication: 'OAuthApplications',
  UpdateOauthApplicationBody: 'OAuthApplications',
  CadenceForecast: 'Timeline',
  CadencePerson: 'CadenceMembership',
  CadenceRules: 'Cadence',
  CadenceTimeline: 'Timeline',
  ImportDryRunBody: 'ImportStartBody',
  LiveFeedItems: 'LiveFeedItem',
  LongCommands: 'LongCommand',
  MailboxPreset: 'Mailbox',
  MailboxTestBody: 'Mailbox',
  SandboxSettingsBody: 'Sandbox',
  PersonUpsertsBody: 'Person',
  StepRules: 'Step',
  UpdateDialerSettingsBody: 'DialerSettings',
  UpdateMeBody: 'User',
  UpdateSendingSettingsBody: 'SendingSettings',
  UpdateTeamBody: 'Team',
  WebhookDeliveryWhole: 'WebhookDelivery',
  WhyNotSent: 'Why',
};

const known = (key: string): string | undefined => (Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined);

/** What a field of a schema of the document means: the schema's own word, its record's, or the field's anywhere. */
export function fieldMeaning(schema: string, path: readonly string[]): string | undefined {
  const record = READ_LIKE[schema] ?? schema.replace(/(?:Create|Update)$/, '');
  const inner =
    READ_LIKE[schema] ?? (schema.endsWith('Upsert') ? schema.slice(0, -'Upsert'.length) : undefined);
  return [
    [schema, ...path],
    [record, ...path],
    ...(inner === undefined ? [] : [[inner, ...path.slice(1)]]),
    path.slice(-2),
    path.slice(-1),
  ]
    .map((key) => known(key.join('.')))
    .find((meaning) => meaning !== undefined);
}

/** What a parameter of an operation asks for. */
export function parameterMeaning(operationId: string, name: string): string | undefined {
  const list = operationId.replace(/\.list$/, '');
  return [`${list}.${name}`, name].map((key) => PARAMETERS[key]).find((meaning) => meaning !== undefined);
}

const ARTICLE = /^(?:a|an|one of|some) /;

/** What an operation does and what follows from it; undefined where nobody has said. */
export function operationMeaning(operationId: string): string | undefined {
  const own = OPERATIONS[operationId];
  if (own !== undefined) return own;
  const dot = operationId.indexOf('.');
  const is = RECORD_IS[operationId.slice(0, dot)];
  if (dot < 0 || is === undefined) return undefined;
  switch (operationId.slice(dot + 1)) {
    case 'list':
      return `Lists what the caller may see of these: each is ${is}.`;
    case 'show':
      return `Answers one record: ${is}. 404 also where the caller may not see it.`;
    case 'create':
      return `Makes ${is.replace(ARTICLE, 'a new ')}; the answer is the record as it was stored.`;
    case 'update':
      return `Changes ${is}: what the body does not name stays, null clears.`;
    case 'delete':
      return `Deletes ${is}; asking again is answered alike.`;
    default:
      return undefined;
  }
}
