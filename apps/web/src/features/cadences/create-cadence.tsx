import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { createCadence } from '../../data/cadences';
import { told } from '../../data/errors';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** A name is all it takes; the rest is said where the steps are. */
export default function CreateCadence({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [team, setTeam] = useState(true);
  const [error, setError] = useState<string>();
  const [saving, setSaving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError('A cadence needs a name.');
    setSaving(true);
    createCadence({ name: name.trim(), team_cadence: team, draft: true, cadence_function: 'outbound' }).then(
      async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['cadences', 'list'], refetchType: 'none' });
        onClose();
        await navigate({ to: '/cadences/$id/$tab', params: { id: String(id), tab: 'steps' } });
      },
      (failure: unknown) => {
        setSaving(false);
        setError(told(failure).text);
      },
    );
  };
  return (
    <Dialog title="New cadence" onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="cadence-name">Name (required)</label>
          <input
            id="cadence-name"
            value={name}
            maxLength={255}
            aria-invalid={error !== undefined}
            aria-describedby="cadence-name-note"
            onChange={(event) => setName(event.target.value)}
          />
          <span
            id="cadence-name-note"
            className={error ? 'error' : 'help'}
            role={error ? 'alert' : undefined}
          >
            {error ?? 'It begins as a draft: nobody can be put on it before you launch it.'}
          </span>
        </div>
        <label className="check">
          <input type="checkbox" checked={team} onChange={(event) => setTeam(event.target.checked)} />
          <span>The team’s: everybody may put people on it</span>
        </label>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={saving}>
            Create
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
