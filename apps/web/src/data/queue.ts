import type { Queue } from '@cadenza/sdk';
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { api } from './api';

export type QueueItem = Queue['items'][number];
export type Tier = QueueItem['tier'];
export type QueueCounts = Queue['counts'];

/** A person as the queue brings one along. */
export interface QueuePerson {
  readonly id: number;
  readonly display_name: string | null;
  readonly first_name: string | null;
  readonly title: string | null;
  readonly email_address: string | null;
  readonly phone: string | null;
  readonly mobile_phone: string | null;
  readonly home_phone: string | null;
  readonly linkedin_url: string | null;
  readonly person_company_name: string | null;
  readonly locale: string | null;
  readonly city: string | null;
  readonly work_city: string | null;
  readonly owner: { readonly id: number } | null;
  readonly person_stage: { readonly id: number } | null;
}

interface Named {
  readonly id: number;
  readonly name: string | null;
}
interface QueueStep extends Named {
  readonly display_name: string | null;
  readonly day: number | null;
}

/** An item with the records it names. */
export interface Item extends Omit<QueueItem, 'person' | 'account' | 'cadence' | 'step'> {
  readonly key: string;
  readonly person: QueuePerson | undefined;
  readonly account: Named | undefined;
  readonly cadence: Named | undefined;
  readonly step: QueueStep | undefined;
  /** What a task or a message is about. */
  readonly about: string | undefined;
}

export interface QueuePage {
  readonly items: readonly Item[];
  readonly counts: QueueCounts;
  readonly next: number | null;
}

export const QUEUE_KEY = ['queue'] as const;
const PER_PAGE = 100;

/** What names an item for as long as it waits. */
export const keyOf = (
  item: Pick<QueueItem, 'action' | 'task' | 'received_message' | 'email' | 'mailbox' | 'person'>,
) => {
  if (item.action) return `action-${item.action.id}`;
  if (item.task) return `task-${item.task.id}`;
  if (item.received_message) return `reply-${item.received_message.id}`;
  if (item.email) return `email-${item.email.id}`;
  if (item.mailbox) return `mailbox-${item.mailbox.id}`;
  return `person-${item.person?.id ?? 0}`;
};

/** The records that came along, put where they are named. */
function joined(
  { items, included }: Pick<Queue, 'items' | 'included'>,
  about: ReadonlyMap<string, string> = new Map(),
): Item[] {
  const find = (resource: string, ref: { id: number } | null) =>
    ref === null ? undefined : included?.[resource]?.[String(ref.id)];
  return items.map((item) => ({
    ...item,
    key: keyOf(item),
    person: find('people', item.person) as QueuePerson | undefined,
    account: find('accounts', item.account) as Named | undefined,
    cadence: find('cadences', item.cadence) as Named | undefined,
    step: find('steps', item.step) as QueueStep | undefined,
    about: about.get(keyOf(item)),
  }));
}

/** The subjects of tasks and the words of messages, which the queue names by number only. */
async function aboutOf(items: readonly QueueItem[], signal: AbortSignal): Promise<Map<string, string>> {
  const tasks = items.flatMap(({ task }) => (task ? [task.id] : []));
  const messages = items.flatMap(({ received_message: message }) => (message ? [message.id] : []));
  const [named, wrote] = await Promise.all([
    tasks.length === 0 ? [] : api.tasks.list({ ids: tasks, per_page: PER_PAGE }, { signal }).then(rows),
    messages.length === 0
      ? []
      : api.received_messages.list({ ids: messages, per_page: PER_PAGE }, { signal }).then(rows),
  ]);
  return new Map([
    ...named.map(({ id, subject }) => [`task-${id}`, subject ?? ''] as const),
    ...wrote.map(({ id, body_text: text }) => [`reply-${id}`, firstWords(text ?? '')] as const),
  ]);
}

const rows = <T>({ data }: { data: T[] }): T[] => data;
const SNIPPET = 120;
/** Up to what is quoted. */
const firstWords = (text: string): string =>
  text
    .slice(0, 4 * SNIPPET)
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join(' ')
    .trim()
    .slice(0, SNIPPET);

/** A page of the day of the caller, in order. */
export async function readQueue(page: number, signal: AbortSignal): Promise<QueuePage> {
  const answer = await api.queue({
    query: { page, per_page: PER_PAGE, include: ['person', 'account', 'cadence', 'step'] },
    signal,
  });
  const about = await aboutOf(answer.items, signal);
  return { items: joined(answer, about), counts: answer.counts, next: answer.next_page };
}

/** All of it, a hundred at a time. */
export const queueQuery = () =>
  infiniteQueryOptions({
    queryKey: QUEUE_KEY,
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) => readQueue(pageParam, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** What a tier holds, numbers of actions only: for what is done to all that is late. */
export async function lateActions(): Promise<{ id: number; name: string }[]> {
  const found: { id: number; name: string }[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const answer: Queue = await api.queue({
      query: { tier: 'overdue', page, per_page: PER_PAGE, include: ['person'] },
    });
    for (const { action, person } of joined(answer))
      if (action) found.push({ id: action.id, name: person?.display_name ?? '' });
    page = answer.next_page;
  }
  return found;
}

/** The queue with other values of a person, wherever they stand in it. */
export const withPerson =
  (id: number, values: Partial<QueuePerson>) =>
  (before: InfiniteData<QueuePage, number> | undefined): InfiniteData<QueuePage, number> | undefined =>
    before && {
      ...before,
      pages: before.pages.map((page) => ({
        ...page,
        items: page.items.map((item) =>
          item.person?.id === id ? { ...item, person: { ...item.person, ...values } } : item,
        ),
      })),
    };
