import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { told } from '../../data/errors';
import { createTemplate } from '../../data/templates';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';

/** A title is all it takes; the words are written where they can be tried. */
export default function CreateTemplate({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [error, setError] = useState<string>();
  const [saving, setSaving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') return setError('A template needs a title.');
    setSaving(true);
    createTemplate(title.trim()).then(
      async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['email_templates', 'list'], refetchType: 'none' });
        onClose();
        await navigate({ to: '/templates/$id', params: { id: String(id) } });
      },
      (failure: unknown) => {
        setSaving(false);
        setError(told(failure).text);
      },
    );
  };
  return (
    <Dialog title="New template" onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <Field label="Title (required)" error={error}>
          {(id) => (
            <input id={id} value={title} maxLength={255} onChange={({ target }) => setTitle(target.value)} />
          )}
        </Field>
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
