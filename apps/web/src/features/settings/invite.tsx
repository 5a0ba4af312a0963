import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { told } from '../../data/errors';
import { invitationsQuery, invite, type PasswordLink } from '../../data/settings';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { useRoles } from './roles';

/** Somebody new: the link leaves by mail, or is shown once where this server has none. */
export function Invite({ onLink }: { onLink: (link: PasswordLink) => void }) {
  const queries = useQueryClient();
  const empty = { email: '', first_name: '', last_name: '', role_id: 'User' };
  const [typed, setTyped] = useState(empty);
  const [errors, setErrors] = useState<Readonly<Record<string, string | undefined>>>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    invite(typed).then(
      (link) => {
        setTyped(empty);
        void queries.invalidateQueries({ queryKey: ['users'] });
        void queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
        onLink(link);
      },
      (failure: unknown) => {
        const { fields, text } = told(failure);
        setErrors({
          email: text,
          ...Object.fromEntries(Object.entries(fields).map(([name, [words]]) => [name, words])),
        });
      },
    );
  };
  const texts = [
    ['email', 'E-mail address'],
    ['first_name', 'First name'],
    ['last_name', 'Last name'],
  ] as const;
  return (
    <form className="card card-body form" aria-label="Invite a colleague" onSubmit={submit} noValidate>
      <h2 className="section-head">Invite a colleague</h2>
      {texts.map(([name, label]) => (
        <Field key={name} label={label} error={errors[name]}>
          {(id) => (
            <input
              id={id}
              value={typed[name]}
              onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <RoleField
        value={typed.role_id}
        error={errors['role_id']}
        set={(role_id) => setTyped({ ...typed, role_id })}
      />
      <div className="dialog-foot">
        <Button kind="primary" type="submit">
          Invite
        </Button>
      </div>
    </form>
  );
}

function RoleField({
  value,
  error,
  set,
}: {
  value: string;
  error: string | undefined;
  set: (id: string) => void;
}) {
  const roles = useRoles();
  return (
    <Field label="Role" error={error}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => set(target.value)}>
          {roles.map(([role, name]) => (
            <option key={role} value={role}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
