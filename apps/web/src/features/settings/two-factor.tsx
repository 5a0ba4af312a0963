import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { boot } from '../../app/boot';
import { say } from '../../app/toasts';
import { fieldWords, told } from '../../data/errors';
import {
  beginTwoFactor,
  disableTwoFactor,
  enableTwoFactor,
  renewRecoveryCodes,
  twoFactorQuery,
  type TwoFactor as State,
  type TwoFactorSetup,
} from '../../data/sign-in';
import { Button, Chip } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Loaded } from './loaded';
import { ShownOnce } from './once';

const Qr = lazy(() => import('../../ui/qr'));

type Doing = 'set up' | 'other codes' | 'turn off';

/** The second step of one's own login: an app that shows codes, and codes on paper for the day it is lost. */
export function TwoFactor() {
  const state = useQuery(twoFactorQuery);
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing>();
  const [codes, setCodes] = useState<readonly string[]>();
  const finish = (words: string, made?: readonly string[]) => {
    setDoing(undefined);
    setCodes(made);
    void queries.invalidateQueries({ queryKey: twoFactorQuery.queryKey });
    say(words);
  };
  return (
    <section className="card card-body form" aria-label="Two-factor sign-in">
      <h2 className="section-head">Two-factor sign-in</h2>
      {boot.demo?.here ? (
        <p className="sub">You look at the demo. Go back to your team to change how you sign in.</p>
      ) : (
        <Loaded query={state}>{(now) => <Now state={now} start={setDoing} />}</Loaded>
      )}
      {doing === 'set up' && <SetUp onClose={() => setDoing(undefined)} finish={finish} />}
      {doing === 'other codes' && (
        <OneField
          title="New recovery codes"
          label="A code of your app, or one of the recovery codes"
          field="code"
          button="Make new ones"
          send={(code) =>
            renewRecoveryCodes(code).then((made) =>
              finish('The codes of before open nothing any more.', made),
            )
          }
          onClose={() => setDoing(undefined)}
        />
      )}
      {doing === 'turn off' && (
        <OneField
          title="Turn two-factor sign-in off"
          label="Your password"
          field="password"
          button="Turn it off"
          send={(password) =>
            disableTwoFactor(password).then(() =>
              finish('Two-factor sign-in is off: the password is enough.'),
            )
          }
          onClose={() => setDoing(undefined)}
        />
      )}
      {codes && (
        <ShownOnce
          title="Your recovery codes"
          about="Each signs you in once, should you lose the app. Keep them where you keep passwords: they are shown here and never again."
          secrets={[{ name: 'Ten codes', value: codes.join('\n') }]}
          onClose={() => setCodes(undefined)}
        />
      )}
    </section>
  );
}

function Now({ state, start }: { state: State; start: (doing: Doing) => void }) {
  const { enabled, required, recovery_codes_left: left } = state;
  return (
    <>
      <p className="sub">
        After the password a code is asked for, which an app on your phone shows.
        {required && ' Your team wants it of everybody.'}
      </p>
      <p>
        <Chip tone={enabled ? 'green' : 'grey'}>{enabled ? 'on' : 'off'}</Chip>
        {enabled && (
          <span className={left < 3 ? 'error-text' : 'muted'}>
            {` ${left} recovery ${left === 1 ? 'code' : 'codes'} left`}
          </span>
        )}
      </p>
      <div className="dialog-foot">
        {enabled && !required && <Button onClick={() => start('turn off')}>Turn off</Button>}
        {enabled && <Button onClick={() => start('other codes')}>New recovery codes</Button>}
        <Button kind={enabled ? 'plain' : 'primary'} onClick={() => start('set up')}>
          {enabled ? 'Move to another app' : 'Set it up'}
        </Button>
      </div>
    </>
  );
}

function SetUp({
  onClose,
  finish,
}: {
  onClose: () => void;
  finish: (words: string, codes: readonly string[]) => void;
}) {
  const [begun, setBegun] = useState<TwoFactorSetup>();
  if (!begun)
    return (
      <OneField
        title="Set up two-factor sign-in"
        label="Your password"
        field="password"
        button="Go on"
        send={(password) => beginTwoFactor(password).then(setBegun)}
        onClose={onClose}
      />
    );
  return (
    <OneField
      key={begun.setup}
      title="Scan this with your app"
      label="The code that the app shows"
      field="code"
      button="Turn it on"
      send={(code) =>
        enableTwoFactor(begun.setup, code).then((codes) => finish('Two-factor sign-in is on.', codes))
      }
      onClose={onClose}
    >
      <Suspense fallback={<div className="qr" />}>
        <Qr text={begun.uri} label="QR code for an authenticator app" />
      </Suspense>
      <p className="sub">
        No camera? Enter this key into the app: <code className="secret">{begun.secret}</code>
      </p>
    </OneField>
  );
}

/** A password or a code, asked for in a dialog; what it opens never lies in the outbox. */
function OneField({
  title,
  label,
  field,
  button,
  send,
  onClose,
  children,
}: {
  title: string;
  label: string;
  field: 'password' | 'code';
  button: string;
  send: (typed: string) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    send(typed)
      .catch((failure: unknown) => setError(Object.values(fieldWords(told(failure)))[0]))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {children}
        <Field label={label} error={error}>
          {(id) => (
            <input
              id={id}
              type={field === 'password' ? 'password' : 'text'}
              autoComplete={field === 'password' ? 'current-password' : 'one-time-code'}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
