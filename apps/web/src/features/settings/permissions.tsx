import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type CustomRole, customRolesQuery } from '../../data/admin';
import { Check } from '../../ui/field';
import { Loaded } from './loaded';

/** What a role of the team's own may beside what every user may, by the API's names. */
const PERMISSIONS = [
  ['see_everything', 'Sees people and accounts of everybody, also in a private team'],
  ['manage_team', 'Changes the team: groups, fields, stages, outcomes, holidays, sending'],
  ['manage_users', 'Changes colleagues who may no more than this role: settings, leave, whether they send'],
  ['manage_cadences', 'Changes every cadence in sight, and who is on it'],
  ['manage_suppressions', 'Takes off the suppression list what others, or people themselves, put on it'],
] as const;

export function Permissions() {
  const roles = useQuery(customRolesQuery);
  return (
    <section className="card card-body form" aria-label="What roles may do">
      <h2 className="section-head">What roles may do</h2>
      <p className="sub">
        Beside what every user may. Admins may everything; keys of others, privacy and the audit log stay with
        them.
      </p>
      <Loaded query={roles}>
        {(list) => (
          <>
            {list.length === 0 && <p className="muted">Make a role above: its rights stand here.</p>}
            {list.map((role) => (
              <Role key={role.id} role={role} />
            ))}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Role({ role }: { role: CustomRole }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role.permissions));
  const [error, setError] = useState<string>();
  const set = (name: string, on: boolean) => {
    const before = chosen;
    const next = new Set([...chosen].filter((each) => each !== name).concat(on ? [name] : []));
    setChosen(next);
    setError(undefined);
    const path = `/v2/custom_roles/${role.id}` as const;
    write(
      { method: 'PUT', path, body: { permissions: [...next] }, scope: path, label: role.name },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: customRolesQuery.queryKey });
          say(`${role.name}: saved.`);
        },
        refused: ({ text }) => {
          setChosen(before);
          setError(text);
        },
      },
    );
  };
  return (
    <fieldset className="rights">
      <legend>{role.name}</legend>
      {PERMISSIONS.map(([name, words]) => (
        <Check key={name} label={words} on={chosen.has(name)} set={(on) => set(name, on)} />
      ))}
      {error && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
