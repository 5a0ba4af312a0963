import type { Webhook, WebhookDelivery } from '../../data/webhooks';
import type { Tone } from '../../ui/button';
import { type LocalParts, momentOf } from '../../ui/format';

/** Of which records there are events. */
const RECORDS = {
  account: 'account',
  bulk_job: 'bulk job',
  cadence: 'cadence',
  cadence_membership: 'place on a cadence',
  call: 'call',
  call_data_record: 'record of a call',
  conversation: 'recorded call',
  conversation_recording: 'recording of a call',
  email: 'e-mail',
  export: 'export',
  live_feed_item: 'item of the live feed',
  mailbox: 'mailbox',
  note: 'note',
  notice: 'notice',
  person: 'person',
  step: 'step',
  success: 'success',
  suppression: 'entry of the suppression list',
  task: 'task',
  thread: 'conversation',
  user: 'user',
} as const;
const DEEDS = { created: 'made', updated: 'changed', deleted: 'deleted', completed: 'completed' } as const;

/** What each type tells, in words. */
export const TYPES: Readonly<Record<Webhook['event_type'], string>> = {
  ...typesOf('account', 'created', 'updated', 'deleted'),
  ...typesOf('bulk_job', 'completed'),
  ...typesOf('cadence', 'created', 'updated', 'deleted'),
  ...typesOf('cadence_membership', 'created', 'updated'),
  ...typesOf('call', 'created', 'updated'),
  ...typesOf('call_data_record', 'created', 'updated'),
  ...typesOf('conversation', 'created', 'updated'),
  ...typesOf('conversation_recording', 'created'),
  ...typesOf('email', 'updated'),
  email_with_body_and_subject_updated: 'e-mail changed, with its words',
  ...typesOf('export', 'completed'),
  link_swap: 'links of an e-mail exchanged before it leaves',
  ...typesOf('live_feed_item', 'created'),
  ...typesOf('mailbox', 'created', 'updated', 'deleted'),
  meeting_booked: 'meeting booked',
  meeting_updated: 'meeting changed',
  ...typesOf('note', 'created', 'updated', 'deleted'),
  ...typesOf('notice', 'created', 'updated'),
  ...typesOf('person', 'created', 'updated', 'deleted'),
  ...typesOf('step', 'created', 'updated', 'deleted'),
  ...typesOf('success', 'created'),
  ...typesOf('suppression', 'created', 'updated', 'deleted'),
  ...typesOf('task', 'created', 'updated', 'completed', 'deleted'),
  ...typesOf('thread', 'created', 'updated'),
  ...typesOf('user', 'created', 'updated'),
};

function typesOf<R extends keyof typeof RECORDS, D extends keyof typeof DEEDS>(
  record: R,
  ...deeds: readonly D[]
): Record<`${R}_${D}`, string> {
  const named = deeds.map((deed) => [`${record}_${deed}`, `${RECORDS[record]} ${DEEDS[deed]}`] as const);
  return Object.fromEntries(named) as Record<`${R}_${D}`, string>;
}

export const STATES: Readonly<Record<WebhookDelivery['state'], readonly [words: string, tone: Tone]>> = {
  waiting: ['waits', 'amber'],
  delivered: ['arrived', 'green'],
  dead: ['given up', 'red'],
  cancelled: ['called off', 'grey'],
};

/** Which program a subscription is of. */
export const programOf = ({ program: { kind, name } }: Pick<Webhook, 'program'>): string =>
  kind === 'browser'
    ? 'Made in the app'
    : `${kind === 'api_key' ? 'API key' : 'OAuth app'} “${name ?? 'that is gone'}”`;

/** JSON as one reads it; other words as they are. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body; // no JSON
  }
}

/** What a field for day and time says (`2026-12-01T09:00`), as a moment; undefined: it says nothing. */
export function momentTyped(text: string, zone: string): string | undefined {
  const [date = '', time = ''] = text.split('T');
  const [year, month, day] = date.split('-').map(Number);
  const [hour, minute] = time.split(':').map(Number);
  const parts = { year, month, day, hour, minute };
  if (Object.values(parts).some((part) => part === undefined || Number.isNaN(part))) return undefined;
  return momentOf(parts as LocalParts, zone).toISOString();
}
