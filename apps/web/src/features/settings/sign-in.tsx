import { useQuery, useQueryClient } from '@tanstack/react-query';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { grantsQuery, sessionsQuery } from '../../data/settings';
import { Button, Chip } from '../../ui/button';
import { span } from '../../ui/format';
import { Loaded } from './loaded';
import { Password } from './password';
import { TwoFactor } from './two-factor';

/** How one signs in, where one is signed in, and what may act for one. */
export function SignIn() {
  return (
    <>
      <Password />
      <TwoFactor />
      <Sessions />
      <Grants />
    </>
  );
}

function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const end = useEnd();
  return (
    <section className="card card-body form" aria-label="Where you are signed in">
      <h2 className="section-head">Where you are signed in</h2>
      <Loaded query={sessions}>
        {(list) => (
          <ul className="named">
            {list.map(({ id, user_agent: agent, ip, created_at: at, current }) => (
              <li key={id}>
                <span>{agent ?? 'A browser'}</span>
                <span className="muted">
                  {ip} · {span(at, now())} ago
                </span>
                {current ? (
                  <Chip tone="green">here</Chip>
                ) : (
                  <Button
                    small
                    kind="quiet"
                    onClick={() => end(`/v2/me/sessions/${id}`, sessionsQuery.queryKey)}
                  >
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <div className="dialog-foot">
        <Button onClick={() => end('/v2/me/sessions', sessionsQuery.queryKey)}>
          Sign out everywhere else
        </Button>
      </div>
    </section>
  );
}

function Grants() {
  const grants = useQuery(grantsQuery);
  const end = useEnd();
  return (
    <section className="card card-body form" aria-label="Apps that act for you">
      <h2 className="section-head">Apps that act for you</h2>
      <Loaded query={grants}>
        {(list) => (
          <ul className="named">
            {list.length === 0 && <li className="muted">None.</li>}
            {list.map(({ client_id: id, name, scopes }) => (
              <li key={id}>
                <b>{name}</b>
                <span className="muted" title={scopes.join(' ')}>
                  {scopes.length} scopes
                </span>
                <Button
                  small
                  kind="quiet"
                  onClick={() =>
                    end(`/v2/me/authorized_applications/${encodeURIComponent(id)}`, grantsQuery.queryKey)
                  }
                >
                  End
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

/** What is ended cannot be taken back: one signs in, or gives leave, again. */
function useEnd() {
  const queries = useQueryClient();
  return (path: `/${string}`, queryKey: readonly unknown[]) =>
    void write(
      { method: 'DELETE', path, scope: path, label: 'End' },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey });
          say('Ended.');
        },
      },
    );
}
