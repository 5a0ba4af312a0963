import { queryOptions } from '@tanstack/react-query';
import type { Create, LedgerEntry, Row, SendLedgerParams, Update } from '@cadenza/sdk';
import { api } from './api';
import { pagesQuery } from './pages';

export type { DomainCheck, LedgerEntry, MailboxTest } from '@cadenza/sdk';
type Presets = Awaited<ReturnType<typeof api.mailbox_presets>>;
export type Mailbox = Row<'mailboxes'>;

export const mailboxesQuery = pagesQuery<Mailbox>(['mailboxes', 'list'], (asked, options) =>
  api.mailboxes.list({ ...asked, sort_by: 'created_at', sort_direction: 'ASC' }, options),
);

/** How much of its limits a mailbox has used today, and when it is free again. */
export const mailboxUseQuery = (id: number) =>
  queryOptions({
    queryKey: ['mailbox_use', id],
    queryFn: async ({ signal }) => await api.mailbox_use(id, { signal }),
    staleTime: 15_000,
  });

/** Signs in to both servers and says in words what does not work; with a change as it would be then, storing nothing. */
export const testMailbox = async (id: number, change: Readonly<Record<string, unknown>> = {}) =>
  await api.mailbox_test(id, change);
/** Explains SPF, DKIM, DMARC and MX of the sending domain. */
export const checkDomain = async (id: number) => await api.mailbox_domain_check(id, {});

export type LedgerState = LedgerEntry['state'];

/** What became of e-mails, the newest change first; person and cadence come along. */
export const ledgerQuery = (filters: Pick<SendLedgerParams, 'state' | 'mailbox_id' | 'cadence_id'>) =>
  pagesQuery<LedgerEntry>(['send_ledger', 'list', filters], (asked, options) =>
    api.send_ledger.list({ ...filters, ...asked, include: ['person', 'cadence'] }, options),
  );

export type MailboxPreset = Presets[number];
/** Servers of the big providers, and what a client at Google or Microsoft is registered with. */
export const presetsQuery = queryOptions({
  queryKey: ['mailbox_presets'],
  queryFn: async ({ signal }) => await api.mailbox_presets({ signal }),
  staleTime: Infinity,
});

/** A password never lies in the outbox: it is sent once, and waited for. */
export const createMailbox = async (body: Create<'mailboxes'>): Promise<Mailbox> =>
  await api.mailboxes.create(body);
export const updateMailbox = async (id: number, body: Update<'mailboxes'>): Promise<Mailbox> =>
  await api.mailboxes.update(id, body);
export const deleteMailbox = async (id: number): Promise<void> => {
  await api.mailboxes.delete(id);
};
/** Where the provider asks whoever owns the mailbox. */
export const authorizeMailbox = async (provider: 'google' | 'microsoft'): Promise<string> =>
  (await api.mailbox_authorizations({ provider })).authorization_url;
