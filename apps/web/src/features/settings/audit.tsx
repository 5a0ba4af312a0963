import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { ExportList } from '../../app/export-list';
import { type AuditEntry, auditQuery } from '../../data/admin';
import { Chip, type Tone } from '../../ui/button';
import { moment } from '../../ui/format';
import { Choice, Pages } from './choice';
import { Loaded } from './loaded';

const DEEDS: Readonly<Record<AuditEntry['action'], readonly [words: string, tone: Tone]>> = {
  create: ['made', 'green'],
  update: ['changed', 'blue'],
  delete: ['deleted', 'red'],
};
/** Kinds of records that admins look for most; all others are told, too. */
const KINDS = [
  'users',
  'teams',
  'custom_roles',
  'groups',
  'api_keys',
  'oauth_apps',
  'two_factors',
  'mailboxes',
  'imports',
  'custom_fields',
  'send_windows',
  'holiday_calendars',
] as const;

const named = (kind: string) => kind.replaceAll('_', ' ');
const whoIs = (id: number | undefined) =>
  id === undefined ? 'The operator' : (boot.users.find((user) => user.id === id)?.name ?? `User ${id}`);

/** Who changed what of the team's own affairs: nothing of it can be changed. */
export function Audit() {
  const [filters, setFilters] = useState<Readonly<Record<string, string>>>({});
  const [page, setPage] = useState(1);
  const entries = useQuery(auditQuery(filters, page));
  const filter = (name: string, value: string) => {
    const { [name]: _, ...rest } = filters;
    setFilters(value === '' ? rest : { ...rest, [name]: value });
    setPage(1);
  };
  return (
    <section className="card card-body form wide" aria-label="Audit log">
      <div className="card-head">
        <h2>Audit log</h2>
        <span className="sp" />
        <ExportList list="audit_entries" query={filters} words="entries of the audit log" />
        <Choice
          label="What"
          all="Everything"
          value={filters['record_type']}
          set={(value) => filter('record_type', value)}
        >
          {KINDS.map((kind) => [kind, named(kind)])}
        </Choice>
        <Choice
          label="Deed"
          all="Any deed"
          value={filters['action']}
          set={(value) => filter('action', value)}
        >
          {Object.entries(DEEDS).map(([deed, [words]]) => [deed, words])}
        </Choice>
        <Choice
          label="Who"
          all="Anybody"
          value={filters['user_id']}
          set={(value) => filter('user_id', value)}
        >
          {boot.users.map(({ id, name }) => [String(id), name ?? `User ${id}`])}
        </Choice>
      </div>
      <Loaded query={entries}>
        {({ rows, more }) => (
          <>
            <Entries rows={rows} />
            {rows.length === 0 && <p className="muted">Nothing of that kind was changed.</p>}
            <Pages page={page} more={more} set={setPage} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Entries({ rows }: { rows: readonly AuditEntry[] }) {
  return (
    <table className="rows" aria-label="Audit log">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col" className="opt">
            Before and after
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            <td>{moment(entry.created_at, boot.me.time_zone ?? 'UTC', now())}</td>
            <td>{whoIs(entry.user?.id)}</td>
            <td>
              <Chip tone={DEEDS[entry.action][1]}>{DEEDS[entry.action][0]}</Chip>{' '}
              {`${named(entry.record_type)} ${entry.record_id}`}
            </td>
            <td className="opt wide">
              <Change entry={entry} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Change({ entry: { before, after, redacted_at: redacted } }: { entry: AuditEntry }) {
  if (redacted) return <span className="muted">forgotten on request</span>;
  const names = Object.keys(after ?? before ?? {});
  return (
    <details>
      <summary>{names.slice(0, 3).map(named).join(', ') || '—'}</summary>
      <dl className="change">
        {names.map((name) => (
          <div key={name}>
            <dt>{named(name)}</dt>
            <dd>{`${shown(before?.[name])} → ${shown(after?.[name])}`}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
