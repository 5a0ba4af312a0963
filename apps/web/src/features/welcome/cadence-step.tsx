import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EXAMPLES, type FirstSteps, takeExample } from '../../data/first-steps';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Words } from './team-step';
import { useStep } from './use-step';

/** What is sent and done, and when: taken from an example, changed afterwards. */
export function CadenceStep({ found: { cadence } }: { found: FirstSteps }) {
  const queries = useQueryClient();
  const { busy, errors, run } = useStep();
  if (cadence)
    return (
      <div className="actions">
        <Link className="btn" to="/cadences/$id/$tab" params={{ id: String(cadence.id), tab: 'steps' }}>
          Look at {cadence.name}
        </Link>
      </div>
    );
  return (
    <>
      <p className="sub">Take one as it is: texts, days and steps are yours to change at any time.</p>
      <ul className="examples">
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              disabled={busy}
              onClick={() =>
                run(async () => {
                  await takeExample(example);
                  await queries.invalidateQueries({ queryKey: ['cadences'], refetchType: 'none' });
                  return undefined;
                })
              }
            >
              <b>{example.name}</b>
              <span>{example.about}</span>
            </button>
          </li>
        ))}
      </ul>
      <Words text={errors['version']} />
    </>
  );
}

export function MemberStep({ found: { people, cadence } }: { found: FirstSteps }) {
  const { busy, errors, save } = useStep();
  const [chosen, setChosen] = useState<number>();
  const person = chosen ?? people[0]?.id;
  if (!cadence || person === undefined) return <p className="sub">It needs a person and a cadence first.</p>;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { person_id: person, cadence_id: cadence.id };
        save({ method: 'POST', path: '/v2/cadence_memberships', body, label: `Add to ${cadence.name}` });
      }}
    >
      <Field label={`Who goes on ${cadence.name}`} error={errors['person_id'] ?? errors['person']}>
        {(id) => (
          <select id={id} value={person} onChange={({ target }) => setChosen(Number(target.value))}>
            {people.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Words text={errors['version'] ?? Object.values(errors)[0]} />
      <div className="actions">
        <Button kind="primary" type="submit" disabled={busy}>
          Add to the cadence
        </Button>
      </div>
    </form>
  );
}
