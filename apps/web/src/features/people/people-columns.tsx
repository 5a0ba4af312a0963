import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { PersonRow } from '../../data/people';
import { Chip, type Tone } from '../../ui/button';
import { dated, day, moment, number, span, touchName } from '../../ui/format';
import type { Column } from '../../ui/table/columns';

export const zone = boot.me.time_zone ?? 'UTC';
const NONE = <span className="muted">—</span>;
export const nameOf = (person: Pick<PersonRow, 'display_name' | 'email_address'>): string =>
  person.display_name?.trim() || person.email_address || 'Without a name';
const stages = new Map(boot.stages.map(({ id, name }) => [id, name ?? '']));
export const stageName = (id: number | undefined): string | null =>
  id === undefined ? null : (stages.get(id) ?? `No. ${id}`);

/** What stops everything, before any stage. */
export function stateOf(person: PersonRow): { text: string; tone: Tone } | undefined {
  if (person.do_not_contact) return { text: 'Do not contact', tone: 'red' };
  if (person.bouncing) return { text: 'Bounced', tone: 'red' };
  const stage = stageName(person.person_stage?.id);
  return stage === null ? undefined : { text: stage, tone: 'grey' };
}

/** The next touch in words: `Call · today`. */
export function nextWords({ with: { next } }: PersonRow): string | null {
  if (!next) return null;
  if (dated(next.at) === null) return next.says;
  const at = now();
  const type = touchName(next.type);
  if (next.open && new Date(next.at) < at) {
    const late = day(next.at, zone, at) !== day(at, zone, at);
    return late ? `${type} · ${span(next.at, at)} overdue` : `${type} · today`;
  }
  return `${type} · ${moment(next.at, zone, at)}`;
}

const WHO: readonly Column<PersonRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 12,
    sort: 'name',
    cell: (person) => (
      <>
        <Link to="/people/$id" params={{ id: String(person.id) }}>
          {nameOf(person)}
        </Link>
        <span className="second">{[person.title, person.with.account].filter(Boolean).join(' · ')}</span>
      </>
    ),
    text: nameOf,
  },
  {
    id: 'title',
    title: 'Title',
    width: 11,
    sort: 'title',
    cell: (person) => person.title ?? NONE,
    text: (person) => person.title,
  },
  {
    id: 'account',
    title: 'Account',
    width: 10,
    sort: 'account',
    cell: (person) =>
      person.account ? (
        <Link to="/accounts/$id" params={{ id: String(person.account.id) }} className="plain">
          {person.with.account ?? `No. ${person.account.id}`}
        </Link>
      ) : (
        (person.person_company_name ?? NONE)
      ),
    text: (person) => person.with.account ?? person.person_company_name,
  },
  {
    id: 'stage',
    title: 'Stage',
    width: 8,
    cell: (person) => {
      const state = stateOf(person);
      return state ? <Chip tone={state.tone}>{state.text}</Chip> : NONE;
    },
  },
];

const TOUCHES: readonly Column<PersonRow>[] = [
  {
    id: 'next',
    title: 'Next touch',
    width: 10.5,
    cell: (person) => nextWords(person) ?? NONE,
    text: (person) => person.with.next?.says ?? null,
  },
  {
    id: 'last',
    title: 'Last contact',
    width: 6,
    sort: 'last_contacted_at',
    numeric: true,
    cell: (person) => (person.last_contacted_at ? span(person.last_contacted_at, now()) : NONE),
    text: (person) => (person.last_contacted_at ? moment(person.last_contacted_at, zone, now()) : null),
  },
  {
    id: 'opens',
    title: 'Opens',
    width: 4.5,
    sort: 'viewed_emails',
    numeric: true,
    cell: (person) => number(person.counts.emails_viewed),
  },
];

const owners = new Map(boot.users.map(({ id, name }) => [id, name]));
const field = (
  id: string,
  title: string,
  width: number,
  of: (person: PersonRow) => string | null | undefined,
): Column<PersonRow> => ({
  id,
  title,
  width,
  extra: true,
  cell: (person) => of(person) || NONE,
  text: (person) => of(person) ?? null,
});
const counted = (id: keyof PersonRow['counts'], title: string): Column<PersonRow> => ({
  id,
  title,
  width: 5,
  extra: true,
  numeric: true,
  cell: (person) => number(person.counts[id]),
});
const dayOf = (at: string | null): string | null => (at ? day(at, zone, now()) : null);

/** What somebody may choose besides. */
const MORE: readonly Column<PersonRow>[] = [
  field('email', 'E-mail', 13, (person) => person.email_address),
  field('phone', 'Telephone', 9, (person) => person.phone),
  field('owner', 'Owner', 9, (person) => owners.get(person.owner?.id ?? 0)),
  field('city', 'City', 8, (person) => person.city ?? person.work_city),
  field('country', 'Country', 8, (person) => person.country ?? person.work_country),
  field('seniority', 'Seniority', 8, (person) => person.job_seniority?.replaceAll('_', ' ')),
  field('industry', 'Industry', 9, (person) => person.person_company_industry),
  field('tags', 'Tags', 10, (person) => person.tags.join(', ')),
  counted('emails_clicked', 'Clicks'),
  counted('emails_replied_to', 'Replies'),
  counted('calls', 'Calls'),
  { ...field('created', 'Created', 8, (person) => dayOf(person.created_at)), sort: 'created_at' },
  { ...field('updated', 'Changed', 8, (person) => dayOf(person.updated_at)), sort: 'updated_at' },
];

/** Columns of people; the names of cadences come beside the rows. */
export const peopleColumns = (cadences: Readonly<Record<number, string>>): readonly Column<PersonRow>[] => [
  ...WHO,
  {
    id: 'cadence',
    title: 'Cadence',
    width: 9,
    cell: (person) => cadenceWords(person, cadences) ?? NONE,
    text: (person) => cadenceWords(person, cadences),
  },
  ...TOUCHES,
  ...MORE,
];

const cadenceWords = (person: PersonRow, names: Readonly<Record<number, string>>): string | null =>
  person.cadences.length === 0 ? null : person.cadences.map(({ id }) => names[id] ?? `No. ${id}`).join(', ');
