import type { Item, QueueCounts, Tier } from '../../data/queue';
import { clockTime, moment, plainDay, span } from '../../ui/format';

export const TIER_NAMES: Readonly<Record<Tier, string>> = {
  answer_first: 'Answer first',
  hot: 'Hot',
  promised: 'Promised',
  due_now: 'Due now',
  needs_decision: 'Needs a decision',
  overdue: 'Overdue',
};

export const FILTERS = ['all', 'email', 'call', 'social', 'other'] as const;
export type Filter = (typeof FILTERS)[number];

export const FILTER_NAMES: Readonly<Record<Filter, string>> = {
  all: 'All',
  email: 'E-mails',
  call: 'Calls',
  social: 'Social',
  other: 'Other',
};

type Kind = Item['kind'];
const KINDS: Readonly<Record<Exclude<Filter, 'all'>, readonly Kind[]>> = {
  email: ['email', 'reply', 'uncertain_email'],
  call: ['phone'],
  social: ['integration', 'other'],
  other: ['task', 'person', 'mailbox'],
};

export const filterOf = (value: unknown): Filter =>
  FILTERS.find((each) => each === value && each !== 'all') ?? 'all';

export const fits = (filter: Filter, { kind }: Pick<Item, 'kind'>): boolean =>
  filter === 'all' || KINDS[filter].includes(kind);

/** How many of a filter wait, less what was done here since. */
export function countOf(filter: Filter, counts: QueueCounts, done: readonly Pick<Item, 'kind'>[]): number {
  const all =
    filter === 'all' ? counts.total : KINDS[filter].reduce((sum, kind) => sum + counts.kinds[kind], 0);
  return Math.max(0, all - done.filter((item) => fits(filter, item)).length);
}

/** Who it is about. */
export const nameOf = ({ person, kind, about }: Pick<Item, 'person' | 'kind' | 'about'>): string =>
  person?.display_name ?? about ?? (kind === 'mailbox' ? 'A mailbox' : 'Somebody');

export const companyOf = ({ account, person }: Pick<Item, 'account' | 'person'>): string | undefined =>
  account?.name ?? person?.person_company_name ?? undefined;

const TOUCHES: Readonly<Record<Kind, string>> = {
  email: 'E-mail',
  phone: 'Call',
  integration: 'Integration step',
  other: 'Step',
  task: 'Task',
  reply: 'Reply',
  person: 'Interested',
  uncertain_email: 'E-mail in doubt',
  mailbox: 'Mailbox',
};

/** What it is, in words: `Day 3 · LinkedIn note`, `Task · send the questionnaire`. */
export function whatOf({ kind, step, about }: Pick<Item, 'kind' | 'step' | 'about'>): string {
  if (about && kind === 'reply') return `“${about}”`;
  if (about) return `${TOUCHES[kind]} · ${about}`;
  if (!step) return TOUCHES[kind];
  const name = step.name ?? TOUCHES[kind];
  return step.day === null ? name : `Day ${step.day} · ${name}`;
}

/** What the next item is called where it is announced: `call Sofia Keller`. */
export function calledOf(item: Item): string {
  const verbs: Partial<Record<Kind, string>> = { email: 'e-mail', phone: 'call', reply: 'answer' };
  return `${verbs[item.kind] ?? TOUCHES[item.kind].toLowerCase()} ${nameOf(item)}`;
}

interface Clock {
  readonly now: Date;
  readonly zone: string;
}

/** Why it stands where it does, in a few words; the sentences of the server are its title. */
export function whyOf(item: Pick<Item, 'because' | 'held' | 'at'>, clock: Clock): string[] {
  if (item.held) return [item.held.says];
  return item.because.flatMap((reason) => {
    const [facts] = reason.facts ?? [];
    if (!facts) return [reason.says];
    return shortly(facts, reason.says, clock);
  });
}

type Facts = NonNullable<Item['because'][number]['facts']>[number];

function shortly(facts: Facts, says: string, { now, zone }: Clock): string[] {
  const said = (name: string): string => {
    const value = (facts as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : '';
  };
  switch (facts.rule) {
    case 'due_since':
      return [];
    case 'answer_waits':
      return [`replied ${ago(said('since'), now)}`];
    case 'person_clicked':
      return [`followed a link ${ago(said('at'), now)}`];
    case 'person_opened_twice':
      return [`opened twice, last ${ago(said('at'), now)}`];
    case 'promised_at':
      return [`promised for ${moment(said('at'), zone, now)}`];
    case 'overdue_since':
      return [`due ${plainDay(said('date'), now)}`];
    case 'cadence_priority':
      return [`${said('priority').toLowerCase()} priority`];
    case 'their_hours_end':
      return [`their day ends ${clockTime(said('at'), zone)}`];
    default:
      return [says];
  }
}

const ago = (at: string, now: Date): string => {
  const words = span(at, now);
  return words === 'now' ? 'just now' : `${words} ago`;
};

/** The time at the right of a row: when it was due today, else how long it waits. */
export function timeOf({ tier, at, kind }: Pick<Item, 'tier' | 'at' | 'kind'>, { now, zone }: Clock): string {
  if (tier === 'overdue' || kind === 'reply' || tier === 'hot') return span(at, now);
  const text = moment(at, zone, now);
  // A task without a time is due for the whole day.
  return text === '00:00' ? 'today' : text;
}

/** Rows of the list: heads of tiers and items between them. */
export type Row =
  | { readonly type: 'tier'; readonly tier: Tier; readonly count: number }
  | { readonly type: 'item'; readonly item: Item };

export function rowsOf(items: readonly Item[], counts: QueueCounts, done: readonly Item[]): Row[] {
  const rows: Row[] = [];
  let before: Tier | undefined;
  for (const item of items) {
    const { tier } = item;
    if (tier !== before) {
      const gone = done.filter((each) => each.tier === tier).length;
      rows.push({ type: 'tier', tier, count: Math.max(0, counts.tiers[tier] - gone) });
    }
    before = tier;
    rows.push({ type: 'item', item });
  }
  return rows;
}

/**
 * Which item is worked on: the named one, or, when that was done meanwhile, the first one left behind its place. The
 * last one's successor is the one before it.
 */
export function currentOf(
  all: readonly Item[],
  visible: readonly Item[],
  key: string | undefined,
): Item | undefined {
  const named = visible.find((item) => item.key === key);
  if (named) return named;
  const place = all.findIndex((item) => item.key === key);
  const left = new Set(visible);
  return all.slice(place + 1).find((item) => left.has(item)) ?? visible.at(place < 0 ? 0 : -1);
}

/** The item that many places further among those left; from one that was done, whose place is between two. */
export function besideOf(
  all: readonly Item[],
  left: readonly Item[],
  current: Item,
  by: number,
): Item | undefined {
  const at = left.indexOf(current);
  if (at >= 0) return left[at + by];
  const place = all.indexOf(current);
  const remaining = new Set(left);
  const after = all.slice(place + 1).find((item) => remaining.has(item));
  const next = after ? left.indexOf(after) : left.length;
  return left[by > 0 ? next + by - 1 : next + by];
}

/** The difference that a fresh look makes: answers to be taken in at once, and how much else changed. */
export function newsOf(
  shown: readonly Item[],
  fresh: readonly Item[],
  hidden: ReadonlySet<string>,
): { answers: Item[]; changed: number } {
  const before = new Set(shown.map(({ key }) => key));
  const after = new Set(fresh.map(({ key }) => key));
  const added = fresh.filter(({ key }) => !before.has(key) && !hidden.has(key));
  const answers = added.filter(({ tier }) => tier === 'answer_first');
  // Beyond what was asked for anew nobody knows.
  const seen = shown.slice(0, Math.max(fresh.length, 1));
  const gone = fresh.length === 0 ? shown : seen.filter(({ key }) => !after.has(key));
  const left = gone.filter(({ key }) => !hidden.has(key));
  return { answers, changed: added.length - answers.length + left.length };
}
