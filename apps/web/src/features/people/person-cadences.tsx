import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Membership, membershipsQuery } from '../../data/people';
import { Button, Chip, type Tone } from '../../ui/button';
import { dated, moment, touchName } from '../../ui/format';
import { zone } from './people-columns';

const HELD_MS = 6000;
const TONES: Readonly<Record<string, Tone>> = {
  active: 'green',
  scheduled: 'green',
  staged: 'green',
  processing: 'green',
};

/** Where somebody is on cadences, and what can be done about it. */
export function PersonCadences({
  personId,
  memberships,
  onAdd,
}: {
  personId: number;
  memberships: readonly Membership[];
  onAdd: () => void;
}) {
  const live = memberships.filter((each) => each.currently_on_cadence);
  const ended = memberships.filter((each) => !each.currently_on_cadence);
  return (
    <section className="panel">
      <h2>Cadences</h2>
      {live.map((each) => (
        <Live key={each.id} personId={personId} membership={each} />
      ))}
      {live.length === 0 && <p className="muted">On no cadence.</p>}
      <Button small keys="a" onClick={onAdd}>
        Add to cadence
      </Button>
      {ended.length > 0 && (
        <details>
          <summary className="muted">{ended.length} ended</summary>
          <ul>
            {ended.map((each) => (
              <li key={each.id}>
                <CadenceLink membership={each} /> <State membership={each} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const CadenceLink = ({ membership }: { membership: Membership }) => (
  <Link to="/cadences/$id/$tab" params={{ id: String(membership.cadence?.id ?? 0), tab: 'timeline' }}>
    {membership.with.cadence?.name ?? 'A cadence'}
  </Link>
);

const State = ({ membership: { current_state: state } }: { membership: Membership }) => (
  <Chip tone={TONES[state ?? ''] ?? 'grey'}>{(state ?? 'unknown').replaceAll('_', ' ')}</Chip>
);

function Live({ personId, membership }: { personId: number; membership: Membership }) {
  const act = useMembership(personId, membership);
  const { next, step } = membership.with;
  const paused = next?.rule === 'membership_paused';
  return (
    <div className="member">
      <p>
        <CadenceLink membership={membership} /> <State membership={membership} />
      </p>
      {step && (
        <p className="sub">
          Day {step.day}: {step.name}
        </p>
      )}
      {next && (
        <p className="sub" title={next.says}>
          {dated(next.at) === null
            ? next.says
            : `Next: ${touchName(next.type)}, ${moment(next.at, zone, now())}`}
        </p>
      )}
      <div className="buttons">
        {paused ? (
          <Button small onClick={() => act('resume', 'Goes on')}>
            Go on
          </Button>
        ) : (
          <Button small onClick={() => act('pause', 'Paused')}>
            Pause
          </Button>
        )}
        <Button small onClick={() => act('skip', 'Step skipped')}>
          Skip step
        </Button>
        <Button small kind="danger" onClick={() => act('off', 'Taken off')}>
          Take off
        </Button>
      </div>
    </div>
  );
}

type Act = 'pause' | 'resume' | 'skip' | 'off';
const OPPOSITE: Partial<Record<Act, Act>> = { pause: 'resume', resume: 'pause' };

/** A pause is undone by its opposite; what has none is held for some seconds, so that it can be taken back. */
function useMembership(personId: number, membership: Membership) {
  const queries = useQueryClient();
  const name = membership.with.cadence?.name ?? 'cadence';
  const anew = () => {
    void queries.invalidateQueries({ queryKey: membershipsQuery(personId).queryKey });
    void queries.invalidateQueries({ queryKey: ['cadence_memberships', 'timeline', membership.id] });
    void queries.invalidateQueries({ queryKey: ['people', 'why', personId] });
    void queries.invalidateQueries({ queryKey: ['people', 'one', personId] });
  };
  const send = (act: Act, label: string, holdMs: number) =>
    write(
      {
        method: act === 'off' ? 'DELETE' : 'POST',
        path: `/v2/cadence_memberships/${membership.id}${act === 'off' ? '' : `/${act}`}`,
        ...(act === 'pause' || act === 'skip' ? { body: {} } : {}),
        scope: `people ${personId}`,
        label,
        holdMs,
      },
      {
        done: anew,
        refused: ({ text, requestId }) => {
          say(`${label}: ${text}`, { tone: 'failed', requestId });
          anew();
        },
      },
    );
  return (act: Act, words: string) => {
    const label = `${words}: ${name}`;
    const opposite = OPPOSITE[act];
    const back = send(act, label, opposite ? 0 : HELD_MS);
    say(label, {
      ms: opposite ? 8000 : HELD_MS,
      undo: () => {
        if (opposite) send(opposite, `Undo: ${label}`, 0);
        else if (!back()) say('That has happened already.', { tone: 'failed' });
      },
    });
  };
}
