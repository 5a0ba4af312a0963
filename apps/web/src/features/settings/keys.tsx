import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import {
  type ApiKey,
  createKey,
  keysQuery,
  type NewApiKey,
  rightsQuery,
  rotateKey,
} from '../../data/settings';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { span } from '../../ui/format';
import { Loaded } from './loaded';
import { ShownOnce } from './once';

const HOLD_MS = 6000;

/** Keys by which programs of one's own call the API. */
export function Keys() {
  const keys = useQuery(keysQuery);
  const queries = useQueryClient();
  const [made, setMade] = useState<NewApiKey>();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const refresh = () => void queries.invalidateQueries({ queryKey: keysQuery.queryKey });
  const show = (key: NewApiKey) => {
    setMade(key);
    refresh();
  };
  const revoke = (id: number, name: string) => {
    setGone((before) => new Set([...before, id]));
    const shown = () => setGone((before) => new Set([...before].filter((each) => each !== id)));
    const path = `/v2/api_keys/${id}` as const;
    const back = write(
      { method: 'DELETE', path, scope: path, label: `Key ${name}`, holdMs: HOLD_MS },
      { done: refresh, refused: (why) => (shown(), say(why.text, { tone: 'failed' })) },
    );
    say(`“${name}” is revoked in a few seconds.`, {
      undo: () => back() && shown(),
      ms: HOLD_MS,
    });
  };
  return (
    <>
      <section className="card card-body form" aria-label="API keys">
        <h2 className="section-head">API keys</h2>
        <p className="sub">
          A program with a key acts for you, within its scopes.{' '}
          <a className="link" href="/docs">
            What it can call
          </a>
        </p>
        <Loaded query={keys}>
          {(list) => (
            <ul className="named">
              {list.length === 0 && <li className="muted">None yet.</li>}
              {list
                .filter(({ id }) => !gone.has(id))
                .map((key) => (
                  <Row key={key.id} of={key} show={show} revoke={() => revoke(key.id, key.name)} />
                ))}
            </ul>
          )}
        </Loaded>
      </section>
      <NewKey onMade={show} />
      {made && (
        <ShownOnce
          title={`The key “${made.name}”`}
          about="Copy it now: it is shown here and never again."
          secrets={[{ name: 'API key', value: made.key }]}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  );
}

function Row({ of: key, show, revoke }: { of: ApiKey; show: (key: NewApiKey) => void; revoke: () => void }) {
  const failed = (failure: unknown) => void say(told(failure).text, { tone: 'failed' });
  return (
    <li>
      <b>{key.name}</b>
      <code>…{key.hint}</code>
      <span className="muted" title={key.scopes.join(' ')}>
        {key.scopes.length} scopes ·{' '}
        {key.last_used_at ? `used ${span(key.last_used_at, now())} ago` : 'never used'}
      </span>
      <Button
        small
        kind="quiet"
        aria-label={`A new secret for ${key.name}`}
        onClick={() => void rotateKey(key.id).then(show, failed)}
      >
        New secret
      </Button>
      <Button small kind="quiet" aria-label={`Revoke ${key.name}`} onClick={revoke}>
        Revoke
      </Button>
    </li>
  );
}

function NewKey({ onMade }: { onMade: (key: NewApiKey) => void }) {
  const rights = useQuery(rightsQuery);
  const [name, setName] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError('A key needs a name.');
    if (picked.size === 0) return setError('A key without a scope can do nothing: choose one.');
    setError(undefined);
    createKey(name.trim(), [...picked]).then(
      (key) => {
        setName('');
        setPicked(new Set());
        onMade(key);
      },
      (failure: unknown) => setError(told(failure).text),
    );
  };
  const pick = (scope: string, on: boolean) =>
    setPicked((before) => new Set([...before].filter((each) => each !== scope).concat(on ? [scope] : [])));
  return (
    <form className="card card-body form" aria-label="New key" onSubmit={submit} noValidate>
      <h2 className="section-head">New key</h2>
      <Field label="Name" error={error}>
        {(id) => <input id={id} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Loaded query={rights}>
        {({ scopes }) => (
          <fieldset className="scopes">
            <legend className="muted">What it may do</legend>
            {scopes.map((scope) => (
              <Check key={scope} label={scope} on={picked.has(scope)} set={(on) => pick(scope, on)} />
            ))}
          </fieldset>
        )}
      </Loaded>
      <div className="dialog-foot">
        <Button kind="primary" type="submit">
          Make the key
        </Button>
      </div>
    </form>
  );
}
