import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import {
  appsQuery,
  createApp,
  type NewOAuthApplication,
  type OAuthApp,
  rotateSecret,
} from '../../data/settings';
import { Button, Chip } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { Loaded } from './loaded';
import { ShownOnce } from './once';

const HOLD_MS = 6000;

/** Apps that ask users for leave to act for them. */
export function Apps() {
  const apps = useQuery(appsQuery);
  const queries = useQueryClient();
  const [made, setMade] = useState<NewOAuthApplication>();
  const refresh = () => void queries.invalidateQueries({ queryKey: appsQuery.queryKey });
  const show = (app: NewOAuthApplication) => {
    setMade(app);
    refresh();
  };
  return (
    <>
      <section className="card card-body form" aria-label="OAuth apps">
        <h2 className="section-head">OAuth apps</h2>
        <p className="sub">An app asks each user for leave, and acts for whoever gives it.</p>
        <Loaded query={apps}>
          {(list) => (
            <ul className="named">
              {list.length === 0 && <li className="muted">None yet.</li>}
              {list.map((app) => (
                <Row key={app.id} app={app} show={show} onChanged={refresh} />
              ))}
            </ul>
          )}
        </Loaded>
      </section>
      <NewApp onMade={show} />
      {made && (
        <ShownOnce
          title={`The app “${made.name}”`}
          about="Copy the secret now: it is shown here and never again."
          secrets={[
            { name: 'Client id', value: made.client_id },
            ...(made.client_secret ? [{ name: 'Client secret', value: made.client_secret }] : []),
          ]}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  );
}

function Row({
  app,
  show,
  onChanged,
}: {
  app: OAuthApp;
  show: (app: NewOAuthApplication) => void;
  onChanged: () => void;
}) {
  const failed = (failure: unknown) => void say(told(failure).text, { tone: 'failed' });
  const revoke = () => {
    const path = `/v2/oauth_applications/${app.id}` as const;
    const back = write(
      { method: 'DELETE', path, scope: path, label: `App ${app.name}`, holdMs: HOLD_MS },
      { done: onChanged },
    );
    say(`“${app.name}” is deleted in a few seconds.`, { undo: () => void back(), ms: HOLD_MS });
  };
  return (
    <li>
      <b>{app.name}</b>
      <code>{app.client_id}</code>
      <Chip tone="outline">{app.confidential ? 'with a secret' : 'public'}</Chip>
      {app.confidential && (
        <Button
          small
          kind="quiet"
          aria-label={`A new secret for ${app.name}`}
          onClick={() => void rotateSecret(app.id).then(show, failed)}
        >
          New secret
        </Button>
      )}
      <Button small kind="quiet" aria-label={`Revoke ${app.name}`} onClick={revoke}>
        Revoke
      </Button>
      <Redirects key={app.redirect_uris.join(' ')} id={app.id} uris={app.redirect_uris} onSaved={onChanged} />
    </li>
  );
}

const linesOf = (text: string): readonly string[] => text.split(/\s/).filter((line) => line !== '');

/** Where an app may be called back, one address a line; saved by leaving the field. */
function Redirects({ id, uris, onSaved }: { id: number; uris: readonly string[]; onSaved: () => void }) {
  const [typed, setTyped] = useState(uris.join('\n'));
  const [error, setError] = useState<string>();
  const save = () => {
    const next = linesOf(typed);
    if (next.join(' ') === uris.join(' ')) return;
    setError(undefined);
    const path = `/v2/oauth_applications/${id}` as const;
    write(
      { method: 'PUT', path, body: { redirect_uris: next }, scope: path, label: 'Redirect URIs' },
      {
        done: () => {
          onSaved();
          say('Redirect URIs: saved.');
        },
        refused: ({ text }) => setError(text),
      },
    );
  };
  return (
    <details>
      <summary>Redirect URIs</summary>
      <Field label="One a line" error={error}>
        {(field) => (
          <textarea
            id={field}
            rows={3}
            cols={48}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={save}
          />
        )}
      </Field>
    </details>
  );
}

function NewApp({ onMade }: { onMade: (app: NewOAuthApplication) => void }) {
  const [name, setName] = useState('');
  const [uris, setUris] = useState('');
  const [secret, setSecret] = useState(true);
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError('An app needs a name.');
    setError(undefined);
    createApp(name.trim(), linesOf(uris), secret).then(
      (app) => {
        setName('');
        setUris('');
        onMade(app);
      },
      (failure: unknown) => setError(told(failure).text),
    );
  };
  return (
    <form className="card card-body form" aria-label="New app" onSubmit={submit} noValidate>
      <h2 className="section-head">New app</h2>
      <Field label="Name" error={error}>
        {(id) => <input id={id} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Field label="Redirect URIs, one a line">
        {(id) => <textarea id={id} rows={3} value={uris} onChange={({ target }) => setUris(target.value)} />}
      </Field>
      <Check label="It can keep a secret: it runs on a server" on={secret} set={setSecret} />
      <div className="dialog-foot">
        <Button kind="primary" type="submit">
          Make the app
        </Button>
      </div>
    </form>
  );
}
