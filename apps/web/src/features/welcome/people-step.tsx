import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Words } from './team-step';
import { useStep } from './use-step';

const FIELDS = [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['email_address', 'E-mail address'],
  ['person_company_name', 'Company'],
] as const;
const EMPTY = { first_name: '', last_name: '', email_address: '', person_company_name: '' };

/** One by hand is enough to see how it goes. */
export function PeopleStep() {
  const [typed, setTyped] = useState(EMPTY);
  const { busy, errors, save } = useStep();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
    save({ method: 'POST', path: '/v2/people', body, label: 'New person' }, () => setTyped(EMPTY));
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="sub">One is enough to try it with: yourself, a colleague, or somebody made up.</p>
      <div className="two">
        {FIELDS.map(([name, label]) => (
          <Field key={name} label={label} error={errors[name]}>
            {(id) => (
              <input
                id={id}
                type={name === 'email_address' ? 'email' : 'text'}
                value={typed[name]}
                onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Words text={errors['version']} />
      <div className="actions">
        <Button kind="primary" type="submit" disabled={busy || typed.email_address.trim() === ''}>
          Add
        </Button>
        <Link className="btn" to="/imports">
          Import a file
        </Link>
      </div>
    </form>
  );
}
