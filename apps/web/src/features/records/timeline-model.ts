import { dated } from '../../ui/format';
/** What is read of an entry of a membership's timeline. */
export interface Entry {
  readonly state: string;
  readonly at: string | null;
  readonly type: string;
  readonly day: number;
  readonly step_name: string | null;
  readonly reason: string;
  readonly action: { readonly id: number } | null;
  readonly step: { readonly id: number } | null;
  readonly email: { readonly subject: string | null; readonly body: string | null } | null;
}
/** What is read of an activity history. */
export interface Happened {
  readonly id: string;
  readonly type: string | null;
  readonly occurred_at: string | null;
  readonly static_data: Readonly<Record<string, unknown>> | null;
  readonly dynamic_data: Readonly<Record<string, unknown>> | null;
  readonly user_guid: string | null;
}
/** One line of the timeline. */
export interface Line {
  readonly key: string;
  readonly at: string | null;
  readonly kind: 'email' | 'call' | 'reply' | 'task' | 'note' | 'cadence' | 'meeting' | 'never' | 'other';
  readonly title: string;
  readonly detail: string | null;
}

const FUTURE = new Set(['open', 'planned', 'waiting']);
const TOUCHES: Readonly<Record<string, Pick<Line, 'kind' | 'title'>>> = {
  email: { kind: 'email', title: 'E-mail' },
  phone: { kind: 'call', title: 'Call' },
  integration: { kind: 'other', title: 'Social' },
};

/** What will happen, of all cadences: the farthest at the top, what nobody can date above it. */
export function comingLines(
  timelines: readonly { readonly cadence: string; readonly entries: readonly Entry[] }[],
): Line[] {
  return timelines
    .flatMap(({ cadence, entries }, of) =>
      entries
        .filter(({ state }) => FUTURE.has(state))
        .map((entry, at): Line => {
          const { kind, title } = TOUCHES[entry.type] ?? { kind: 'other', title: 'Other step' };
          const name = entry.email?.subject ?? entry.step_name;
          return {
            key: `${of} ${at}`,
            at: dated(entry.at),
            kind,
            title: name ? `${title}: ${name}` : title,
            detail: `${cadence}, day ${entry.day}. ${entry.reason}`,
          };
        }),
    )
    .toSorted((a, b) => later(b.at) - later(a.at));
}
const later = (at: string | null): number => (at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at));

const PAST: Readonly<Record<string, Pick<Line, 'kind' | 'title'>>> = {
  sent_email: { kind: 'email', title: 'E-mail sent' },
  requested_email: { kind: 'email', title: 'E-mail asked for' },
  email_reply: { kind: 'reply', title: 'Replied' },
  received_email: { kind: 'reply', title: 'Wrote' },
  call: { kind: 'call', title: 'Call' },
  voicemail: { kind: 'call', title: 'Voicemail' },
  note: { kind: 'note', title: 'Note' },
  task: { kind: 'task', title: 'Task done' },
  completed_action: { kind: 'task', title: 'Step done' },
  added_to_cadence: { kind: 'cadence', title: 'Put on a cadence' },
  account_added_to_cadence: { kind: 'cadence', title: 'Somebody was put on a cadence' },
  meeting: { kind: 'meeting', title: 'Meeting' },
  success: { kind: 'meeting', title: 'Success' },
  dnc_event: { kind: 'never', title: '“Do not contact” changed' },
  residency_change: { kind: 'other', title: 'Residence in the EU changed' },
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const count = (counts: unknown, name: string, one: string): string | undefined => {
  const value = typeof counts === 'object' && counts !== null ? (counts as Record<string, unknown>)[name] : 0;
  return typeof value === 'number' && value > 0 ? `${one} ${value}×` : undefined;
};

/** What happened, in words: its subject or outcome, and what came of it. */
export function pastLine(
  { id, type, occurred_at: at, static_data: was, dynamic_data: is }: Happened,
  cadences: Readonly<Record<number, string>>,
): Line {
  const { kind, title } = PAST[type ?? ''] ?? {
    kind: 'other',
    title: (type ?? 'Event').replaceAll('_', ' '),
  };
  const both = { ...was, ...is };
  const name =
    text(both['subject']) ??
    text(both['disposition']) ??
    text(both['title']) ??
    text(both['name']) ??
    (type === 'added_to_cadence' ? cadences[Number(both['cadence_id'])] : undefined);
  const details = [
    type === 'sent_email' && both['status'] !== 'sent'
      ? text(both['status'])?.replaceAll('_', ' ')
      : undefined,
    both['bounced'] === true ? 'bounced' : undefined,
    count(both['counts'], 'views', 'opened'),
    count(both['counts'], 'clicks', 'clicked'),
    count(both['counts'], 'replies', 'answered'),
    text(both['sentiment']),
    text(both['content']) ?? text(both['note']),
  ].filter((part) => part !== undefined);
  return {
    key: id,
    at,
    kind,
    title: name ? `${title}: ${name}` : title,
    detail: details.join(' · ') || null,
  };
}
