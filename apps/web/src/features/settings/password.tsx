import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { say } from '../../app/toasts';
import { fieldWords, told } from '../../data/errors';
import { sessionsQuery } from '../../data/settings';
import { changePassword } from '../../data/sign-in';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';

/** Neither draft nor outbox keeps a password. */
export function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const queries = useQueryClient();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    changePassword(current, next).then(
      () => {
        setCurrent('');
        setNext('');
        void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
        say('Your password is changed. Everywhere else you were signed out.');
      },
      (failure: unknown) => setErrors(fieldWords(told(failure))),
    );
  };
  if (boot.demo?.here) return null;
  return (
    <form className="card card-body form" aria-label="Password" onSubmit={submit} noValidate>
      <h2 className="section-head">Password</h2>
      <p className="sub">At least 8 characters, and hard to guess: a few unrelated words do.</p>
      <input hidden readOnly type="email" autoComplete="username" value={boot.me.email ?? ''} />
      <div className="two">
        <Field label="Current password" error={errors['current_password']}>
          {(id) => (
            <input
              id={id}
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={({ target }) => setCurrent(target.value)}
            />
          )}
        </Field>
        <Field label="New password" error={errors['password'] ?? errors['version']}>
          {(id) => (
            <input
              id={id}
              type="password"
              autoComplete="new-password"
              value={next}
              onChange={({ target }) => setNext(target.value)}
            />
          )}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" type="submit" disabled={current === '' || next === ''}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
