import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { Cadence, CadencePerson } from '../../data/cadences';
import { Button } from '../../ui/button';
import { moment, number } from '../../ui/format';
import { MemberState } from './member-row';
import { useMembership } from './membership-actions';

const zone = boot.me.time_zone ?? 'UTC';

/** One person of the cadence: what came of it so far, what comes next and why, and what can be done. */
export function MemberPanel({
  cadence,
  member,
  name,
}: {
  cadence: Cadence;
  member: CadencePerson | undefined;
  name: string;
}) {
  return (
    <aside className="panel" aria-label="The chosen person">
      {member ? (
        <Chosen key={member.id} cadence={cadence} member={member} name={name} />
      ) : (
        <p className="muted">Choose a person: here is what comes next, why then, and what can be done.</p>
      )}
    </aside>
  );
}

function Chosen({ cadence, member, name }: { cadence: Cadence; member: CadencePerson; name: string }) {
  const { counts, next, added_at: added } = member;
  const figures = [
    ['E-mails', counts.sent_emails],
    ['Opened', counts.views],
    ['Replies', counts.replies],
    ['Calls', counts.calls],
    ['Came back', counts.bounces],
  ] as const;
  return (
    <>
      <div>
        <h2>{name}</h2>
        <p className="sub">
          <MemberState member={member} /> {added ? `since ${moment(added, zone, now())}` : ''}
        </p>
      </div>
      {next && (
        <section className="card card-body why-then">
          <h3>Next{next.open ? ', open now' : `, ${moment(next.at, zone, now())}`}</h3>
          <p>{next.says}</p>
        </section>
      )}
      <dl className="kv">
        {figures.map(([label, value]) => (
          <div key={label} className="kv-row">
            <dt>{label}</dt>
            <dd className="num">{number(value)}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        {member.person && (
          <Link className="btn sm" to="/people/$id" params={{ id: String(member.person.id) }}>
            Open person
          </Link>
        )}
        {member.currently_on_cadence && <Doing cadence={cadence} member={member} name={name} />}
      </div>
    </>
  );
}

function Doing({ cadence, member, name }: { cadence: Cadence; member: CadencePerson; name: string }) {
  const does = useMembership({
    cadenceId: String(cadence.id),
    membershipId: member.id,
    personId: member.person?.id ?? 0,
    name,
  });
  const step = member.next?.step?.id;
  return (
    <>
      {step !== undefined && (
        <Button small onClick={() => does.skip(step)}>
          Skip
        </Button>
      )}
      {member.next?.rule === 'membership_paused' ? (
        <Button small onClick={does.resume}>
          Resume
        </Button>
      ) : (
        <Button small onClick={() => does.pause()}>
          Pause
        </Button>
      )}
      <Button small kind="danger" onClick={does.takeOff}>
        Take off
      </Button>
    </>
  );
}
