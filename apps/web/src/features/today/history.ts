import { moment } from '../../ui/format';

/** One line of a person's past or future. */
export interface Entry {
  readonly kind: 'email' | 'phone' | 'reply' | 'other' | 'cadence';
  readonly title: string;
  readonly words: string;
  readonly current?: boolean;
}

interface Happened {
  readonly type: string | null;
  readonly occurred_at: string | null;
  readonly static_data: Record<string, unknown> | null;
  readonly dynamic_data: Record<string, unknown> | null;
}

const NAMES: Readonly<Record<string, readonly [Entry['kind'], string]>> = {
  added_to_cadence: ['cadence', 'Put on a cadence'],
  call: ['phone', 'Call'],
  completed_action: ['other', 'Step done'],
  dnc_event: ['other', 'Do not contact'],
  email_reply: ['reply', 'Replied'],
  received_email: ['reply', 'Wrote'],
  sent_email: ['email', 'E-mail'],
  note: ['other', 'Note'],
  task: ['other', 'Task'],
  meeting: ['other', 'Meeting'],
  success: ['other', 'Success'],
};

/** A row of the history in words. */
export function happened(row: Happened, now: Date, zone: string): Entry {
  const [kind, title] = NAMES[row.type ?? ''] ?? ['other', capital(row.type ?? 'Something')];
  const said = { ...row.static_data, ...row.dynamic_data };
  const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '');
  const count = (name: string): number => (typeof said[name] === 'number' ? said[name] : 0);
  const opened = count('views') || count('view_count');
  const detail = [
    row.occurred_at ? moment(row.occurred_at, zone, now) : '',
    text('disposition') || text('subject') || text('cadence_name') || text('name'),
    opened > 0 ? `opened ${opened} ×` : '',
  ];
  return { kind, title, words: detail.filter(Boolean).join(' · ') };
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
