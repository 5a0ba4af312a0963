import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { fieldWords } from '../../data/errors';
import type { Webhook } from '../../data/webhooks';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { counted } from '../../ui/format';
import { momentTyped, programOf, TYPES } from './webhook-words';

const PATH = '/v2/webhook_deliveries/replay';
const zone = boot.me.time_zone ?? 'UTC';

/** What happened in a range is told again, each record in its order, as records are now. */
export function Replay({ all }: { all: readonly Webhook[] }) {
  const queries = useQueryClient();
  const on = all.filter(({ enabled, event_type: type }) => enabled && type !== 'link_swap');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const choose = (id: number, is: boolean) =>
    setChosen((before) => new Set([...before].filter((each) => each !== id).concat(is ? [id] : [])));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.size === 0) return setErrors({ version: 'Choose a webhook at least.' });
    setErrors({});
    const body = {
      subscription_ids: [...chosen],
      happened_from: momentTyped(from, zone),
      happened_to: momentTyped(to, zone),
    };
    write(
      { method: 'POST', path: PATH, body, scope: PATH, label: 'Telling again' },
      {
        done: () => {
          say(`${counted(chosen.size, 'webhook')} told again; the deliveries come up below.`);
          setChosen(new Set());
          void queries.invalidateQueries({ queryKey: ['webhook_deliveries'] });
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
  };
  return (
    <form className="card card-body form" aria-label="Tell again" onSubmit={submit} noValidate>
      <h2 className="section-head">Tell again</h2>
      <p className="sub">
        For a receiver that was away: what happened in a range is posted once more, as records are now.
      </p>
      <Whom on={on} chosen={chosen} choose={choose} />
      <Range from={from} to={to} setFrom={setFrom} setTo={setTo} errors={errors} />
      <div className="dialog-foot">
        {(errors['version'] ?? errors['base'] ?? errors['subscription_ids']) && (
          <p className="error-text" role="alert">
            {errors['version'] ?? errors['base'] ?? errors['subscription_ids']}
          </p>
        )}
        <Button kind="primary" type="submit" disabled={on.length === 0}>
          Tell again
        </Button>
      </div>
    </form>
  );
}

function Whom({
  on,
  chosen,
  choose,
}: {
  on: readonly Webhook[];
  chosen: ReadonlySet<number>;
  choose: (id: number, is: boolean) => void;
}) {
  return (
    <fieldset className="rights">
      <legend>To whom</legend>
      {on.map((webhook) => (
        <Check
          key={webhook.id}
          label={`${TYPES[webhook.event_type]} to ${webhook.callback_url} (${programOf(webhook)})`}
          on={chosen.has(webhook.id)}
          set={(is) => choose(webhook.id, is)}
        />
      ))}
      {on.length === 0 && <p className="muted">All are paused: resume one first.</p>}
    </fieldset>
  );
}

function Range({
  from,
  to,
  setFrom,
  setTo,
  errors,
}: {
  from: string;
  to: string;
  setFrom: (text: string) => void;
  setTo: (text: string) => void;
  errors: Readonly<Record<string, string>>;
}) {
  return (
    <div className="two">
      <Field label="From (empty: all that is kept)" error={errors['happened_from']}>
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
        )}
      </Field>
      <Field label="Up to (empty: now)" error={errors['happened_to']}>
        {(id) => (
          <input id={id} type="datetime-local" value={to} onChange={({ target }) => setTo(target.value)} />
        )}
      </Field>
    </div>
  );
}
