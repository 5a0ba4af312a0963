import { type Contract, FORECAST_PEOPLE, FORECAST_SHOWN } from '@cadenza/contract';
import { listIds } from '../db/listing.js';
import {
  cadenceMembershipsView,
  cadencesView,
  onTrial,
  type Timeline,
  type TimelineEmail,
  type TimelineEntry,
  type Why,
} from '../domain/cadences/index.js';
import { seesAction } from '../domain/actions/index.js';
import { ledgerHistoryView } from '../domain/activities/index.js';
import { mailboxesView } from '../domain/mailboxes/index.js';
import { peopleView } from '../domain/people/index.js';
import type { Said } from '../domain/said.js';
import { AppError, notFound } from '../kernel/errors.js';
import { hasScope } from '../kernel/principal.js';
import type { Conclusion, Handlers, OperationInput, Outside, Reader } from './handler-types.js';
import { INTERNAL, sentenceOf as sentenceOfRow } from './bulk/sentence.js';
import { selectedIds } from './bulk/select.js';
import { readContext } from './request.js';
import { wireTime } from './wire-time.js';

type Operations = Handlers['operations'];

/** What was, what will be, and why not yet. All of them only read. */
export const timelineOperations: Pick<
  Operations,
  | 'membership_timeline'
  | 'cadence_forecast'
  | 'cadence_timeline'
  | 'action_why'
  | 'mailbox_use'
  | 'person_why_not_sent'
  | 'send_ledger_history'
> = {
  membership_timeline: {
    read: async (reader, { params: { id } }) => {
      await reader.render(cadenceMembershipsView, id);
      const [timeline] = await forecasts(reader).timelines(reader.principal.teamId, [id], reader.now);
      if (!timeline) throw notFound();
      return JSON.stringify(timelineOf(reader, timeline));
    },
  },
  cadence_forecast: { act: forecastCadence },
  cadence_timeline: { read: readCadenceTimeline },
  action_why: {
    read: async (reader, { params: { id } }) => {
      const why = (await seesAction(reader.app.database.kysely, reader.principal, id))
        ? await forecasts(reader).whyAction(reader.principal.teamId, id, reader.now)
        : undefined;
      if (!why) throw notFound();
      return JSON.stringify(whyOf(reader, why));
    },
  },
  mailbox_use: {
    read: async (reader, { params: { id } }) => {
      await reader.render(mailboxesView, id);
      const use = await forecasts(reader).mailboxUse(reader.principal.teamId, id, reader.now);
      if (!use) throw notFound();
      const { because } = use;
      return JSON.stringify({
        day: use.day,
        used: use.used,
        limit: use.limit,
        ramping: use.ramping,
        next_free_at: timeOf(reader, use.nextFree),
        because: because ? { rule: because.rule, says: because.text, facts: because.facts } : null,
        waiting: use.waiting,
        sent_30_days: use.sent,
        bounced_30_days: use.bounced,
        hard_bounces_30_days: use.hard,
      });
    },
  },
  person_why_not_sent: {
    read: async (reader, { params: { id } }) => {
      await reader.render(peopleView, id);
      const { waiting, nothing } = await forecasts(reader).whyPerson(reader.principal.teamId, id, reader.now);
      return JSON.stringify({
        waiting: waiting.map((why) => whyOf(reader, why)),
        nothing: nothing?.text ?? null,
        nothing_facts: nothing?.facts ?? null,
      });
    },
  },
  send_ledger_history: { view: ledgerHistoryView },
};

export function forecasts({ app }: Pick<Reader, 'app'>) {
  if (!app.forecasts) throw new AppError('unavailable', 'This server does not plan');
  return app.forecasts;
}

type Forecast = OperationInput<Contract['operations']['cadence_forecast']>;

/** People are tried on a cadence; the first of them are told of in the order they were named. */
async function forecastCadence(reader: Outside, { params: { id }, body }: Forecast): Promise<Conclusion> {
  const { person_ids: ids, filter } = body;
  const meant = await selectedIds(reader, 'people', { ids, filter }, 'person_ids', FORECAST_PEOPLE);
  const { timelinesIn } = forecasts(reader);
  return async (command) => {
    const { principal, now } = command;
    const at = body.from == null ? now : new Date(body.from);
    const tried = { personIds: meant, userId: body.user_id, stepId: body.step_id, at };
    const answer = await onTrial(command, id, tried, async (tx, { added, refused, leftOut }) => {
      const all = await timelinesIn(tx, principal.teamId, [...added.values()], at, false);
      const of = new Map(all.map((timeline) => [timeline.personId, timeline]));
      return {
        tried: meant.length - leftOut,
        left_out: leftOut,
        refusals: refusalsOf([...refused.values()]),
        people: meant
          .filter((personId) => added.has(personId) || refused.has(personId))
          .slice(0, FORECAST_SHOWN)
          .map((personId) => triedOf(reader, personId, of.get(personId), refused.get(personId))),
        days: daysOf(reader, all, at),
      };
    });
    return async () => JSON.stringify(answer);
  };
}

/** How many were refused in the same words, the most first. */
function refusalsOf(errors: readonly unknown[]) {
  const counts = new Map<string, number>();
  for (const error of errors) {
    const reason = sentenceOfRow(error) ?? INTERNAL;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, people]) => ({ reason, people }))
    .toSorted((a, b) => b.people - a.people || (a.reason < b.reason ? -1 : 1));
}

function triedOf(reader: Outside, personId: number, timeline: Timeline | undefined, error: unknown) {
  const { entries = [], ends = null } = timeline ?? {};
  return {
    person: refs(reader)('people', personId),
    refused: error === undefined ? null : (sentenceOfRow(error) ?? INTERNAL),
    // Actions and e-mails that never were have no numbers.
    entries: entries.map((entry) => {
      const { email, ...told } = entryOf(reader, entry);
      return { ...told, action: null, email: email && { ...email, id: null } };
    }),
    ends: ends && { at: timeOf(reader, ends.at), ...sentenceOf('reason', ends.reason) },
  };
}

/** Touches that are still to come by day, type and mailbox, where the caller is; what is overdue counts for the day of `now`. */
export function daysOf(reader: Outside, timelines: readonly Timeline[], now: Date) {
  const days = new Map<
    string,
    { day: string; type: string; automated: boolean; mailbox: object | null; touches: number }
  >();
  for (const { state, at, type, automated, email } of timelines.flatMap(({ entries }) => entries)) {
    if (at === null || (state !== 'planned' && state !== 'open')) continue;
    const day = wireTime(at < now ? now : at, reader.principal.timeZone).slice(0, 10);
    const mailbox = email?.mailboxId ?? null;
    const key = `${day} ${type} ${automated} ${mailbox}`;
    const known = days.get(key);
    if (known) known.touches += 1;
    else days.set(key, { day, type, automated, mailbox: refs(reader)('mailboxes', mailbox), touches: 1 });
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

async function readCadenceTimeline(
  reader: Reader,
  { params: { id }, query }: { params: { id: number }; query: { page: number; per_page: number } },
): Promise<string> {
  const { app, principal, now } = reader;
  await reader.render(cadencesView, id);
  const { page, per_page } = query;
  const found = await listIds(app.database.pool, cadenceMembershipsView, readContext(app, principal, now), {
    conditions: [
      { filter: 'cadence_id', operator: 'in', value: [id] },
      { filter: 'currently_on_cadence', operator: 'bool', value: true },
    ],
    sortBy: 'added_at',
    direction: 'ASC',
    limit: per_page + 1,
    offset: (page - 1) * per_page,
  });
  const ids = found.slice(0, per_page);
  const timelines = await forecasts(reader).timelines(principal.teamId, ids, now);
  return JSON.stringify({
    page,
    per_page,
    next_page: found.length > per_page ? page + 1 : null,
    people: timelines.map((timeline) => timelineOf(reader, timeline)),
  });
}

function timelineOf(reader: Reader, timeline: Timeline) {
  const ref = refs(reader);
  const { ends } = timeline;
  return {
    state: timeline.state,
    cadence_membership: ref('cadence_memberships', timeline.membershipId),
    person: ref('people', timeline.personId),
    cadence: ref('cadences', timeline.cadenceId),
    entries: timeline.entries.map((entry) => entryOf(reader, entry)),
    ends: ends && { at: timeOf(reader, ends.at), ...sentenceOf('reason', ends.reason) },
  };
}

function entryOf(reader: Outside, entry: TimelineEntry) {
  const ref = refs(reader);
  return {
    state: entry.state,
    at: timeOf(reader, entry.at),
    type: entry.type,
    automated: entry.automated,
    day: entry.day,
    step_name: entry.stepName,
    ...sentenceOf('reason', entry.reason),
    rule: entry.rule,
    step: ref('steps', entry.stepId),
    user: ref('users', entry.userId),
    action: bare(entry.actionId),
    email: entry.email && emailOf(reader, entry.email),
  };
}

/** The sentence under its name, and beside it the rule it states and the facts it is made of. */
function sentenceOf<K extends string>(name: K, said: Said) {
  const sentence = { [name]: said.text } as Record<K, string>;
  return { ...sentence, rule: said.rule, facts: said.facts };
}

function emailOf(reader: Outside, email: TimelineEmail) {
  const contents = hasScope(reader.principal, 'email_contents:read');
  return {
    id: email.id,
    state: email.state,
    from_address: email.from,
    to_address: email.to,
    subject: contents ? email.subject : null,
    body: contents ? email.bodyHtml : null,
    views: email.views,
    clicks: email.clicks,
    replies: email.replies,
    bounced: email.bounced,
    mailbox: refs(reader)('mailboxes', email.mailboxId),
    step_variant: bare(email.variantId),
  };
}

function whyOf(reader: Reader, why: Why) {
  const ref = refs(reader);
  return {
    type: why.type,
    ...sentenceOf('because', why.because),
    next: timeOf(reader, why.next),
    rules: why.rules.map(({ rule, stops, says }) => ({ stops, ...sentenceOf('says', says), rule })),
    action: bare(why.actionId),
    email: bare(why.emailId),
    cadence_membership: ref('cadence_memberships', why.membershipId),
    cadence: ref('cadences', why.cadenceId),
  };
}

export const refs =
  ({ app }: Pick<Reader, 'app'>) =>
  (path: string, id: number | null) =>
    id === null ? null : { _href: `${app.config.publicUrl}/v2/${path}/${id}`, id };
const bare = (id: number | null) => (id === null ? null : { id });
const timeOf = ({ principal }: Pick<Reader, 'principal'>, at: Date | null) =>
  at && wireTime(at, principal.timeZone);
