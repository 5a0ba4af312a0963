import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { type Command, useCommands } from '../../app/commands';
import { onLive } from '../../app/live';
import { NotFoundScreen, ErrorScreen, Skeleton } from '../../app/screens';
import {
  type Membership,
  membershipsQuery,
  type PersonRow,
  personQuery,
  timelineQuery,
} from '../../data/people';
import { Chip } from '../../ui/button';
import { CallIcon, EmailIcon } from '../../ui/icons';
import { Twice } from '../merging';
import { WhyDialog, WhyLine } from '../why';
import { BulkFlow, comingLines, Jobs, Notes, RecordBar, Timeline } from '../records';
import { nameOf, stateOf } from './people-columns';
import { usePeopleFields } from './people-spec';
import { PersonCadences } from './person-cadences';
import { PersonFields } from './person-fields';
import { PersonTasks } from './person-tasks';

export function PersonScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const number = Number(id);
  return Number.isSafeInteger(number) && number > 0 ? <Shown key={number} id={number} /> : <NotFoundScreen />;
}

function Shown({ id }: { id: number }) {
  const { data: person, error, refetch } = useQuery(personQuery(id));
  useLivePerson(id);
  if (error && !person)
    return (
      <>
        <header className="bar">
          <h1>Person</h1>
        </header>
        <ErrorScreen error={error} retry={() => void refetch()} />
      </>
    );
  if (!person) return <Skeleton rows={12} />;
  return <Page person={person} />;
}

type Open = 'why' | 'cadence';

function usePersonCommands(open: (what: Open) => void): void {
  const commands = useMemo(
    (): Command[] => [
      { id: 'why', title: 'Why has it not gone out?', keys: 'w', group: 'Person', run: () => open('why') },
      { id: 'add', title: 'Add to cadence', keys: 'a', group: 'Person', run: () => open('cadence') },
    ],
    [open],
  );
  useCommands('person', commands);
}

function Page({ person }: { person: PersonRow }) {
  const [open, setOpen] = useState<Open>();
  const memberships = useQuery(membershipsQuery(person.id)).data ?? [];
  const { bulk } = usePeopleFields();
  usePersonCommands(setOpen);
  const close = () => setOpen(undefined);
  const add = bulk.find((each) => each.id === 'cadence');
  const state = stateOf(person);
  return (
    <>
      <RecordBar
        place="/people"
        list="People"
        id={person.id}
        name={nameOf(person)}
        detail={person.title ?? ''}
      >
        {person.account && (
          <Link to="/accounts/$id" params={{ id: String(person.account.id) }}>
            {person.with.account ?? 'Account'}
          </Link>
        )}
        {state && <Chip tone={state.tone}>{state.text}</Chip>}
      </RecordBar>
      <div className="record">
        <PersonFields person={person} />
        <div className="record-middle">
          <PersonTimeline id={person.id} memberships={memberships} />
        </div>
        <div className="record-side">
          <Reach person={person} />
          <PersonCadences personId={person.id} memberships={memberships} onAdd={() => setOpen('cadence')} />
          <WhyLine personId={person.id} onOpen={() => setOpen('why')} />
          <Twice kind="people" id={person.id} />
          <PersonTasks personId={person.id} />
          <Notes of="person" id={person.id} />
        </div>
      </div>
      <Jobs />
      {open === 'why' && <WhyDialog personId={person.id} onClose={close} />}
      {open === 'cadence' && add && (
        <BulkFlow
          command={add}
          selected={{ ids: [person.id] }}
          many={nameOf(person)}
          size={1}
          list="people"
          onClose={close}
          onStarted={close}
        />
      )}
    </>
  );
}

/** A small screen has their fields further down: a press calls them, or writes to them. */
function Reach({ person: { phone, mobile_phone: mobile, email_address: email } }: { person: PersonRow }) {
  const number = phone ?? mobile;
  return (
    <div className="reach">
      {number && (
        <a className="btn" href={`tel:${number}`}>
          <CallIcon size={14} aria-hidden /> {number}
        </a>
      )}
      {email && (
        <a className="btn" href={`mailto:${email}`}>
          <EmailIcon size={14} aria-hidden /> {email}
        </a>
      )}
    </div>
  );
}

function PersonTimeline({ id, memberships }: { id: number; memberships: readonly Membership[] }) {
  const live = memberships.filter((each) => each.currently_on_cadence);
  const timelines = useQueries({ queries: live.map((each) => timelineQuery(each.id)) });
  const coming = comingLines(
    timelines.flatMap(({ data }, at) =>
      data ? [{ cadence: live[at]?.with.cadence?.name ?? 'Cadence', entries: data.entries }] : [],
    ),
  );
  const names = Object.fromEntries(
    memberships.map((each) => [each.cadence?.id ?? 0, each.with.cadence?.name ?? 'a cadence']),
  );
  return <Timeline of="person" id={id} coming={coming} cadences={names} />;
}

const QUIET_MS = 1000;

/** What is shown of somebody is read again when something happened with them, once a second at most. */
function useLivePerson(id: number): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const anew = () => {
      timer = undefined;
      const about = (key: readonly unknown[]) => void queries.invalidateQueries({ queryKey: key });
      about(['people', 'one', id]);
      about(['people', 'memberships', id]);
      about(['people', 'why', id]);
      about(['people', 'tasks', id]);
      about(['cadence_memberships', 'timeline']);
      about(['histories', 'person', id]);
      about(['histories', 'bodies', 'person', id]);
      about(['notes', 'person', id]);
    };
    const stop = onLive((events) => {
      const here =
        events === 'reset' ||
        events.some((event) => event.person_id === id || (event.resource === 'people' && event.id === id));
      if (here) timer ??= setTimeout(anew, QUIET_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, id]);
}
