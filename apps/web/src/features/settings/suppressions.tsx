import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { now } from '../../app/clock';
import { ExportList } from '../../app/export-list';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Suppression, suppressionsQuery } from '../../data/admin';
import { Button, Chip } from '../../ui/button';
import { Field } from '../../ui/field';
import { span } from '../../ui/format';
import { Pages } from './choice';
import { Loaded } from './loaded';

const REASONS: Readonly<Record<Suppression['reason'], string>> = {
  opt_out: 'asked for it',
  hard_bounce: 'bounced',
  complaint: 'complained',
  manual: 'by hand',
  import: 'came with a list',
};
/** So long a change can be taken back. */
const HOLD_MS = 6000;

/** Addresses and domains that nothing is sent to. */
export function Suppressions() {
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [page, setPage] = useState(1);
  const filters = { ...(value ? { value } : {}), ...(reason ? { reason } : {}) };
  const list = useQuery(suppressionsQuery(filters, page));
  return (
    <>
      <section className="card card-body form wide" aria-label="Suppression list">
        <div className="card-head">
          <h2>Suppression list</h2>
          <span className="sp" />
          <ExportList list="suppressions" query={filters} words="entries of the suppression list" />
          <input
            type="search"
            aria-label="Address or domain"
            placeholder="Whole address or domain"
            value={value}
            onChange={({ target }) => {
              setValue(target.value.trim().toLowerCase());
              setPage(1);
            }}
          />
          <select
            aria-label="Why"
            value={reason}
            onChange={({ target }) => {
              setReason(target.value);
              setPage(1);
            }}
          >
            <option value="">For any reason</option>
            {Object.entries(REASONS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <p className="sub">
          Nothing is sent to them, by nobody of the team.{' '}
          <a href="/v2/suppression_export">The whole list as CSV</a>
        </p>
        <Loaded query={list}>
          {({ rows, more }) => (
            <>
              <Entries rows={rows} />
              {rows.length === 0 && <p className="muted">Nothing is on the list.</p>}
              <Pages page={page} more={more} set={setPage} />
            </>
          )}
        </Loaded>
      </section>
      <Add />
    </>
  );
}

function Entries({ rows }: { rows: readonly Suppression[] }) {
  const queries = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const hide = (id: number, hidden: boolean) =>
    setGone((before) => new Set([...before].filter((each) => each !== id).concat(hidden ? [id] : [])));
  const remove = ({ id, value }: Suppression) => {
    hide(id, true);
    const path = `/v2/suppressions/${id}` as const;
    const back = write(
      { method: 'DELETE', path, scope: path, label: value, holdMs: HOLD_MS },
      {
        done: () => void queries.invalidateQueries({ queryKey: ['suppressions'] }),
        refused: ({ text }) => {
          hide(id, false);
          say(`${value} stays: ${text}`, { tone: 'failed' });
        },
      },
    );
    say(`${value} may be written to again.`, { undo: () => back() && hide(id, false), ms: HOLD_MS });
  };
  return (
    <table className="rows" aria-label="Suppression list">
      <thead>
        <tr>
          <th scope="col">Address or domain</th>
          <th scope="col">Why</th>
          <th scope="col" className="opt">
            Since
          </th>
          <th scope="col">
            <span className="hidden">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ id }) => !gone.has(id))
          .map((entry) => (
            <EntryRow key={entry.id} entry={entry} remove={remove} />
          ))}
      </tbody>
    </table>
  );
}

function EntryRow({ entry, remove }: { entry: Suppression; remove: (entry: Suppression) => void }) {
  const { value, kind, note, cadence, reason, created_at: at } = entry;
  return (
    <tr>
      <td title={note ?? undefined}>
        {value} {kind === 'domain' && <Chip tone="outline">domain</Chip>}{' '}
        {cadence && <Chip tone="outline">one cadence</Chip>}
      </td>
      <td>{REASONS[reason]}</td>
      <td className="opt muted">{span(at, now())} ago</td>
      <td>
        <Button small kind="quiet" aria-label={`Take off ${value}`} onClick={() => remove(entry)}>
          Take off
        </Button>
      </td>
    </tr>
  );
}

/** One, or a list that is pasted or read from a file: what was refused of it is told line by line. */
function Add() {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [told, setTold] = useState<Outcome>();
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setTold(undefined);
    const rows = text
      .split(/[\r\n,;]+/)
      .flatMap((line) => (line.trim() === '' ? [] : [{ value: line.trim() }]));
    if (rows.length === 0) return setError('Enter an address or a domain.');
    write(
      {
        method: 'POST',
        path: '/v2/suppression_imports',
        body: { rows },
        scope: '/v2/suppression_imports',
        label: 'Suppression list',
      },
      {
        done: (data) => {
          setText('');
          setTold((data as { data: Outcome }).data);
          void queries.invalidateQueries({ queryKey: ['suppressions'] });
        },
        refused: (why) => setError(why.text),
      },
    );
  };
  return (
    <form className="card card-body form" aria-label="Add to the list" onSubmit={submit} noValidate>
      <h2 className="section-head">Add to the list</h2>
      <Field label="Addresses and domains, one a line" error={error}>
        {(id) => <textarea id={id} rows={4} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
      <Field label="Or read them from a file">
        {(id) => (
          <input
            id={id}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={({ target }) =>
              void target.files?.[0]?.text().then((read) => setText(read.slice(0, 4_000_000)))
            }
          />
        )}
      </Field>
      {told && <Told outcome={told} />}
      <div className="dialog-foot">
        <Button kind="primary" type="submit">
          Add
        </Button>
      </div>
    </form>
  );
}

const Told = ({ outcome: { imported, already_there: there, refused, refusals } }: { outcome: Outcome }) => (
  <div role="status">
    <p>
      {imported} added, {there} were there already, {refused} refused.
    </p>
    <ul className="named">
      {refusals.slice(0, 20).map(({ line, value, reason }) => (
        <li key={line} className="error-text">{`Line ${line}: ${value} ${reason}`}</li>
      ))}
    </ul>
  </div>
);

interface Outcome {
  readonly imported: number;
  readonly already_there: number;
  readonly refused: number;
  readonly refusals: readonly { readonly line: number; readonly value: string; readonly reason: string }[];
}
