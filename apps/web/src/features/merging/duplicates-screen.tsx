import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { duplicatesQuery, type Group, type Kind } from '../../data/merging';
import { Button, Chip } from '../../ui/button';
import { Segments } from '../../ui/segments';
import { MergeDialog } from './merge-dialog';

const KINDS = [
  { value: 'people', text: 'People' },
  { value: 'accounts', text: 'Accounts' },
] as const;
/** So many stretches are looked through by themselves, until there is something to see. */
const MOST_STRETCHES = 10;

export const DuplicatePeopleScreen = () => <Screen kind="people" />;
export const DuplicateAccountsScreen = () => <Screen kind="accounts" />;

/** What may be there twice, group by group. */
function Screen({ kind }: { kind: Kind }) {
  const navigate = useNavigate();
  const list = useInfiniteQuery(duplicatesQuery(kind));
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const groups = list.data?.pages.flatMap((page) => page.groups) ?? [];
  const stretches = list.data?.pages.length ?? 0;
  useEffect(() => {
    if (groups.length === 0 && hasNextPage && !isFetching && stretches < MOST_STRETCHES) void fetchNextPage();
  }, [groups.length, hasNextPage, isFetching, stretches, fetchNextPage]);
  return (
    <>
      <header className="bar">
        <Link to={`/${kind}`} className="muted">
          ‹ {kind === 'people' ? 'People' : 'Accounts'}
        </Link>
        <h1>Perhaps there twice</h1>
        <span className="sp" />
        <Segments
          label="Of what"
          value={kind}
          choices={KINDS}
          onChoose={(next) => void navigate({ to: `/${next}/duplicates` })}
        />
      </header>
      <div className="duplicates">
        {list.isLoadingError && <ErrorScreen error={list.error} retry={() => void list.refetch()} />}
        {groups.map((group) => (
          <GroupCard key={`${group.reason} ${group.value}`} kind={kind} group={group} />
        ))}
        {isFetching && groups.length === 0 && <Skeleton rows={8} />}
        {!isFetching && groups.length === 0 && list.isSuccess && !hasNextPage && (
          <Empty title="Nothing is there twice">
            No two share an address, a telephone number, or a name within the same company.
          </Empty>
        )}
        {hasNextPage && (
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            {isFetching ? 'Looking…' : 'Look further'}
          </Button>
        )}
      </div>
    </>
  );
}

/** The first stays unless somebody turns it round; each other is compared with it. */
function GroupCard({ kind, group: { reason, value, records } }: { kind: Kind; group: Group }) {
  const [compared, setCompared] = useState<number>();
  const [first, ...others] = records;
  if (!first) return null;
  return (
    <section className="card" aria-label={`${reason.replaceAll('_', ' ')} ${value}`}>
      <div className="twins-head">
        <h2>{value}</h2>
        <Chip tone="outline">same {reason.replaceAll('_', ' ')}</Chip>
      </div>
      <ul className="twins">
        {[first, ...others].map((record) => (
          <li key={record.id}>
            <Link to={`/${kind}/$id`} params={{ id: String(record.id) }}>
              {record.name ?? `No. ${record.id}`}
            </Link>
            <span className="muted">{record.detail}</span>
            {record.id !== first.id && (
              <Button small onClick={() => setCompared(record.id)}>
                Compare with the first
              </Button>
            )}
          </li>
        ))}
      </ul>
      {compared !== undefined && (
        <MergeDialog kind={kind} ids={[first.id, compared]} onClose={() => setCompared(undefined)} />
      )}
    </section>
  );
}
