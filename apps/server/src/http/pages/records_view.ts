import type { HistoryEntry } from '../../domain/activities/index.js';
import type { Timeline } from '../../domain/cadences/index.js';
import type { NextDue } from '../../domain/memberships/index.js';
import { html, type Html, type Value } from './html.js';
import { facts, page, type PageOptions, table } from './layout.js';
import type { createReader, RecordOf } from './reader.js';
import { moment, type Visitor } from './visitor.js';

type Person = RecordOf<'people'>;
type Action = RecordOf<'actions'>;
type Membership = RecordOf<'cadence_memberships'>;
type Step = RecordOf<'steps'>;
type Cadence = RecordOf<'cadences'>;
type Named = ReadonlyMap<number, { name: string | null }>;

/** What every one of these pages gets. */
export interface Seen {
  visitor: Visitor;
  signedIn: PageOptions['signedIn'];
  reader: ReturnType<typeof createReader>;
}

/** People, with a search over names and addresses. */
export function peoplePage(
  { signedIn }: Seen,
  found: Paged<Person> & { q: string; owners: Named; accounts: Named },
): Html {
  const rows = found.rows.map((person) => [
    html`<a href="/app/people/${person.id}">${nameOf(person)}</a>`,
    person.title,
    found.accounts.get(person.account?.id ?? 0)?.name ?? person.person_company_name,
    person.email_address,
    found.owners.get(person.owner?.id ?? 0)?.name,
  ]);
  return page(
    { title: 'People', wide: true, signedIn, section: 'people' },
    html`<h1>People</h1>
<form class="search" method="get" action="/app/people" role="search">
<label class="hidden" for="q">Search people by name or e-mail address</label>
<input id="q" name="q" type="search" value="${found.q}" placeholder="Name or e-mail address" maxlength="200">
<button type="submit">Search</button>
</form>
<section class="card">${
      rows.length > 0
        ? table(['Name', 'Title', 'Account', 'E-mail', 'Owner'], rows)
        : html`<p class="muted">${found.q === '' ? 'Nobody yet. People come in through the API.' : `Nobody matches “${found.q}”.`}</p>`
    }</section>
${pages('/app/people', found, found.q === '' ? {} : { q: found.q })}`,
  );
}

export interface PersonShown {
  person: Person;
  account: RecordOf<'accounts'> | undefined;
  owner: RecordOf<'users'> | undefined;
  memberships: Membership[];
  actions: Action[];
  history: HistoryEntry[];
  /** What will happen on the cadences the person is on. */
  ahead: Timeline[];
  cadences: ReadonlyMap<number, Cadence>;
  steps: ReadonlyMap<number, Step>;
  due: ReadonlyMap<number, NextDue>;
}

/** One person: how to reach them, where they stand, what happened. */
export function personPage({ signedIn, visitor }: Seen, shown: PersonShown): Html {
  const { person } = shown;
  const { principal } = visitor;
  const flags = [
    person.do_not_contact && 'Do not contact',
    person.bouncing && 'E-mail bounces',
    ...person.contact_restrictions.map((each) => `No ${each}`),
  ];
  return page(
    { title: nameOf(person), wide: true, signedIn, section: 'people' },
    html`<p class="small"><a href="/app/people">People</a></p>
<h1>${nameOf(person)}</h1>
${flags.some(Boolean) && html`<p>${flags.map((flag) => flag && html`<span class="badge warn">${flag}</span> `)}</p>`}
<section class="card">${personFacts(shown, visitor)}</section>
<section class="card"><h2>Cadences</h2>${orNone(
      'On no cadence.',
      ['Cadence', 'State', 'Step', 'Next action'],
      shown.memberships.map((membership) => [
        cadenceLink(membership.cadence?.id, shown.cadences),
        stateBadge(membership.current_state),
        stepName(membership, shown.steps),
        dueText(shown.due.get(membership.id), visitor),
      ]),
    )}</section>
<section class="card"><h2>Open actions</h2>${orNone(
      'Nothing waits for a person.',
      ['What', 'Step', 'Due'],
      shown.actions.map((action) => [
        kindWord(action.type),
        stepName(action, shown.steps),
        moment(action.due_at, principal),
      ]),
    )}</section>
<section class="card"><h2>What happens next</h2>${orNone(
      'Nothing is planned.',
      ['When', 'What', 'About', 'Cadence', 'Why'],
      comingRows(shown, visitor),
    )}</section>
<section class="card"><h2>History</h2>${orNone(
      'Nothing happened yet.',
      ['When', 'What', 'About', 'Result', 'By'],
      shown.history.map((entry) => [
        moment(entry.at, principal),
        kindWord(entry.kind),
        entry.title,
        entry.kind === 'email' ? (MAIL_STATES[entry.detail ?? ''] ?? entry.detail) : entry.detail,
        entry.by,
      ]),
    )}</section>`,
  );
}

function personFacts({ person, account, owner }: PersonShown, { principal }: Visitor): Html {
  return facts([
    ['Title', person.title],
    ['Account', account?.name ?? person.person_company_name],
    ['Owner', owner && (owner.name ?? owner.email)],
    ['E-mail', person.email_address],
    ['Phone', phoneOf(person)],
    ['Mobile', person.mobile_phone],
    ['LinkedIn', person.linkedin_url],
    ['Place', [person.city, person.state, person.country].filter(Boolean).join(', ')],
    ['Time zone', person.locale],
    ['Tags', person.tags.join(', ')],
    ...Object.entries(person.custom_fields).map(([name, value]) => [name, value] as const),
    ['Last contacted', moment(person.last_contacted_at, principal)],
    ['Last replied', moment(person.last_replied_at, principal)],
  ]);
}

/** Actions to come, of all cadences in order; what nobody can date stands last. */
function comingRows({ ahead, cadences }: PersonShown, visitor: Seen['visitor']): Value[][] {
  const coming = ahead.flatMap(({ cadenceId, entries }) =>
    entries
      .filter((entry) => ['open', 'planned', 'waiting'].includes(entry.state))
      .map((entry) => ({ ...entry, cadenceId })),
  );
  const late = Number.MAX_SAFE_INTEGER;
  coming.sort((a, b) => (a.at?.getTime() ?? late) - (b.at?.getTime() ?? late));
  return coming.map((entry) => [
    entry.at === null ? 'Waits' : moment(entry.at, visitor.principal),
    kindWord(entry.type),
    entry.email?.subject ?? entry.stepName,
    cadenceLink(entry.cadenceId, cadences),
    entry.reason.text,
  ]);
}

interface Paged<T> {
  rows: T[];
  more: boolean;
  page: number;
}

function pages(path: string, { page: at, more }: Paged<unknown>, query: Record<string, string>): Value {
  if (at === 1 && !more) return null;
  const link = (to: number, text: string, rel: string) =>
    html`<a rel="${rel}" href="${path}?${new URLSearchParams({ ...query, page: String(to) }).toString()}">${text}</a>`;
  return html`<nav class="pages" aria-label="Pages">${at > 1 ? link(at - 1, '← Previous', 'prev') : html`<span></span>`}<span class="muted">Page ${at}</span>${more ? link(at + 1, 'Next →', 'next') : html`<span></span>`}</nav>`;
}

function orNone(none: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Html {
  return rows.length > 0 ? table(columns, rows) : html`<p class="muted">${none}</p>`;
}

const MAIL_STATES: Readonly<Record<string, string>> = {
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
  uncertain: 'Perhaps sent',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
};
const KINDS: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone: 'Call',
  call: 'Call',
  integration: 'Integration',
  other: 'Other step',
};

function kindWord(kind: string | null): string {
  return KINDS[kind ?? ''] ?? 'Other step';
}

function nameOf(person: Person): string {
  return person.display_name ?? person.email_address ?? `Person ${person.id}`;
}

function phoneOf(person: Person): string | null {
  return person.phone && person.phone_extension
    ? `${person.phone} ext. ${person.phone_extension}`
    : person.phone;
}

function cadenceLink(id: number | undefined, cadences: ReadonlyMap<number, Cadence>): Value {
  const cadence = id === undefined ? undefined : cadences.get(id);
  return cadence
    ? html`<a href="/app/cadences_v2/${cadence.id}/v2/cadence_people">${cadence.name}</a>`
    : 'Not visible to you';
}

function stepName(at: Pick<Membership, 'step'>, steps: ReadonlyMap<number, Step>): Value {
  const step = steps.get(at.step?.id ?? 0);
  return step && html`Day ${step.day}: ${step.name}`;
}

function dueText(due: NextDue | undefined, { principal }: Seen['visitor']): Value {
  return due && html`<span title="${due.reason}">${moment(due.due_at, principal)}</span>`;
}

function stateBadge(state: string | null): Value {
  const words = (state ?? 'unknown').replaceAll('_', ' ');
  const kind = ['active', 'scheduled', 'staged', 'processing'].includes(state ?? '') ? 'live' : '';
  return html`<span class="badge ${kind}">${words.charAt(0).toUpperCase()}${words.slice(1)}</span>`;
}
