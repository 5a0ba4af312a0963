/**
 * Every event there is. Its name says what happened to a record; the record, as its resource shows it, is the event's
 * body. Which operation causes which is said by the operations (`events`, `mayCause`).
 */
export interface EventSpec {
  /** Resource whose record is the body; its read scope is what somebody needs to be told. */
  readonly resource: string;
  /** No event of the original API. */
  readonly extension?: true;
}

const of = (resource: string): EventSpec => ({ resource });
const added = (resource: string): EventSpec => ({ resource, extension: true });

export const EVENTS = {
  account_created: of('accounts'),
  account_updated: of('accounts'),
  account_deleted: of('accounts'),
  bulk_job_completed: of('bulk_jobs'),
  cadence_created: of('cadences'),
  cadence_updated: of('cadences'),
  cadence_deleted: of('cadences'),
  cadence_membership_created: of('cadence_memberships'),
  cadence_membership_updated: of('cadence_memberships'),
  call_created: of('calls'),
  call_data_record_created: of('call_data_records'),
  call_data_record_updated: of('call_data_records'),
  call_updated: of('calls'),
  conversation_created: of('conversations'),
  conversation_recording_created: of('conversations'),
  conversation_updated: added('conversations'),
  // An e-mail begins with its first update: the original has no email_created.
  email_updated: of('emails'),
  export_completed: added('exports'),
  live_feed_item_created: added('live_feed_items'),
  mailbox_created: added('mailboxes'),
  mailbox_updated: added('mailboxes'),
  mailbox_deleted: added('mailboxes'),
  meeting_booked: of('meetings'),
  meeting_updated: of('meetings'),
  notice_created: added('notices'),
  notice_updated: added('notices'),
  note_created: of('notes'),
  note_updated: of('notes'),
  note_deleted: of('notes'),
  person_created: of('people'),
  person_updated: of('people'),
  person_deleted: of('people'),
  step_created: of('steps'),
  step_updated: of('steps'),
  step_deleted: of('steps'),
  success_created: of('successes'),
  suppression_created: added('suppressions'),
  suppression_updated: added('suppressions'),
  suppression_deleted: added('suppressions'),
  task_created: of('tasks'),
  task_updated: of('tasks'),
  task_completed: of('tasks'),
  task_deleted: of('tasks'),
  thread_created: added('threads'),
  thread_updated: added('threads'),
  user_created: of('users'),
  user_updated: of('users'),
} as const satisfies Record<string, EventSpec>;

export type EventType = keyof typeof EVENTS;
/** Events of what is gone afterwards: they keep their body. */
export type DeletionType = Extract<EventType, `${string}_deleted`>;
