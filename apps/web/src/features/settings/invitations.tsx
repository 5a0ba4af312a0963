import { useQuery, useQueryClient } from '@tanstack/react-query';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { invitationsQuery, type PasswordLink, resendInvitation } from '../../data/settings';
import { Button } from '../../ui/button';
import { Loaded } from './loaded';

/** Who was invited and has not come yet. */
export function Invitations({ onLink }: { onLink: (link: PasswordLink) => void }) {
  const list = useQuery(invitationsQuery);
  const queries = useQueryClient();
  const withdraw = (id: number, email: string) => {
    const path = `/v2/invitations/${id}` as const;
    write(
      { method: 'DELETE', path, scope: path, label: `Invitation of ${email}` },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
          void queries.invalidateQueries({ queryKey: ['users'] });
          say('Taken back: the link lets nobody in.');
        },
      },
    );
  };
  return (
    <Loaded query={list}>
      {(invitations) =>
        invitations.length === 0 ? null : (
          <section className="card card-body form" aria-label="Invited">
            <h2 className="section-head">Invited, and not here yet</h2>
            <ul className="named">
              {invitations.map(({ id, email, name }) => (
                <li key={id}>
                  <span>{name || email}</span>
                  <span className="muted">{email}</span>
                  <Button
                    small
                    kind="quiet"
                    onClick={() =>
                      void resendInvitation(id).then(
                        onLink,
                        (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
                      )
                    }
                  >
                    Another link
                  </Button>
                  <Button small kind="quiet" onClick={() => withdraw(id, email)}>
                    Take back
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}
