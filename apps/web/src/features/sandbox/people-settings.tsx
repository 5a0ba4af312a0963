import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Sandbox, sandboxQuery } from '../../data/sandbox';
import { Button } from '../../ui/button';
import { SandboxSwitch } from './sandbox-switch';

const RATES = [
  ['reply_rate', 'Reply'],
  ['auto_reply_rate', 'Answer automatically'],
  ['open_rate', 'Open'],
  ['click_rate', 'Click'],
  ['bounce_rate', 'Bounce'],
  ['opt_out_rate', 'Opt out'],
] as const;
type RateName = (typeof RATES)[number][0];

/** How often made-up people do what. The same seed gives the same month. */
export function PeopleSettings({ sandbox }: { sandbox: Sandbox }) {
  const { settings } = sandbox;
  const [seed, setSeed] = useState(settings.seed);
  const [manual, setManual] = useState(settings.complete_manual_steps);
  const [rates, setRates] = useState<Readonly<Record<RateName, string>>>(() => percents(settings));
  const [errors, setErrors] = useState<Errors>({});
  const save = useSave(setErrors);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const shares = RATES.map(([name]) => [name, Number(rates[name]) / 100] as const);
    save({ seed, complete_manual_steps: manual, ...Object.fromEntries(shares) });
  };
  return (
    <form className="card card-body form" onSubmit={submit} noValidate aria-label="Made-up people">
      <h2 className="section-head">Of a hundred delivered messages</h2>
      <div className="two">
        {RATES.map(([name, label]) => (
          <div key={name} className="field">
            <label htmlFor={name}>{label}, %</label>
            <input
              id={name}
              inputMode="decimal"
              value={rates[name]}
              onChange={({ target }) => setRates((known) => ({ ...known, [name]: target.value }))}
            />
            {errors[name] && <span className="error">{errors[name]}</span>}
          </div>
        ))}
        <div className="field">
          <label htmlFor="seed">Seed: the same one gives the same month</label>
          <input id="seed" value={seed} onChange={({ target }) => setSeed(target.value)} />
          {errors['seed'] && <span className="error">{errors['seed']}</span>}
        </div>
      </div>
      <label className="check">
        <input type="checkbox" checked={manual} onChange={({ target }) => setManual(target.checked)} />
        <span>Calls and other steps by hand are done at once</span>
      </label>
      <div className="dialog-foot">
        {errors['form'] && (
          <p className="error-text" role="alert">
            {errors['form']}
          </p>
        )}
        <SandboxSwitch enabled />
        <Button kind="primary" type="submit" disabled={!boot.rights.admin}>
          Save
        </Button>
      </div>
    </form>
  );
}

type Errors = Readonly<Record<string, string>>;

function useSave(setErrors: (errors: Errors) => void) {
  const queries = useQueryClient();
  return (body: object) => {
    setErrors({});
    write(
      { method: 'PUT', path: '/v2/sandbox', body, scope: 'sandbox', label: 'Made-up people' },
      {
        done: () => {
          say('Saved.');
          void queries.invalidateQueries({ queryKey: sandboxQuery.queryKey });
        },
        refused: ({ fields, text }) =>
          setErrors(
            Object.fromEntries(
              Object.entries({ form: [text], ...fields }).map(([name, [message = text]]) => [name, message]),
            ),
          ),
      },
    );
  };
}

const percents = (settings: Sandbox['settings']) =>
  Object.fromEntries(RATES.map(([name]) => [name, String(Math.round(settings[name] * 1000) / 10)])) as Record<
    RateName,
    string
  >;
