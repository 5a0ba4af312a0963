import type pg from 'pg';

/* Figures of reports, counted a second time from the records themselves, by plain loops that know nothing of the server's SQL. */

interface Email {
  id: number;
  person_id: number;
  state: string;
  moment: Date;
  user_id: number;
  cadence_id: number | null;
  step_id: number | null;
  step_variant_id: number | null;
  email_template_id: number | null;
  mailbox_id: number | null;
  view_tracking: boolean;
  click_tracking: boolean;
  bounced: boolean;
  bounced_at: Date | null;
  first_viewed_at: Date | null;
  first_clicked_at: Date | null;
  to_address: string;
  zone: string;
}
interface Message {
  id: number;
  kind: string;
  email_id: number | null;
  person_id: number | null;
  received_at: Date;
}
interface Call {
  person_id: number;
  user_id: number;
  cadence_id: number | null;
  step_id: number | null;
  connected: boolean;
  positive: boolean;
  created_at: Date;
}
interface Records {
  emails: Email[];
  messages: Message[];
  optOuts: { email_id: number; at: Date }[];
  successes: { person_id: number; at: Date }[];
  calls: Call[];
}

const DAY = 86_400_000;
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock of the zone shows: the day, and the hour of its week. */
export function local(at: Date, zone: string): { day: string; hour: number } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...({ timeZone: zone, hourCycle: 'h23', weekday: 'short', hour: '2-digit' } as const),
      ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    });
  clocks.set(zone, clock);
  const shown = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${shown['year']}-${shown['month']}-${shown['day']}`,
    hour: WEEK.indexOf(shown['weekday'] ?? '') * 24 + Number(shown['hour']),
  };
}

/** What figures are about, of a team. */
export async function recordsOf(pool: pg.Pool, team: number): Promise<Records> {
  const rows = async <T>(text: string) => (await pool.query(text, [team])).rows as T[];
  const emails =
    await rows<Email>(`SELECT e.id, e.person_id, e.state, coalesce(e.sent_at, e.state_changed_at) AS moment, e.user_id, e.cadence_id, e.step_id,
      e.step_variant_id, e.email_template_id, e.mailbox_id, e.view_tracking, e.click_tracking, e.bounced, e.bounced_at, e.first_viewed_at,
      e.first_clicked_at, e.to_address, coalesce(p.locale, u.time_zone) AS zone
      FROM emails e JOIN people p ON p.id = e.person_id JOIN users u ON u.id = e.user_id
      WHERE e.team_id = $1 AND e.state IN ('sent', 'uncertain') ORDER BY e.id`);
  const ids = new Set(emails.map(({ id }) => id));
  return {
    emails,
    messages: await rows(`SELECT id, kind, email_id, person_id, received_at FROM received_messages
      WHERE team_id = $1 AND undone_at IS NULL AND kind IN ('reply', 'complaint')`),
    optOuts: (
      await rows<{
        email_id: number;
        at: Date;
      }>(`SELECT email_id, coalesce(opted_out_at, created_at) AS at FROM suppressions
      WHERE team_id = $1 AND email_id IS NOT NULL AND (opted_out_at IS NOT NULL OR reason = 'opt_out')`)
    ).filter(({ email_id: id }) => ids.has(id)),
    successes: await rows<{ person_id: number; at: Date }>(
      `SELECT person_id, succeeded_at AS at FROM successes WHERE team_id = $1`,
    ),
    calls: await rows<Call>(
      'SELECT person_id, user_id, cadence_id, step_id, connected, positive, created_at FROM calls WHERE team_id = $1',
    ),
  };
}

export interface Asked {
  by: string;
  basis: 'cohort' | 'period';
  from: string;
  until: string;
  zone: string;
  only?: (fact: Partial<Email>) => boolean;
}

interface Tally {
  first: number | undefined;
  counts: Record<string, number>;
}

const COLUMN: Readonly<Record<string, keyof Email>> = {
  cadence: 'cadence_id',
  step: 'step_id',
  version: 'step_variant_id',
  template: 'email_template_id',
  user: 'user_id',
  mailbox: 'mailbox_id',
};

function keyOf(asked: Asked, fact: Partial<Email>, at: Date): string | null {
  const column = COLUMN[asked.by];
  if (column !== undefined) return fact[column] == null ? null : String(fact[column]);
  if (asked.by === 'day') return asked.basis === 'cohort' ? 'later' : local(at, asked.zone).day;
  if (asked.by === 'hour') {
    if (fact.moment === undefined) return null;
    return String(local(fact.moment, fact.zone ?? 'UTC').hour);
  }
  if (asked.by === 'provider')
    return fact.to_address === undefined ? null : fact.to_address.endsWith('@gmail.com') ? 'google' : 'other';
  return '';
}

/** The rows of a report, without shares and names, in the order of their keys. */
export function recount(records: Records, asked: Asked) {
  const within = (at: Date) => {
    const { day } = local(at, asked.zone);
    return day >= asked.from && day <= asked.until;
  };
  const tallies = new Map<string, Tally & { key: string | null; person: number }>();
  const tally = (fact: Partial<Email>, person: number, at: Date, what: string): Tally | undefined => {
    if (asked.only && !asked.only(fact)) return undefined;
    if (asked.basis === 'period' && !within(at)) return undefined;
    const key = keyOf(asked, fact, at);
    const place = `${key} ${person}`;
    const found = tallies.get(place) ?? { key, person, first: undefined, counts: {} };
    tallies.set(place, found);
    found.counts[what] = (found.counts[what] ?? 0) + 1;
    return found;
  };
  const replied = new Set(attributed(records, 'reply').map(({ email }) => email));
  for (const email of records.emails) {
    const { person_id: person, moment } = email;
    if (email.state === 'uncertain') {
      tally(email, person, moment, 'uncertain');
      continue;
    }
    const sent = tally(email, person, moment, 'sent');
    if (sent) sent.first = Math.min(sent.first ?? Infinity, moment.getTime());
    const bounced = email.bounced ? (email.bounced_at ?? moment) : null;
    const delivered = bounced === null || bounced.getTime() > moment.getTime() + 8 * DAY;
    if (delivered) tally(email, person, moment, 'delivered');
    if (delivered && email.view_tracking) tally(email, person, moment, 'tracked');
    if (replied.has(email)) tally(email, person, moment, 'answered');
    if (bounced) tally(email, person, bounced, 'bounced');
    if (email.first_viewed_at) tally(email, person, email.first_viewed_at, 'viewed');
    if (email.first_clicked_at) tally(email, person, email.first_clicked_at, 'clicked');
  }
  for (const kind of ['reply', 'complaint'])
    for (const { email, at } of attributed(records, kind))
      tally(email, email.person_id, at, kind === 'reply' ? 'replies' : 'complaints');
  for (const { email_id: id, at } of records.optOuts) {
    const email = records.emails.find((each) => each.id === id);
    if (email) tally(email, email.person_id, at, 'opt_outs');
  }
  for (const { person_id: person, at } of records.successes) {
    const touch = lastTouch(records, person, at);
    if (touch) tally(touch, person, at, 'successes');
  }
  if (['total', 'day', 'cadence', 'step', 'user'].includes(asked.by))
    for (const call of records.calls) {
      tally(asFact(call), call.person_id, call.created_at, 'calls');
      if (call.connected) tally(asFact(call), call.person_id, call.created_at, 'connected');
    }
  return rowsOf(asked, [...tallies.values()], within);
}

const asFact = ({ cadence_id, step_id, user_id }: Call): Partial<Email> => ({ cadence_id, step_id, user_id });

function lastTouch({ emails, calls }: Records, person: number, at: Date): Partial<Email> | undefined {
  const touches = [
    ...emails
      .filter((email) => email.person_id === person && email.state === 'sent')
      .map((email) => ({ at: email.moment, fact: email as Partial<Email> })),
    ...calls
      .filter((call) => call.person_id === person)
      .map((call) => ({ at: call.created_at, fact: asFact(call) })),
  ].filter((touch) => touch.at <= at && touch.at.getTime() > at.getTime() - 30 * DAY);
  return touches.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]?.fact;
}

function attributed({ emails, messages }: Records, kind: string): { email: Email; at: Date }[] {
  return messages
    .filter((message) => message.kind === kind)
    .flatMap(({ email_id: id, person_id: person, received_at: at }) => {
      const before = emails.filter(
        (email) => email.person_id === person && email.state === 'sent' && email.moment <= at,
      );
      const newest = before.toSorted((a, b) => b.moment.getTime() - a.moment.getTime() || b.id - a.id)[0];
      const email = id === null ? newest : emails.find((each) => each.id === id);
      return email === undefined ? [] : [{ email, at }];
    });
}

function rowsOf(asked: Asked, tallies: (Tally & { key: string | null })[], within: (at: Date) => boolean) {
  const rows = new Map<string | null, Record<string, number | string | null>>();
  for (const { key: of, first, counts } of tallies) {
    if (asked.basis === 'cohort' && !(first !== undefined && within(new Date(first)))) continue;
    const key = of === 'later' ? local(new Date(first ?? 0), asked.zone).day : of;
    const row = rows.get(key) ?? { key };
    rows.set(key, row);
    const add = (name: string, by: number) => {
      row[name] = Number(row[name] ?? 0) + by;
    };
    const n = (name: string) => counts[name] ?? 0;
    for (const name of [
      'sent',
      'uncertain',
      'delivered',
      'bounced',
      'answered',
      'replies',
      'complaints',
      'calls',
    ])
      add(name, n(name));
    add('calls_connected', n('connected'));
    add('people_emailed', n('delivered') > 0 ? 1 : 0);
    add('people_contacted', n('delivered') + n('calls') > 0 ? 1 : 0);
    add('people_replied', n('replies') > 0 ? 1 : 0);
    add('people_viewed', n('viewed') > 0 ? 1 : 0);
    add('people_clicked', n('clicked') > 0 ? 1 : 0);
    add('people_opted_out', n('opt_outs') > 0 ? 1 : 0);
    add('people_succeeded', n('successes') > 0 ? 1 : 0);
    add('open_of', n('tracked') > 0 ? 1 : 0);
  }
  return [...rows.values()].toSorted((a, b) => (String(a['key']) < String(b['key']) ? -1 : 1));
}
