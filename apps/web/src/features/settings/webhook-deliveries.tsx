import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { deliveriesQuery, deliveryQuery, type Webhook, type WebhookDelivery } from '../../data/webhooks';
import { Button, Chip } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { moment, number } from '../../ui/format';
import { Choice, Pages } from './choice';
import { Loaded } from './loaded';
import { readable, STATES, TYPES } from './webhook-words';

const zone = boot.me.time_zone ?? 'UTC';
const at = (text: string) => moment(text, zone, now());

/** What was sent, for 30 days: how each fared, and what was said. */
export function Deliveries({ all }: { all: readonly Webhook[] }) {
  const [of, setOf] = useState('');
  const [state, setState] = useState('');
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<number>();
  const list = useQuery(
    deliveriesQuery({ ...(of ? { subscription_id: of } : {}), ...(state ? { state } : {}) }, page),
  );
  const filter = (set: (value: string) => void) => (value: string) => {
    set(value);
    setPage(1);
  };
  return (
    <section className="card card-body form wide" aria-label="Deliveries">
      <div className="card-head">
        <h2>Deliveries</h2>
        <span className="sp" />
        <Choice label="Of which webhook" all="Of every webhook" value={of} set={filter(setOf)}>
          {all.map(({ id, event_type: type, callback_url: url }) => [String(id), `${TYPES[type]}: ${url}`])}
        </Choice>
        <Choice label="How it stands" all="However it stands" value={state} set={filter(setState)}>
          {Object.entries(STATES).map(([name, [words]]) => [name, words])}
        </Choice>
      </div>
      <Loaded query={list}>
        {({ rows, more }) => (
          <>
            {rows.length === 0 ? (
              <p className="muted">Nothing was sent yet.</p>
            ) : (
              <Table rows={rows} open={setOpen} />
            )}
            <Pages page={page} more={more} set={setPage} />
          </>
        )}
      </Loaded>
      {open !== undefined && <Whole key={open} id={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function Table({ rows, open }: { rows: readonly WebhookDelivery[]; open: (id: number) => void }) {
  return (
    <table className="rows" aria-label="Deliveries">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How it stands</th>
          <th scope="col" className="opt">
            Answer
          </th>
          <th scope="col" className="n opt">
            Milliseconds
          </th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <tr key={each.id}>
            <td>
              <button type="button" className="row-open" onClick={() => open(each.id)}>
                {TYPES[each.event_type]} {each.resource_id}
              </button>{' '}
              {each.sequence === null && <Chip tone="outline">test</Chip>}
            </td>
            <td>
              <Chip tone={STATES[each.state][1]}>{STATES[each.state][0]}</Chip>{' '}
              {each.attempts > 1 && <span className="muted">{each.attempts} tries</span>}
            </td>
            <td className="opt" title={each.problem ?? undefined}>
              {each.problem ?? each.status ?? '—'}
            </td>
            <td className="n opt">{each.milliseconds === null ? '—' : number(each.milliseconds)}</td>
            <td className="muted">{at(each.queued_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One: what was posted, what was answered, and once more. */
function Whole({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useQuery(deliveryQuery(id));
  const queries = useQueryClient();
  const again = () => {
    const path = `/v2/webhook_deliveries/${id}/redeliver` as const;
    write(
      { method: 'POST', path, scope: path, label: 'Sending again' },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: ['webhook_deliveries'] });
          say('It is on its way once more, as a delivery of its own.');
        },
      },
    );
    onClose();
  };
  return (
    <Dialog title={`Delivery ${id}`} onClose={onClose} wide>
      <Loaded query={query}>
        {(each) => (
          <>
            <p>
              <Chip tone={STATES[each.state][1]}>{STATES[each.state][0]}</Chip>{' '}
              <code>{`POST ${each.callback_url}`}</code>
            </p>
            <Course of={each} />
            <h3>What was sent</h3>
            <pre className="secret">
              {Object.entries(each.request.headers)
                .map(([name, value]) => `${name}: ${value}`)
                .join('\n')}
            </pre>
            <pre className="secret">{readable(each.request.body)}</pre>
            <h3>What was answered</h3>
            {each.answer ? (
              <pre className="secret">{readable(each.answer)}</pre>
            ) : (
              <p className="muted">{each.status === null ? 'Nothing.' : 'No words.'}</p>
            )}
            <div className="dialog-foot">
              <Button onClick={onClose}>Close</Button>
              <Button kind="primary" onClick={again}>
                Send again
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

function Course({ of }: { of: WebhookDelivery }) {
  const facts = [
    ['Status', of.status],
    ['Milliseconds', of.milliseconds],
    ['Tries', of.attempts],
    ['Queued', at(of.queued_at)],
    ['Last try', of.tried_at && at(of.tried_at)],
    ['Next try', of.next_try_at && at(of.next_try_at)],
    ['Why not', of.problem],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
