import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { passwordLink, type PasswordLink, type User, usersQuery } from '../../data/settings';
import { Button, Chip } from '../../ui/button';
import { HandOver } from './hand-over';
import { Invitations } from './invitations';
import { Invite } from './invite';
import { Loaded } from './loaded';
import { useRoles } from './roles';
import { ShownOnce } from './once';

/** So long what an admin does to somebody can be taken back. */
const HOLD_MS = 6000;

/** Who works here: invited, given a role, deactivated. */
export function Users() {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [link, setLink] = useState<PasswordLink>();
  const users = useQuery(usersQuery(search, page));
  return (
    <>
      <section className="card card-body form wide" aria-label="Users">
        <div className="card-head">
          <h2>Users</h2>
          <span className="sp" />
          <input
            type="search"
            aria-label="Search users"
            placeholder="Name or address"
            value={search}
            onChange={({ target }) => {
              setSearch(target.value);
              setPage(1);
            }}
          />
        </div>
        <Loaded query={users}>
          {({ data, metadata }) => (
            <>
              <Table users={data} onLink={setLink} />
              {data.length === 0 && <p className="muted">Nobody is called that.</p>}
              <div className="dialog-foot">
                {page > 1 && <Button onClick={() => setPage(page - 1)}>Before</Button>}
                {metadata.paging?.next_page != null && (
                  <Button onClick={() => setPage(page + 1)}>After</Button>
                )}
              </div>
            </>
          )}
        </Loaded>
      </section>
      {boot.rights.admin && <Invite onLink={setLink} />}
      {boot.rights.admin && <Invitations onLink={setLink} />}
      {link && <LinkShown link={link} onClose={() => setLink(undefined)} />}
    </>
  );
}

export function LinkShown({ link, onClose }: { link: PasswordLink; onClose: () => void }) {
  return (
    <ShownOnce
      title={`A link for ${link.email}`}
      about={
        link.url
          ? 'This server cannot send mail of its own: give them this link. It is shown here and never again.'
          : 'The link is in their mail.'
      }
      secrets={link.url ? [{ name: 'Link', value: link.url }] : []}
      onClose={onClose}
    />
  );
}

function Table({ users, onLink }: { users: readonly User[]; onLink: (link: PasswordLink) => void }) {
  return (
    <table className="rows" aria-label="Users">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="opt">
            Address
          </th>
          <th scope="col">Role</th>
          <th scope="col">
            <span className="hidden">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} onLink={onLink} />
        ))}
      </tbody>
    </table>
  );
}

function UserRow({ user, onLink }: { user: User; onLink: (link: PasswordLink) => void }) {
  const roles = useRoles();
  const put = usePut();
  return (
    <tr>
      <td>
        {user.name} {!user.active && <Chip>left</Chip>}
        {user.two_factor_enabled && <Chip>two steps</Chip>}
      </td>
      <td className="opt muted">{user.email}</td>
      <td>
        <select
          aria-label={`Role of ${user.name}`}
          value={user.role?.id ?? ''}
          disabled={!boot.rights.admin}
          onChange={({ target }) =>
            put(user, { role_id: target.value }, 'The role is changed.', { role_id: user.role?.id })
          }
        >
          {roles.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </td>
      <td>{boot.rights.admin && user.id !== boot.me.id && <UserActions user={user} onLink={onLink} />}</td>
    </tr>
  );
}

function UserActions({ user, onLink }: { user: User; onLink: (link: PasswordLink) => void }) {
  const queries = useQueryClient();
  const put = usePut();
  const [leaving, setLeaving] = useState(false);
  const failed = (failure: unknown) => void say(told(failure).text, { tone: 'failed' });
  const twoFactor = () => {
    const path = `/v2/users/${user.id}/two_factor` as const;
    const back = write(
      { method: 'DELETE', path, scope: path, label: 'Two-factor sign-in', holdMs: HOLD_MS },
      { done: () => void queries.invalidateQueries({ queryKey: ['users'] }) },
    );
    say(`${user.name} signs in by the password alone again.`, { undo: () => void back(), ms: HOLD_MS });
  };
  return (
    <span className="actions">
      <Button small kind="quiet" onClick={() => void passwordLink(user.id).then(onLink, failed)}>
        Password link
      </Button>
      {user.two_factor_enabled && (
        <Button
          small
          kind="quiet"
          title="For who has lost the app and the recovery codes"
          onClick={twoFactor}
        >
          Two-factor off
        </Button>
      )}
      <Button small kind="quiet" onClick={() => setLeaving(true)}>
        Hand over…
      </Button>
      <Button
        small
        kind="quiet"
        onClick={() =>
          put(
            user,
            { active: !user.active },
            user.active ? `${user.name} is out: nothing of theirs leaves.` : `${user.name} is back.`,
            { active: user.active },
          )
        }
      >
        {user.active ? 'Deactivate' : 'Activate'}
      </Button>
      {leaving && <HandOver user={user} onClose={() => setLeaving(false)} />}
    </span>
  );
}

function usePut() {
  const queries = useQueryClient();
  const put = (user: User, body: object, words: string, before?: object) => {
    const path = `/v2/users/${user.guid}` as const;
    write(
      { method: 'PUT', path, body, scope: path, label: user.name ?? 'User' },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: ['users'] });
          say(words, before ? { undo: () => put(user, before, 'Put back.') } : {});
        },
      },
    );
  };
  return put;
}
