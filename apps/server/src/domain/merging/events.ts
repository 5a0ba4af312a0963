import type { EventType } from '@cadenza/contract';
import { appendMany, type Cause, type Event } from '../../events/outbox.js';
import type { MovedRows } from '../../db/merge-places.js';

/** What tells that a row names another record; the others are seen with what they stand with. */
const EVENT_OF: Readonly<Record<string, EventType>> = {
  accounts: 'account_updated',
  call_data_records: 'call_data_record_updated',
  calls: 'call_updated',
  conversations: 'conversation_updated',
  emails: 'email_updated',
  meetings: 'meeting_updated',
  notes: 'note_updated',
  notices: 'notice_updated',
  suppressions: 'suppression_updated',
  tasks: 'task_updated',
  threads: 'thread_updated',
};

/** Tells of all rows that moved. */
export async function tellMoved(cause: Cause, rows: MovedRows): Promise<void> {
  const events = Object.entries(rows).flatMap(([name, ids]): Event[] => {
    const type = EVENT_OF[name.split('.', 1)[0] ?? ''];
    return type === undefined ? [] : ids.map((id) => ({ type, id }));
  });
  await appendMany(cause, events);
}
