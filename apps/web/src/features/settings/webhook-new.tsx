import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { say } from '../../app/toasts';
import { fieldWords, told } from '../../data/errors';
import { subscribe, webhooksQuery } from '../../data/webhooks';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { TYPES } from './webhook-words';

const EMPTY = { event_type: 'person_updated', callback_url: '', callback_token: '' };
const SECRET_BYTES = 24;

/** A key as Standard Webhooks has them: nobody guesses it. */
const newSecret = (): string =>
  `whsec_${btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`;

/** A webhook of one's own. */
export function NewWebhook() {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const set = (name: keyof typeof EMPTY) => (value: string) => setDraft({ ...draft, [name]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    subscribe(draft).then(
      () => {
        setDraft(EMPTY);
        void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
        say('It is told of what happens from now on.');
      },
      (failure: unknown) => setErrors(fieldWords(told(failure))),
    );
  };
  return (
    <form className="card card-body form" aria-label="New webhook" onSubmit={submit} noValidate>
      <h2 className="section-head">New webhook</h2>
      <Field label="Tell of" error={errors['event_type']}>
        {(id) => (
          <select id={id} value={draft.event_type} onChange={({ target }) => set('event_type')(target.value)}>
            {Object.entries(TYPES).map(([type, words]) => (
              <option key={type} value={type}>
                {`${words} (${type})`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Where draft={draft} errors={errors} set={set} />
      <div className="dialog-foot">
        {errors['version'] && (
          <p className="error-text" role="alert">
            {errors['version']}
          </p>
        )}
        <Button onClick={() => set('callback_token')(newSecret())}>Make a secret</Button>
        <Button kind="primary" type="submit">
          Make the webhook
        </Button>
      </div>
    </form>
  );
}

function Where({
  draft,
  errors,
  set,
}: {
  draft: typeof EMPTY;
  errors: Readonly<Record<string, string>>;
  set: (name: keyof typeof EMPTY) => (value: string) => void;
}) {
  return (
    <>
      <Field label="Address that is posted to" error={errors['callback_url']}>
        {(id) => (
          <input
            id={id}
            type="url"
            placeholder="https://"
            value={draft.callback_url}
            onChange={({ target }) => set('callback_url')(target.value)}
          />
        )}
      </Field>
      <Field label="Secret of the signatures, which the receiver has too" error={errors['callback_token']}>
        {(id) => (
          <input
            id={id}
            autoComplete="off"
            spellCheck={false}
            value={draft.callback_token}
            onChange={({ target }) => set('callback_token')(target.value)}
          />
        )}
      </Field>
    </>
  );
}
