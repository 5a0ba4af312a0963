import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { ErrorScreen, Skeleton } from '../../app/screens';
import type { Item } from '../../data/queue';
import { historyQuery, placeQuery } from '../../data/work';
import * as Icon from '../../ui/icons';
import { clockTime, moment } from '../../ui/format';
import { zone } from './parts';
import { happened, type Entry } from './history';

/** At the right: who it is, what happened and what will. */
export const Context = memo(function Context({ item }: { item: Item }) {
  const { person, cadence } = item;
  if (!person) return <aside className="ctx" aria-label="Person" />;
  return (
    <aside className="ctx" aria-label="Person">
      <section>
        <h3>Person</h3>
        <dl className="kv">
          <Value name="Name">
            <Link to="/people/$id" params={{ id: String(person.id) }}>
              {person.display_name}
            </Link>
          </Value>
          <Value name="E-mail">{person.email_address}</Value>
          <Value name="Phone">{person.phone}</Value>
          <Value name="Title">{person.title}</Value>
          <Value name="Stage">
            {boot.stages.find(({ id }) => id === person.person_stage?.id)?.name ?? 'none'}
          </Value>
          <Value name="Owner">{boot.users.find(({ id }) => id === person.owner?.id)?.name ?? 'nobody'}</Value>
        </dl>
      </section>
      <section>
        <h3>What happened, what will</h3>
        <Timeline personId={person.id} cadenceId={cadence?.id} actionId={item.action?.id} />
      </section>
    </aside>
  );
});

function Value({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children ?? <span className="empty">empty</span>}</dd>
    </>
  );
}

const PICTURES = {
  email: Icon.EmailIcon,
  phone: Icon.CallIcon,
  reply: Icon.ReplyIcon,
  other: Icon.TaskIcon,
  cadence: Icon.CadenceIcon,
} as const;

/** The past by its facts, then now, then what the planner expects, each with its reason. */
function Timeline({
  personId,
  cadenceId,
  actionId,
}: {
  personId: number;
  cadenceId: number | undefined;
  actionId: number | undefined;
}) {
  const past = useQuery(historyQuery(personId));
  const place = useQuery({ ...placeQuery(personId, cadenceId ?? 0), enabled: cadenceId !== undefined });
  if (past.isLoadingError) return <ErrorScreen error={past.error} retry={() => void past.refetch()} />;
  if (past.isPending) return <Skeleton rows={4} height={40} />;
  const at = now();
  const future = (place.data?.timeline?.entries ?? []).filter(({ state }) =>
    ['open', 'planned', 'waiting'].includes(state),
  );
  return (
    <ol className="tl">
      {past.data
        .toReversed()
        .slice(-8)
        .map((row) => (
          <Touch key={row.id} entry={happened(row, at, zone)} />
        ))}
      <li className="now">NOW {clockTime(at, zone)}</li>
      {future.map((entry) => (
        <Touch
          key={`${entry.step?.id} ${entry.at}`}
          future
          entry={{
            kind: entry.type === 'email' ? 'email' : entry.type === 'phone' ? 'phone' : 'other',
            title: `${entry.step_name ?? (entry.type === 'email' ? 'E-mail' : entry.type === 'phone' ? 'Call' : 'Step')}, day ${entry.day}`,
            words: [entry.at && entry.state === 'planned' ? moment(entry.at, zone, at) : '', entry.reason]
              .filter(Boolean)
              .join(' · '),
            current: actionId !== undefined && entry.action?.id === actionId,
          }}
        />
      ))}
      {future.length === 0 && <li className="muted">Nothing is planned.</li>}
    </ol>
  );
}

function Touch({ entry, future }: { entry: Entry; future?: boolean }) {
  const Picture = PICTURES[entry.kind];
  return (
    <li className={future ? 'te fut' : 'te'}>
      <span className="d">
        <Picture size={11} aria-hidden />
      </span>
      <div>
        <div className="h">
          {entry.title} {entry.current && <span className="chip b">this one</span>}
        </div>
        <div className="p">{entry.words}</div>
      </div>
    </li>
  );
}
