import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useCallback, useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { write } from '../../app/outbox';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { type Cadence, cadenceQuery, cadenceRulesQuery } from '../../data/cadences';
import { Button, Chip } from '../../ui/button';
import { NextIcon } from '../../ui/icons';
import { intoSight } from '../../ui/into-sight';
import { number } from '../../ui/format';
import { People } from './people';
import { sharing, StateChip } from './state';
import { Timeline } from './timeline';

export interface TabProps {
  readonly cadence: Cadence;
}

const TABS: readonly {
  readonly tab: string;
  readonly title: string;
  readonly part: ComponentType<TabProps>;
}[] = [
  { tab: 'timeline', title: 'Timeline', part: Timeline },
  { tab: 'people', title: 'People', part: People },
  { tab: 'steps', title: 'Steps', part: lazy(() => import('./steps')) },
  { tab: 'rehearse', title: 'Rehearse', part: lazy(() => import('./rehearse')) },
  { tab: 'results', title: 'Results', part: lazy(() => import('./results')) },
  { tab: 'settings', title: 'Settings', part: lazy(() => import('./settings')) },
];

export function CadenceScreen() {
  const { id = '', tab = '' } = useParams({ strict: false });
  const cadence = useQuery(cadenceQuery(id));
  if (cadence.isPending) return <Skeleton rows={10} />;
  if (cadence.isLoadingError)
    return <ErrorScreen error={cadence.error} retry={() => void cadence.refetch()} />;
  return <Loaded key={id} cadence={cadence.data} tab={tab} />;
}

function Loaded({ cadence, tab }: { cadence: Cadence; tab: string }) {
  const id = String(cadence.id);
  const rules = useQuery(cadenceRulesQuery(id));
  const paused = rules.data?.paused_at != null;
  const turn = useTurn(cadence, paused);
  useTabCommands(id, turn, paused);
  const Part = TABS.find((each) => each.tab === tab)?.part;
  const runs = cadence.current_state === 'active';
  return (
    <>
      <header className="bar">
        <div className="crumb">
          <Link to="/cadences">Cadences</Link>
          <NextIcon size={14} aria-hidden />
          <h1 title={cadence.name ?? undefined}>{cadence.name || 'Without a name'}</h1>
          <StateChip cadence={cadence} paused={paused} />
          <Chip tone="outline">{sharing(cadence)}</Chip>
        </div>
        <span className="sp" />
        <nav className="seg" aria-label="Parts of the cadence">
          {TABS.map((each) => (
            <Link
              key={each.tab}
              ref={each.tab === tab ? intoSight : undefined}
              to="/cadences/$id/$tab"
              params={{ id, tab: each.tab }}
              className={each.tab === tab ? 'on' : undefined}
              aria-current={each.tab === tab ? 'page' : undefined}
            >
              {each.title}
              {each.tab === 'people' && <span className="c">{number(cadence.counts.cadence_people)}</span>}
            </Link>
          ))}
        </nav>
        {runs && rules.data && <Button onClick={turn}>{paused ? 'Resume' : 'Pause'}</Button>}
      </header>
      {Part ? (
        <Suspense fallback={<Skeleton rows={10} />}>
          <Part cadence={cadence} />
        </Suspense>
      ) : (
        <Empty
          title="Not here"
          action={
            <Link className="btn" to="/cadences/$id/$tab" params={{ id, tab: 'timeline' }}>
              To its timeline
            </Link>
          }
        >
          A cadence has no such part.
        </Empty>
      )}
    </>
  );
}

/** Pauses, or resumes; shown at once, and its opposite is the undo. */
function useTurn({ id, name }: Cadence, paused: boolean): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    const { queryKey } = cadenceRulesQuery(String(id));
    const set = (pause: boolean) => {
      const before = queries.getQueryData(queryKey);
      queries.setQueryData(queryKey, (rules) => rules && { ...rules, paused_at: pause ? 'now' : null });
      write(
        {
          method: 'POST',
          path: `/v2/cadences/${id}/${pause ? 'pause' : 'resume'}`,
          scope: `cadences ${id}`,
          label: `${pause ? 'Pause' : 'Resume'} ${name ?? 'the cadence'}`,
        },
        {
          done: () => void queries.invalidateQueries({ queryKey: ['cadence_timeline', String(id)] }),
          refused: ({ text, requestId }) => {
            queries.setQueryData(queryKey, before);
            say(text, { tone: 'failed', requestId });
          },
        },
      );
    };
    set(!paused);
    say(paused ? 'Resumed: what fell due meanwhile is planned anew.' : 'Paused: nothing of it leaves.', {
      undo: () => set(paused),
    });
  }, [queries, id, name, paused]);
}

function useTabCommands(id: string, turn: () => void, paused: boolean): void {
  const navigate = useNavigate();
  const commands = useMemo(
    () => [
      ...TABS.map(({ tab, title }, at) => ({
        id: `cadence ${tab}`,
        title: `Show the cadence’s ${title.toLowerCase()}`,
        keys: String(at + 1),
        group: 'Cadence',
        run: () => void navigate({ to: '/cadences/$id/$tab', params: { id, tab } }),
      })),
      {
        id: 'cadence turn',
        title: paused ? 'Resume this cadence' : 'Pause this cadence',
        group: 'Cadence',
        run: turn,
      },
    ],
    [navigate, id, turn, paused],
  );
  useCommands('cadence', commands);
}
