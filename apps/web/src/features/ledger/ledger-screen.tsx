import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import { ExportList } from '../../app/export-list';
import type { LiveEvent } from '../../app/live';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { type LedgerEntry, ledgerQuery, type LedgerState } from '../../data/mailboxes';
import { included } from '../../data/pages';
import { Rows } from '../../ui/rows';
import { Segments } from '../../ui/segments';
import { LedgerPanel } from './ledger-panel';
import { LedgerRow, STATES } from './ledger-row';
import { SettleBar } from './settle';

type Choice = LedgerState | 'all';
const CHOICES: readonly { readonly value: Choice; readonly text: string }[] = [
  { value: 'all', text: 'All' },
  ...(['queued', 'uncertain', 'failed', 'sent', 'cancelled', 'skipped'] as const).map((value) => ({
    value,
    text: STATES[value].word,
  })),
];

const concerns = ({ type, resource }: LiveEvent) => resource === 'emails' || type.startsWith('email');

/** What became of every e-mail, and why. Doubts are settled here, one or many. */
export function LedgerScreen() {
  const search = useSearch({ strict: false }) as { state?: unknown; mailbox_id?: unknown };
  const state = CHOICES.find(({ value }) => value === search.state)?.value ?? 'all';
  const mailbox = Number(search.mailbox_id);
  const navigate = useNavigate();
  const filters = {
    ...(state === 'all' ? {} : { state }),
    ...(Number.isSafeInteger(mailbox) && mailbox > 0 ? { mailbox_id: mailbox } : {}),
  };
  const { refetch } = useInfiniteQuery({ ...ledgerQuery(filters), enabled: false });
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void refetch();
  }, [seen, refetch]);
  return (
    <>
      <header className="bar">
        <h1>Ledger</h1>
        <span className="sp" />
        <ChangedPill changed={changed} onReload={reload} />
        <ExportList list="send_ledger" query={filters} words="e-mails of the ledger" />
      </header>
      <div className="filters">
        <Segments
          label="Which e-mails"
          value={state}
          choices={CHOICES}
          onChoose={(next) =>
            void navigate({
              to: '/ledger',
              search: { ...search, state: next === 'all' ? undefined : next },
              replace: true,
              resetScroll: false,
            })
          }
        />
        {'mailbox_id' in filters && <span className="muted">of one mailbox</span>}
      </div>
      <List key={JSON.stringify(filters)} filters={filters} state={state} />
    </>
  );
}

function List({ filters, state }: { filters: Parameters<typeof ledgerQuery>[0]; state: Choice }) {
  const list = useInfiniteQuery(ledgerQuery(filters));
  const [open, setOpen] = useState<number>();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const scroll = useRef<HTMLDivElement>(null);
  useRowKeys('ledger', scroll);
  const onEnd = useMore(list);
  if (list.isPending) return <Skeleton rows={10} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const { pages } = list.data;
  const entries = pages.flatMap(({ data }) => data);
  if (entries.length === 0) return <Nothing state={state} />;
  const name = ({ person, to_address: to }: LedgerEntry) =>
    included<{ readonly display_name: string | null }>(pages, 'people', person?.id)?.display_name || to;
  const pick = (id: number) =>
    setPicked((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  const chosen = entries.find(({ id }) => id === open);
  return (
    <>
      {state === 'uncertain' && (
        <SettleBar
          ids={[...picked]}
          all={entries.map(({ id }) => id)}
          onPick={(ids) => setPicked(new Set(ids))}
        />
      )}
      <div className="panes">
        <Rows
          label="E-mails"
          columns={6}
          count={entries.length}
          total={list.hasNextPage ? undefined : entries.length}
          scroll={scroll}
          onEnd={onEnd}
          head={<Head picks={state === 'uncertain'} />}
          row={(at) => {
            const entry = entries[at];
            return (
              entry && (
                <LedgerRow
                  key={entry.id}
                  entry={entry}
                  name={name(entry)}
                  on={entry.id === open}
                  onOpen={() => setOpen(entry.id)}
                  picked={state === 'uncertain' ? picked.has(entry.id) : undefined}
                  onPick={() => pick(entry.id)}
                />
              )
            );
          }}
        />
        <LedgerPanel entry={chosen} name={chosen ? name(chosen) : ''} />
      </div>
    </>
  );
}

/** Takes the next page when the last row comes near. */
function useMore({
  hasNextPage,
  isFetching,
  fetchNextPage,
}: Pick<ReturnType<typeof useInfiniteQuery>, 'hasNextPage' | 'isFetching' | 'fetchNextPage'>) {
  return useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
}

const Head = ({ picks }: { picks: boolean }) => (
  <tr>
    {picks && (
      <th scope="col" className="pick">
        <span className="hidden">Chosen</span>
      </th>
    )}
    <th scope="col">Person</th>
    <th scope="col">State</th>
    <th scope="col">Since</th>
    <th scope="col" className="opt">
      Subject
    </th>
    <th scope="col" className="opt">
      From
    </th>
    <th scope="col" className="opt">
      Why
    </th>
  </tr>
);

const Nothing = ({ state }: { state: Choice }) =>
  state === 'uncertain' ? (
    <Empty title="No doubts">Of every e-mail it is known whether it left.</Empty>
  ) : (
    <Empty title="No e-mail">
      {state === 'all'
        ? 'Every e-mail that is sent, or is not, stands here with its reason.'
        : 'No e-mail is in this state.'}
    </Empty>
  );
