import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { boot } from '../../app/boot';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import { now } from '../../app/clock';
import { useCommands } from '../../app/commands';
import { ExportList } from '../../app/export-list';
import type { LiveEvent } from '../../app/live';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { type Cadence, type CadenceFilters, cadenceFiguresQuery, cadencesQuery } from '../../data/cadences';
import { Button } from '../../ui/button';
import { isoDay, laterDay, number } from '../../ui/format';
import { AddIcon } from '../../ui/icons';
import { RateText } from '../../ui/rate';
import { Rows } from '../../ui/rows';
import { Segments } from '../../ui/segments';
import { sharing, StateChip } from './state';

const CreateCadence = lazy(() => import('./create-cadence'));

const VIEWS = [
  { value: 'all', text: 'All' },
  { value: 'team', text: 'Team' },
  { value: 'mine', text: 'Mine' },
  { value: 'archived', text: 'Put away' },
] as const;
type View = (typeof VIEWS)[number]['value'];

/** Figures reach back as far as a report does. */
const REPORT_DAYS = 399;
const concerns = ({ resource }: LiveEvent) => resource === 'cadences';

/** What the view asks the API for. */
const filtersOf = (view: View): CadenceFilters => ({
  archived: view === 'archived',
  ...(view === 'team' ? { team_cadence: true } : {}),
  ...(view === 'mine' ? { owned_by_guid: boot.me.guid } : {}),
});

export function CadencesScreen() {
  const { view: asked } = useSearch({ strict: false }) as { view?: unknown };
  const view = VIEWS.find(({ value }) => value === asked)?.value ?? 'all';
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const list = useInfiniteQuery(cadencesQuery(filtersOf(view)));
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void list.refetch();
  }, [list, seen]);
  const commands = useMemo(
    () => [
      { id: 'cadence new', title: 'New cadence', keys: 'c', group: 'Cadences', run: () => setCreating(true) },
    ],
    [setCreating],
  );
  useCommands('cadences', commands);
  return (
    <>
      <header className="bar">
        <h1>Cadences</h1>
        <span className="sp" />
        <ChangedPill changed={changed} onReload={reload} />
        <ExportList list="cadences" query={{ ...filtersOf(view) }} words="cadences" />
        <Button
          kind="primary"
          keys="c"
          icon={<AddIcon size={14} aria-hidden />}
          onClick={() => setCreating(true)}
        >
          New cadence
        </Button>
      </header>
      <div className="filters">
        <Segments
          label="Which cadences"
          value={view}
          choices={VIEWS}
          onChoose={(next) =>
            void navigate({
              to: '/cadences',
              search: next === 'all' ? {} : { view: next },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <List view={view} onCreate={() => setCreating(true)} />
      {creating && (
        <Suspense fallback={null}>
          <CreateCadence onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}

function List({ view, onCreate }: { view: View; onCreate: () => void }) {
  const list = useInfiniteQuery(cadencesQuery(filtersOf(view)));
  const today = isoDay(now(), boot.me.time_zone ?? 'UTC');
  const figures = useQuery(cadenceFiguresQuery(laterDay(today, -REPORT_DAYS), today));
  const scroll = useRef<HTMLDivElement>(null);
  useRowKeys('cadences', scroll);
  const rates = useMemo(
    () => new Map(figures.data?.rows.map((row) => [row.key, row.reply_rate])),
    [figures.data],
  );
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const cadences = list.data.pages.flatMap(({ data }) => data);
  if (cadences.length === 0) return <Nothing view={view} onCreate={onCreate} />;
  return (
    <Rows
      label="Cadences"
      columns={7}
      count={cadences.length}
      total={hasNextPage ? undefined : cadences.length}
      scroll={scroll}
      onEnd={onEnd}
      head={
        <tr>
          <th scope="col">Name</th>
          <th scope="col">State</th>
          <th scope="col" className="opt">
            Whose
          </th>
          <th scope="col" className="opt">
            Owner
          </th>
          <th scope="col" className="n">
            People
          </th>
          <th scope="col" className="n opt">
            Touched
          </th>
          <th scope="col" className="n" title="People who replied, of people e-mailed, of the last 400 days">
            Reply rate
          </th>
        </tr>
      }
      row={(at) => {
        const cadence = cadences[at];
        return cadence && <Row key={cadence.id} cadence={cadence} rate={rates.get(String(cadence.id))} />;
      }}
    />
  );
}

function Row({ cadence, rate }: { cadence: Cadence; rate: Parameters<typeof RateText>[0]['rate'] }) {
  const { id, name, counts, owner } = cadence;
  return (
    <tr>
      <td>
        <Link className="row-open" to="/cadences/$id/$tab" params={{ id: String(id), tab: 'timeline' }}>
          {name || 'Without a name'}
        </Link>
      </td>
      <td>
        <StateChip cadence={cadence} paused={cadence.paused_at !== null} />
      </td>
      <td className="opt">{sharing(cadence)}</td>
      <td className="opt">{boot.users.find((user) => user.id === owner?.id)?.name ?? ''}</td>
      <td className="n">{number(counts.cadence_people)}</td>
      <td className="n opt">{number(counts.people_acted_on_count)}</td>
      <td className="n">
        <RateText rate={rate} />
      </td>
    </tr>
  );
}

function Nothing({ view, onCreate }: { view: View; onCreate: () => void }) {
  if (view !== 'all')
    return (
      <Empty
        title="No cadence here"
        action={
          <Link to="/cadences" className="btn">
            Show all
          </Link>
        }
      >
        None of the cadences is of this kind.
      </Empty>
    );
  return (
    <Empty
      title="No cadence yet"
      action={
        <Button kind="primary" keys="c" onClick={onCreate}>
          New cadence
        </Button>
      }
    >
      A cadence is a plan of e-mails, calls and other touches that people go through, day by day, until they
      answer.
    </Empty>
  );
}
