import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { EmailReport, EmailReportRows, FunnelReport, RepReport } from '@cadenza/sdk';
import { api } from './api';

export type ReportRow = EmailReport['rows'][number];
export type RepRow = RepReport['rows'][number];
export type FunnelRow = FunnelReport['rows'][number];
export type By = EmailReport['by'];
export type Basis = EmailReport['basis'];
export type Rate = ReportRow['reply_rate'];
/** A report of the API: of e-mails, of what reps did, of how far people came. */
export type ReportName = 'emails' | 'reps' | 'funnel';

/** Which days, and what a report is narrowed by. */
export interface Scope {
  readonly from: string;
  readonly until: string;
  readonly zone?: string | undefined;
  readonly cadence_id?: string | undefined;
  readonly user_id?: string | undefined;
}
export interface EmailsAsked extends Scope {
  readonly by: By;
  readonly basis: Basis;
  readonly email_template_id?: string;
}
type FunnelBy = FunnelReport['by'];

const STALE_MS = 60_000;

let last: Promise<unknown> = Promise.resolve();
/** The server counts few reports at the same time, for a whole team: a page asks for its own one after another. */
function inTurn<T>(signal: AbortSignal, ask: () => PromiseLike<T>): Promise<T> {
  const mine = last.then(() => {
    signal.throwIfAborted();
    return ask();
  });
  last = mine.catch(() => undefined);
  return mine;
}

export const emailReportQuery = (query: EmailsAsked) =>
  queryOptions({
    queryKey: ['report', 'emails', query],
    queryFn: ({ signal }) => inTurn(signal, () => api.email_report({ query: { ...query }, signal })),
    staleTime: STALE_MS,
  });

/** What reps did; days are those of their own clocks. */
export const repReportQuery = ({ cadence_id: _, ...query }: Scope) =>
  queryOptions({
    queryKey: ['report', 'reps', query],
    queryFn: ({ signal }) => inTurn(signal, () => api.rep_report({ query, signal })),
    staleTime: STALE_MS,
  });

/** How far people came who were put on cadences. */
export const funnelReportQuery = (query: Scope & { readonly by: FunnelBy }) =>
  queryOptions({
    queryKey: ['report', 'funnel', query],
    queryFn: ({ signal }) => inTurn(signal, () => api.funnel_report({ query: { ...query }, signal })),
    staleTime: STALE_MS,
  });

type Asked = Readonly<Record<string, string | undefined>>;

/** The rows of a report as a file. */
export async function reportFile(name: ReportName, asked: Asked): Promise<Blob> {
  const text = await api.request<string>('GET', `/v2/reports/${name}?${paramsOf(asked).toString()}`, {
    headers: { accept: 'text/csv' },
    as: 'text',
  });
  return new Blob([text], { type: 'text/csv' });
}

const paramsOf = (asked: Asked): URLSearchParams =>
  new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** What a number counts: an e-mail, a message, a call, a touch, or a person. */
export interface Counted {
  readonly resource: EmailReportRows['rows'][number]['resource'] | 'actions';
  readonly id: number;
  readonly person_id: number;
  readonly at: string | null;
  /** The person's name; undefined: gone, or not to be seen. */
  readonly name: string | undefined;
  /** Of an e-mail or a message. */
  readonly subject: string | undefined;
}
interface CountedPage {
  readonly rows: readonly Omit<Counted, 'name' | 'subject'>[];
  readonly next_page: number | null;
}

const PER_PAGE = 100;

/** The records that a number of a report counts, newest first, with names. */
export const countedQuery = (name: ReportName, asked: Asked & { readonly figure: string }) =>
  infiniteQueryOptions({
    queryKey: ['report', 'rows', name, asked],
    queryFn: async ({ pageParam, signal }) => {
      const params = paramsOf({ ...asked, page: String(pageParam), per_page: String(PER_PAGE) });
      const path = `/v2/reports/${name}/rows?${params.toString()}` as const;
      const { data: page } = await inTurn(signal, () =>
        api.request<{ readonly data: CountedPage }>('GET', path, { signal }),
      );
      return { next_page: page.next_page, rows: await named(page.rows, signal) };
    },
    initialPageParam: 1,
    getNextPageParam: ({ next_page }) => next_page ?? undefined,
    staleTime: STALE_MS,
  });

/** Names of people and subjects of messages, asked once for the page. */
async function named(rows: CountedPage['rows'], signal: AbortSignal): Promise<readonly Counted[]> {
  const ids = [...new Set(rows.map(({ person_id: id }) => id))];
  const kind = rows[0]?.resource;
  const told = { ids: rows.map(({ id }) => id), per_page: PER_PAGE };
  const [people, words] = await Promise.all([
    ids.length === 0 ? [] : api.people.list({ ids, per_page: PER_PAGE }, { signal }).then(({ data }) => data),
    kind === 'emails'
      ? api.emails.list(told, { signal }).then(({ data }) => data)
      : kind === 'received_messages'
        ? api.received_messages.list(told, { signal }).then(({ data }) => data)
        : [],
  ]);
  const names = new Map(
    people.map(({ id, display_name, email_address }) => [id, display_name || email_address]),
  );
  const subjects = new Map(words.map(({ id, subject }) => [id, subject]));
  return rows.map((row) => ({
    ...row,
    name: names.get(row.person_id) ?? undefined,
    subject: subjects.get(row.id) ?? undefined,
  }));
}
