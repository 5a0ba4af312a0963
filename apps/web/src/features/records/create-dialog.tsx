import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface CreateField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'email' | 'tel' | 'url';
  readonly required?: boolean;
}

interface Props {
  readonly title: string;
  readonly list: string;
  readonly place: '/people' | '/accounts';
  readonly fields: readonly CreateField[];
  /** What the record has besides, such as the account it belongs to. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}
type Errors = Readonly<Record<string, readonly string[]>>;

/** Sends it, opens what came of it, or says what was refused. */
function useCreate({ title, list, place, fields, given = {}, onClose }: Props) {
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = (values: Readonly<Record<string, string>>) => {
    setBusy(true);
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    write(
      {
        method: 'POST',
        path: `/v2/${list}`,
        body: { ...filled, ...given },
        scope: `${list} new`,
        label: title,
      },
      {
        done: (answer) => {
          const { id } = (answer as { data: { id: number } }).data;
          void queries.invalidateQueries({ queryKey: [list, 'count'] });
          onClose();
          void navigate({ to: `${place}/$id`, params: { id: String(id) } });
        },
        refused: ({ fields: wrong, text }) => {
          setBusy(false);
          setErrors(wrong);
          if (!fields.some(({ name }) => name in wrong)) say(text, { tone: 'failed' });
        },
      },
    );
  };
  return { errors, busy, save };
}

/** A new record: a few fields, the server's words beside the one that it refuses. */
export function CreateDialog(props: Props) {
  const { title, fields, list } = props;
  const draft = useDraft<Readonly<Record<string, string>>>(`new of ${list}`);
  const values = draft.value ?? {};
  // Whoever leaves it wants it no more; whose page was closed under them goes on.
  const onClose = () => {
    draft.set(undefined);
    props.onClose();
  };
  const { errors, busy, save } = useCreate({ ...props, onClose });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="filter-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save(values);
        }}
      >
        {fields.map(({ name, label, type, required }) => (
          <CreateInput
            key={name}
            label={required ? `${label} (required)` : label}
            type={type ?? 'text'}
            value={values[name] ?? ''}
            errors={errors[name]}
            onChange={(value) => draft.set({ ...values, [name]: value })}
          />
        ))}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            Create
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CreateInput({
  label,
  type,
  value,
  errors,
  onChange,
}: {
  label: string;
  type: string;
  value: string;
  errors: readonly string[] | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        type={type}
        value={value}
        aria-invalid={errors !== undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {errors && (
        <span className="error" role="alert">
          {errors.join(', ')}
        </span>
      )}
    </label>
  );
}
