import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { type Cadence, calendarQuery } from '../../data/cadences';
import type { Rehearsal } from '../../data/forecast';
import { DayBars } from '../../ui/charts/day-bars';
import { counted, isoDay, longPlainDay, moment, number } from '../../ui/format';
import { MailFrame } from '../../ui/mail-frame';
import { capacityOf, rehearsalBars, rehearsalTouches } from './rehearsal-model';
import { TouchRows } from './touch-rows';
import type { Touch } from './touches';

const SERIES = ['e-mails', 'calls', 'other'];
const zone = boot.me.time_zone ?? 'UTC';

interface Props {
  readonly cadence: Cadence;
  readonly rehearsal: Rehearsal;
}

/** Who would get what, when, and why; whom the cadence would not take; what the mailboxes have room for. */
export function RehearsalResult({ cadence, rehearsal }: Props) {
  const today = isoDay(now(), zone);
  const bars = useMemo(() => rehearsalBars(rehearsal, today), [rehearsal, today]);
  const touches = useMemo(() => rehearsalTouches(rehearsal, today), [rehearsal, today]);
  const [wanted, setDay] = useState<string>();
  const [open, setOpen] = useState<string>();
  const first = bars.find(({ parts }) => parts.some((count) => count > 0));
  const day = wanted ?? first?.day ?? today;
  const shown = touches.filter((each) => each.day === day || each.day === undefined);
  return (
    <>
      <Taken rehearsal={rehearsal} />
      <section className="card" aria-label="What would leave">
        <div className="card-head">
          <h2>What would leave</h2>
          <span className="sub">if every manual step is done when due and nobody replies</span>
        </div>
        <div className="card-body">
          <DayBars title="What would leave" series={SERIES} days={bars} chosen={day} onChoose={setDay} />
          <Room cadence={cadence} rehearsal={rehearsal} day={day} />
        </div>
      </section>
      <section className="card scrolls" aria-label="One day">
        <div className="card-head">
          <h2>{longPlainDay(day)}</h2>
          {rehearsal.tried > rehearsal.people.length && (
            <span className="sub">of the first {rehearsal.people.length} people, one by one</span>
          )}
        </div>
        <TouchRows touches={shown} open={open} onOpen={(key) => setOpen(key === open ? undefined : key)} />
        <Opened touch={shown.find(({ key }) => key === open)} />
      </section>
    </>
  );
}

/** Whom the cadence takes, and in its own words whom not. */
function Taken({
  rehearsal: { tried, left_out: leftOut, refusals, people, names },
}: Pick<Props, 'rehearsal'>) {
  const refused = refusals.reduce((all, each) => all + each.people, 0);
  const one = people.filter((each) => each.refused !== null);
  return (
    <section className="card card-body" aria-label="Who would be put on it">
      <div className="card-head">
        <h2>
          {number(tried - refused)} of {counted(tried, 'person', 'people')} would be put on it
        </h2>
        {leftOut > 0 && (
          <span className="sub">{number(leftOut)} more were not looked at: it would take too long</span>
        )}
      </div>
      {refused > 0 && (
        <ul className="reasons" aria-label="Who would not">
          {refusals.map(({ reason, people: count }) => (
            <li key={reason}>
              <b className="num">{number(count)}</b> <span>would not: {reason}</span>
            </li>
          ))}
        </ul>
      )}
      {one.length > 0 && (
        <details>
          <summary>Who they are{refused > one.length ? `: ${number(one.length)} of them` : ''}</summary>
          <ul className="refused-people">
            {one.map(({ person, refused: why }) =>
              person ? (
                <li key={person.id}>
                  <Link to="/people/$id" params={{ id: String(person.id) }}>
                    {names[person.id] ?? 'A person who is out of sight'}
                  </Link>{' '}
                  <span className="muted">{why}</span>
                </li>
              ) : null,
            )}
          </ul>
        </details>
      )}
    </section>
  );
}

function Room({ cadence, rehearsal, day }: Props & { day: string }) {
  const calendar = useQuery(calendarQuery(cadence.id));
  const that = calendar.data?.days.find((each) => each.day === day);
  const rooms = capacityOf(rehearsal, day, that?.capacity ?? []);
  if (rooms.length === 0 && !that?.holidays.length) return null;
  return (
    <ul className="rooms" aria-label={`What mailboxes have room for on ${longPlainDay(day)}`}>
      {that?.holidays.map(({ name, calendar: of }) => (
        <li key={`${of} ${name}`} className="amber-text">
          {name} ({of})
        </li>
      ))}
      {rooms.map(({ mailbox, name, more, used, limit }) => (
        <li key={mailbox}>
          <b>{name}</b> {counted(more, 'e-mail')} of this
          {limit === undefined || used === undefined
            ? ', without a limit'
            : `; ${number(used)} of ${number(limit)} taken by others`}
        </li>
      ))}
    </ul>
  );
}

/** Why then, and the e-mail as it would be. */
function Opened({ touch }: { touch: Touch | undefined }) {
  if (!touch) return null;
  const { entry, name, at } = touch;
  return (
    <div className="card-body rehearsed" role="region" aria-label={`What ${name} would get`}>
      <p>
        <b>{name}</b>, {at ? moment(at, zone, now()) : 'stands still'}: {entry.reason}
      </p>
      {entry.email?.body != null && (
        <>
          <p className="mail-subject">{entry.email.subject}</p>
          <MailFrame html={entry.email.body} title={`E-mail to ${name}`} />
        </>
      )}
    </div>
  );
}
