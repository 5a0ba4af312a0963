import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { Account } from '../../data/accounts';
import { Chip } from '../../ui/button';
import { day, moment, number, span } from '../../ui/format';
import type { Column } from '../../ui/table/columns';

export const zone = boot.me.time_zone ?? 'UTC';
const NONE = <span className="muted">—</span>;
const owners = new Map(boot.users.map(({ id, name }) => [id, name]));
export const nameOf = (account: Pick<Account, 'name' | 'domain'>): string =>
  account.name?.trim() || account.domain || 'Without a name';
type TextField = 'domain' | 'industry' | 'city' | 'country' | 'state' | 'website' | 'phone' | 'size';
const text = (id: TextField, title: string, width: number): Column<Account> => ({
  id,
  title,
  width,
  cell: (account) => account[id] ?? NONE,
  text: (account) => account[id],
});

/** Columns of accounts, with the names of the team's stages. */
export const accountColumns = (stages: ReadonlyMap<number, string>): readonly Column<Account>[] => [
  {
    id: 'name',
    title: 'Name',
    width: 11,
    sort: 'name',
    cell: (account) => (
      <>
        <Link to="/accounts/$id" params={{ id: String(account.id) }}>
          {nameOf(account)}
        </Link>
        <span className="second">{[account.domain, account.country].filter(Boolean).join(' · ')}</span>
      </>
    ),
    text: nameOf,
  },
  text('domain', 'Domain', 10),
  {
    id: 'stage',
    title: 'Stage',
    width: 8,
    cell: (account) => {
      if (account.do_not_contact) return <Chip tone="red">Do not contact</Chip>;
      const stage = stages.get(account.company_stage?.id ?? 0);
      return stage ? <Chip>{stage}</Chip> : NONE;
    },
  },
  text('industry', 'Industry', 9),
  text('city', 'City', 7),
  text('country', 'Country', 7),
  {
    id: 'owner',
    title: 'Owner',
    width: 9,
    cell: (account) => owners.get(account.owner?.id ?? 0) ?? NONE,
  },
  {
    id: 'people',
    title: 'People',
    width: 4.5,
    sort: 'counts_people',
    numeric: true,
    cell: (account) => number(account.counts.people ?? 0),
  },
  {
    id: 'last',
    title: 'Last contact',
    width: 6,
    sort: 'last_contacted_at',
    numeric: true,
    cell: (account) => (account.last_contacted_at ? span(account.last_contacted_at, now()) : NONE),
    text: (account) => (account.last_contacted_at ? moment(account.last_contacted_at, zone, now()) : null),
  },
  ...MORE,
];

/** What somebody may choose besides. */
const MORE: readonly Column<Account>[] = [
  { ...text('website', 'Website', 11), extra: true },
  { ...text('phone', 'Telephone', 9), extra: true },
  { ...text('state', 'State', 7), extra: true },
  { ...text('size', 'Size', 6), extra: true },
  {
    id: 'tags',
    title: 'Tags',
    width: 10,
    extra: true,
    cell: (account) => account.tags.join(', ') || NONE,
    text: (account) => account.tags.join(', '),
  },
  {
    id: 'created',
    title: 'Created',
    width: 8,
    sort: 'created_at',
    extra: true,
    cell: (account) => day(account.created_at, zone, now()),
  },
];
