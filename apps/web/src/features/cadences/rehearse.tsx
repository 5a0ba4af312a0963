import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { now } from '../../app/clock';
import { useCommands } from '../../app/commands';
import { useDraft } from '../../app/drafts';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import type { Cadence } from '../../data/cadences';
import { MOST_REHEARSED, type Named, rehearsalQuery, type Wanted } from '../../data/forecast';
import { countQuery, type Params } from '../../data/listing';
import { peopleSource } from '../../data/people';
import { Button } from '../../ui/button';
import { FilterBar } from '../../ui/filter/filter-bar';
import { FilterMenu } from '../../ui/filter/filter-menu';
import { type Field, type Filters, leftOut, readFilters, resolved } from '../../ui/filter/model';
import { counted, number } from '../../ui/format';
import { Segments } from '../../ui/segments';
import { peopleViews, usePeopleFields } from '../people';
import { type BulkCommand, BulkFlow, Jobs, useOwnFilters, useViews, ViewMenu } from '../records';
import { ChoosePeople } from './choose-people';
import { RehearsalResult } from './rehearsal';

const WAYS = [
  { value: 'names', text: 'People one by one' },
  { value: 'filter', text: 'All that match' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Whom to put on a cadence, and what would happen to them: nothing is stored before somebody says so. */
export default function Rehearse({ cadence }: { cadence: Cadence }) {
  const choice = useChoice(cadence.id);
  const { wanted, size } = choice;
  const [asked, setAsked] = useState<Wanted>();
  const [adding, setAdding] = useState(false);
  const rehearsal = useQuery(rehearsalQuery(cadence.id, asked));
  const some = wanted !== undefined && size !== 0;
  const rehearse = useEvent(() => {
    if (wanted && some) setAsked(wanted);
  });
  const add = useEvent(() => {
    if (some && !cadence.draft) setAdding(true);
  });
  useRehearseCommands(rehearse, add, cadence.draft);
  return (
    <div className="pane rehearse">
      <section className="card card-body" aria-label="Whom">
        <Whom choice={choice} />
        <div className="dialog-foot">
          <span className="muted" role="status">
            {saidSize(wanted, size)}
          </span>
          <Button disabled={!some} keys="mod+enter" onClick={rehearse}>
            Rehearse
          </Button>
          {cadence.draft ? (
            <span className="muted">A draft takes nobody: launch it first.</span>
          ) : (
            <Button kind="primary" disabled={!some} onClick={add}>
              Put them on it…
            </Button>
          )}
        </div>
      </section>
      {asked && rehearsal.isPending && <Skeleton rows={8} />}
      {rehearsal.isLoadingError && (
        <ErrorScreen error={rehearsal.error} retry={() => void rehearsal.refetch()} />
      )}
      {rehearsal.data && <RehearsalResult cadence={cadence} rehearsal={rehearsal.data} />}
      {!asked && (
        <Empty title="Nothing is stored by a rehearsal">
          Choose people, or a filter of them: here is who would get what, when, from which mailbox and why,
          and whom the cadence would not take. {MOST_REHEARSED} people are looked at together.
        </Empty>
      )}
      <Jobs />
      {adding && wanted && (
        <BulkFlow
          command={addingTo(cadence)}
          selected={'ids' in wanted ? wanted : { ...wanted, except: [] }}
          many={size === undefined ? 'all people that match' : counted(size, 'person', 'people')}
          size={size}
          list="people"
          onClose={() => setAdding(false)}
          onStarted={choice.clear}
        />
      )}
    </div>
  );
}

const addingTo = ({ id, name }: Cadence): BulkCommand => ({
  id: 'cadence',
  title: 'Add to cadence',
  type: 'cadence_membership/create',
  values: () => ({ cadence_id: id }),
  words: (many) => `Put ${many} on “${name ?? 'the cadence'}”`,
  ask: true,
});

function saidSize(wanted: Wanted | undefined, size: number | undefined): string {
  if (wanted === undefined || size === 0) return 'Nobody is chosen yet.';
  if (size === undefined) return 'Counting…';
  const more = size > MOST_REHEARSED ? `; the first ${number(MOST_REHEARSED)} are rehearsed` : '';
  return `${counted(size, 'person', 'people')}${more}.`;
}

/** Whoever is chosen: by name, kept over a closed tab; by a filter, in the address. */
function useChoice(cadenceId: number) {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const fields = useOwnFilters(usePeopleFields().fields, 'person');
  const names = useDraft<readonly Named[]>(`rehearse ${cadenceId}`);
  const filters = readFilters(search, fields);
  const way: Way = search['whom'] === 'filter' ? 'filter' : 'names';
  const go = (next: Readonly<Record<string, unknown>>) =>
    void navigate({
      to: '/cadences/$id/$tab',
      params: { id: String(cadenceId), tab: 'rehearse' },
      search: { ...next },
      replace: true,
      resetScroll: false,
    });
  const chosen = names.value ?? [];
  const key = JSON.stringify(filters);
  const filter = useMemo(() => resolved(JSON.parse(key) as Filters, now()) as Params, [key]);
  const count = useQuery({
    ...countQuery(peopleSource, filter),
    enabled: way === 'filter' && key !== '{}',
  });
  const wanted: Wanted | undefined =
    way === 'names' ? { ids: chosen.map(({ id }) => id) } : key === '{}' ? undefined : { filter };
  return {
    way,
    fields,
    filters,
    chosen,
    wanted,
    size: way === 'names' ? chosen.length : count.data,
    choose: (next: readonly Named[]) => names.set(next.length === 0 ? undefined : next),
    clear: () => names.set(undefined),
    setWay: (next: Way) => go(next === 'filter' ? { ...filters, whom: 'filter' } : {}),
    setFilters: (next: Filters) => go({ ...next, whom: 'filter' }),
  };
}

function Whom({ choice }: { choice: ReturnType<typeof useChoice> }) {
  const [open, setOpen] = useState<{ readonly field: Field | undefined }>();
  const { way, fields, filters, chosen, choose, setWay, setFilters } = choice;
  return (
    <>
      <div className="card-head">
        <h2>Whom</h2>
        <Segments label="How they are chosen" value={way} choices={WAYS} onChoose={setWay} />
      </div>
      {way === 'names' ? (
        <ChoosePeople chosen={chosen} onChange={choose} />
      ) : (
        <FilterBar
          fields={fields}
          filters={filters}
          onOpen={(field) => setOpen({ field })}
          onRemove={(name) => {
            const { [name]: _, ...rest } = filters;
            setFilters(rest);
          }}
        >
          <FromView fields={fields} onChoose={setFilters} />
        </FilterBar>
      )}
      {open && (
        <FilterMenu
          fields={fields}
          filters={filters}
          start={open.field}
          onSet={(name, value) => setFilters({ ...filters, [name]: value })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

/** Whom a view of the list of people shows. What it asks for and cannot be asked here would be more people than it shows. */
function FromView({ fields, onChoose }: { fields: readonly Field[]; onChoose: (filters: Filters) => void }) {
  const [open, setOpen] = useState(false);
  const views = useViews({ view: 'people', views: peopleViews });
  const choose = (search: Readonly<Record<string, unknown>>) => {
    const strange = leftOut(search, fields);
    const filters = readFilters(search, fields);
    if (strange.length > 0)
      say(`This view asks for ${strange.join(', ')}, which cannot be asked here: nobody is chosen by it.`, {
        tone: 'failed',
      });
    else if (Object.keys(filters).length === 0)
      say('This view shows everybody. Say by a filter who is meant.', { tone: 'failed' });
    else onChoose(filters);
  };
  return (
    <>
      <Button small aria-haspopup="dialog" onClick={() => setOpen(true)}>
        From a view
      </Button>
      {open && <ViewMenu views={views} onGo={choose} onClose={() => setOpen(false)} />}
    </>
  );
}

function useRehearseCommands(rehearse: () => void, add: () => void, draft: boolean): void {
  const commands = useMemo(() => {
    const group = 'Cadence';
    return [
      { id: 'rehearse', title: 'Rehearse', keys: 'mod+enter', group, run: rehearse, whileTyping: true },
      ...(draft
        ? []
        : [{ id: 'rehearse add', title: 'Put the chosen people on it', keys: 'a', group, run: add }]),
    ];
  }, [rehearse, add, draft]);
  useCommands('rehearse', commands);
}
