import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type HandedOver, handOverBody, handOverQuery, type HandOver as Seen } from '../../data/hand-over';
import { type User, usersQuery } from '../../data/settings';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { Loaded } from './loaded';

/** Who gets what: a colleague for everything, another one for a kind, or nobody: it stays. */
interface Wanted {
  readonly to: string;
  readonly kinds: Readonly<Partial<Record<HandedOver, string>>>;
  readonly rest: boolean;
  readonly deactivate: boolean;
}

const KIND: Readonly<Record<HandedOver, string>> = {
  people: 'People',
  accounts: 'Accounts',
  cadences: 'Cadences',
  memberships: 'People on cadences in their name',
  tasks: 'Open tasks',
  threads: 'Conversations',
};

/** Somebody leaves: what they have goes to colleagues, with every number seen before anything changes. */
export function HandOver({ user, onClose }: { user: User; onClose: () => void }) {
  const [wanted, setWanted] = useState<Wanted>({ to: '', kinds: {}, rest: true, deactivate: user.active });
  const [error, setError] = useState<string>();
  const change = (part: Partial<Wanted>) => setWanted({ ...wanted, ...part });
  const colleagues = useQuery(usersQuery('', 1)).data?.data.filter(
    ({ id, active }) => active && id !== user.id,
  );
  const preview = useQuery(handOverQuery(user.id, handOverBody(wanted)));
  const go = useHandOver(user, wanted, onClose, setError);
  return (
    <Dialog title={`${user.name ?? 'They'} leaves`} onClose={onClose} wide>
      <div className="form">
        <Who
          label="Everything goes to"
          value={wanted.to}
          colleagues={colleagues}
          set={(to) => change({ to })}
        />
        <Loaded query={preview}>
          {(seen) => <Preview seen={seen} wanted={wanted} colleagues={colleagues} change={change} />}
        </Loaded>
        {user.active && (
          <Check
            label="Deactivate the account: nobody signs in with it any more"
            on={wanted.deactivate}
            set={(deactivate) => change({ deactivate })}
          />
        )}
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={wanted.to === ''} onClick={go}>
            Hand over
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What goes, what cannot, and what stays. */
function Preview({
  seen: { kinds, senders, mailboxes, stays },
  wanted,
  colleagues,
  change,
}: {
  seen: Seen;
  wanted: Wanted;
  colleagues: readonly User[] | undefined;
  change: (part: Partial<Wanted>) => void;
}) {
  const left = stays.flatMap(({ what, rows }) => (rows > 0 ? [`${rows} ${what}`] : []));
  return (
    <>
      <table className="rows" aria-label="What is handed over">
        <tbody>
          {kinds.map(({ kind, rows, refused, says }) => (
            <tr key={kind}>
              <th scope="row">{KIND[kind]}</th>
              <td className="n">{rows}</td>
              <td>
                <Who
                  label={`${KIND[kind]} go to`}
                  hidden
                  value={wanted.kinds[kind] ?? ''}
                  colleagues={colleagues}
                  otherwise="as above"
                  set={(to) => change({ kinds: { ...wanted.kinds, [kind]: to } })}
                />
              </td>
              <td className={refused > 0 ? 'error-text wide' : 'muted wide'} title={says ?? ''}>
                {says}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {senders.map(({ says }) => (
        <p key={says} className="sub">
          {says}
        </p>
      ))}
      {left.length > 0 && <p className="sub">What stays: {left.join(', ')}.</p>}
      {mailboxes.length > 0 && (
        <Check
          label={`Nothing leaves from ${mailboxes.map((each) => each.email_address).join(', ')} any more`}
          on={wanted.rest}
          set={(rest) => change({ rest })}
        />
      )}
    </>
  );
}

function useHandOver(user: User, wanted: Wanted, onClose: () => void, refused: (words: string) => void) {
  const queries = useQueryClient();
  return () => {
    const scope = `/v2/users/${user.guid}`;
    const done = (words: string) => {
      void queries.invalidateQueries({ queryKey: ['users'] });
      say(words);
    };
    write(
      {
        method: 'POST',
        path: `/v2/users/${user.id}/hand_over`,
        body: handOverBody(wanted),
        scope,
        label: 'Hand over',
      },
      {
        refused: ({ text }) => refused(text),
        done: () => {
          onClose();
          if (!wanted.deactivate) return done(`What ${user.name} has goes over now.`);
          write(
            {
              method: 'PUT',
              path: `/v2/users/${user.guid}`,
              body: { active: false },
              scope,
              label: user.name ?? '',
            },
            { done: () => done(`${user.name} is out, and what they had goes over now.`) },
          );
        },
      },
    );
  };
}

function Who({
  label,
  value,
  colleagues,
  set,
  hidden,
  otherwise = 'choose a colleague',
}: {
  label: string;
  value: string;
  colleagues: readonly User[] | undefined;
  set: (id: string) => void;
  hidden?: boolean;
  otherwise?: string;
}) {
  const options = (
    <>
      <option value="">{otherwise}</option>
      {hidden && <option value="stays">nobody: it stays</option>}
      {colleagues?.map(({ id, name, email }) => (
        <option key={id} value={id}>
          {name ?? email}
          {id === boot.me.id ? ' (you)' : ''}
        </option>
      ))}
    </>
  );
  const choose = ({ target }: { target: HTMLSelectElement }) => set(target.value);
  if (hidden)
    return (
      <select aria-label={label} value={value} onChange={choose}>
        {options}
      </select>
    );
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} value={value} onChange={choose}>
          {options}
        </select>
      )}
    </Field>
  );
}
