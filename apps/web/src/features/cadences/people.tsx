import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import type { LiveEvent } from '../../app/live';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import {
  type Cadence,
  type CadencePerson,
  type MemberFilters,
  membersQuery,
  nameOf,
} from '../../data/cadences';
import { included } from '../../data/pages';
import { AddIcon } from '../../ui/icons';
import { Button } from '../../ui/button';
import { Rows } from '../../ui/rows';
import { Segments } from '../../ui/segments';
import { MemberPanel } from './member-panel';
import { MemberRow } from './member-row';

const VIEWS = [
  { value: 'on', text: 'On it' },
  { value: 'due', text: 'Due now' },
  { value: 'done', text: 'Through' },
  { value: 'off', text: 'Taken off' },
  { value: 'all', text: 'All' },
] as const;
type View = (typeof VIEWS)[number]['value'];

const FILTERS: Readonly<Record<View, MemberFilters>> = {
  on: { currently_on_cadence: true },
  due: { due: true },
  done: { state: 'completed' },
  off: { state: 'removed' },
  all: {},
};

/** Who is on the cadence, where they stand, and what comes next for each. */
export function People({ cadence }: { cadence: Cadence }) {
  const { view: asked } = useSearch({ strict: false }) as { view?: unknown };
  const view = VIEWS.find(({ value }) => value === asked)?.value ?? 'on';
  const navigate = useNavigate();
  const queries = useQueryClient();
  const id = String(cadence.id);
  const concerns = useCallback((event: LiveEvent) => event.cadence_id === cadence.id, [cadence.id]);
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void queries.invalidateQueries({ queryKey: ['cadence_people', id] });
  }, [queries, id, seen]);
  return (
    <>
      <div className="filters">
        <Segments
          label="Which people"
          value={view}
          choices={VIEWS}
          onChoose={(next) =>
            void navigate({
              to: '/cadences/$id/$tab',
              params: { id, tab: 'people' },
              search: next === 'on' ? {} : { view: next },
              replace: true,
              resetScroll: false,
            })
          }
        />
        <span className="sp" />
        <ChangedPill changed={changed} onReload={reload} />
        <Button
          small
          icon={<AddIcon size={14} aria-hidden />}
          onClick={() => void navigate({ to: '/cadences/$id/$tab', params: { id, tab: 'rehearse' } })}
        >
          Add people
        </Button>
      </div>
      <Members key={view} cadence={cadence} view={view} />
    </>
  );
}

function Members({ cadence, view }: { cadence: Cadence; view: View }) {
  const list = useInfiniteQuery(
    membersQuery(String(cadence.id), FILTERS[view], view === 'on' || view === 'due' ? 'next_at' : 'added_at'),
  );
  const scroll = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<number>();
  useRowKeys('members', scroll);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (list.isPending) return <Skeleton rows={10} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const { pages } = list.data;
  const members = pages.flatMap(({ data }) => data);
  if (members.length === 0) return <Nobody view={view} id={String(cadence.id)} />;
  const named = (member: CadencePerson) => {
    const person = included<Parameters<typeof nameOf>[0]>(pages, 'people', member.person?.id);
    return person ? nameOf(person) : 'A person who is out of sight';
  };
  const chosen = members.find(({ id }) => id === open);
  return (
    <div className="panes">
      <Rows
        label="People on the cadence"
        columns={6}
        count={members.length}
        total={hasNextPage ? undefined : members.length}
        scroll={scroll}
        onEnd={onEnd}
        head={<Head />}
        row={(at) => {
          const member = members[at];
          if (!member) return null;
          return (
            <MemberRow
              key={member.id}
              member={member}
              name={named(member)}
              step={included(pages, 'steps', member.step?.id)}
              on={member.id === open}
              onOpen={() => setOpen(member.id)}
            />
          );
        }}
      />

      <MemberPanel cadence={cadence} member={chosen} name={chosen ? named(chosen) : ''} />
    </div>
  );
}

const Head = () => (
  <tr>
    <th scope="col">Person</th>
    <th scope="col">State</th>
    <th scope="col" className="opt">
      Step
    </th>
    <th scope="col">Next</th>
    <th scope="col" className="opt">
      Why then
    </th>
    <th scope="col" className="n opt">
      E-mails
    </th>
  </tr>
);

function Nobody({ view, id }: { view: View; id: string }) {
  const navigate = useNavigate();
  if (view === 'on')
    return (
      <Empty
        title="Nobody is on this cadence"
        action={
          <Button
            onClick={() => void navigate({ to: '/cadences/$id/$tab', params: { id, tab: 'rehearse' } })}
          >
            Add people
          </Button>
        }
      >
        Choose them here, or in their list with A: first it says who gets what, when, and who cannot be taken.
      </Empty>
    );
  return <Empty title="Nobody">Nobody on this cadence is in that state.</Empty>;
}
