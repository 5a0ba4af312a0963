import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { actionWhyQuery, type Cadence } from '../../data/cadences';
import { Button } from '../../ui/button';
import { counted, moment } from '../../ui/format';
import * as Icon from '../../ui/icons';
import { MailFrame } from '../../ui/mail-frame';
import { useMembership } from './membership-actions';
import type { Touch } from './touches';

const zone = boot.me.time_zone ?? 'UTC';

/** Why one touch comes when it does, what it will say, and what can be done about it. */
export function TouchPanel({ cadence, touch }: { cadence: Cadence; touch: Touch | undefined }) {
  return (
    <aside className="panel" aria-label="The chosen touch">
      {touch ? (
        <Chosen key={touch.key} cadence={cadence} touch={touch} />
      ) : (
        <p className="muted">Choose a touch: here is why it comes when it does, and what it will say.</p>
      )}
    </aside>
  );
}

function Chosen({ cadence, touch }: { cadence: Cadence; touch: Touch }) {
  const { entry, at, name, personId } = touch;
  const action = entry.action?.id;
  return (
    <>
      <div>
        <h2>{name}</h2>
        <p className="sub">{at ? moment(at, zone, now()) : 'Stands still'}</p>
      </div>
      <section className="card card-body why-then">
        <h3>{at ? 'Why then' : 'Why not'}</h3>
        <p>{entry.reason}</p>
        {action !== undefined && <Rules action={action} />}
      </section>
      {entry.email?.body != null && (
        <section aria-label="The e-mail as it will be">
          <p className="mail-subject">{entry.email.subject}</p>
          <MailFrame html={entry.email.body} title={`E-mail to ${name}`} />
        </section>
      )}
      <div className="actions">
        <Link className="btn sm" to="/people/$id" params={{ id: String(personId) }}>
          Open person
        </Link>
        <Doing cadence={cadence} touch={touch} />
      </div>
    </>
  );
}

/** What the rules say of it now: those that are quiet only counted. */
function Rules({ action }: { action: number }) {
  const why = useQuery(actionWhyQuery(action));
  if (!why.data) return null;
  const stop = why.data.rules.filter(({ stops }) => stops);
  const quiet = why.data.rules.length - stop.length;
  return (
    <>
      {stop.map(({ rule, says }) => (
        <p key={`${rule} ${says}`} className="rule-stops">
          <Icon.NeverIcon size={14} aria-hidden /> {says}
        </p>
      ))}
      <p className="rule-quiet">
        <Icon.DoneIcon size={14} aria-hidden /> {counted(quiet, 'rule')} {quiet === 1 ? 'has' : 'have'}{' '}
        nothing against it
      </p>
    </>
  );
}

function Doing({ cadence, touch }: { cadence: Cadence; touch: Touch }) {
  const { entry, membershipId, personId, name, next } = touch;
  const does = useMembership({ cadenceId: String(cadence.id), membershipId, personId, name });
  const step = entry.step?.id;
  const paused = entry.rule === 'membership_paused';
  return (
    <>
      {next && step !== undefined && (
        <Button small onClick={() => does.skip(step)}>
          Skip
        </Button>
      )}
      {paused ? (
        <Button small onClick={does.resume}>
          Resume
        </Button>
      ) : (
        <Button small onClick={() => does.pause()}>
          Pause
        </Button>
      )}
    </>
  );
}
