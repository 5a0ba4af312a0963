import { ACTION_COLUMNS, EMAIL_COLUMNS, type EmailRow } from '../../db/columns.js';
import { anyOf } from '../../db/any-of.js';
import type { Database, Tx } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import type { RuleName } from '@cadenza/contract';
import { type Said, stored } from '../../domain/said.js';
import { reasonOf } from '../planning/deciding.js';
import type { Action } from '../../domain/memberships/index.js';
import type { Forecasts, Timeline, TimelineEmail, TimelineEntry } from '../../domain/cadences/index.js';
import type { Forecasted } from './types.js';
import type { ForecastInput } from './input.js';
import { type AnyDraft, forecastMemberships } from './forecast-memberships.js';
import { capacityAhead } from './capacity-ahead.js';
import { mailboxUse } from './mailbox-use.js';
import { whyAction, whyPerson } from './why.js';

type Email = EmailRow & { decided_explained: unknown };
/** Past touches shown of one membership. */
const MOST_PAST = 200;

/** Looks ahead in read-only transactions: PostgreSQL refuses every write and lock, however often somebody looks. */
export function createForecasts(database: Pick<Database, 'kysely'>): Forecasts {
  const look = <T>(teamId: number, work: (tx: Tx) => Promise<T>) => readOnly(database.kysely, teamId, work);
  return {
    timelines: (teamId, ids, now) => look(teamId, (tx) => timelines(tx, teamId, ids, now)),
    whyAction: (teamId, id, now) => look(teamId, (tx) => whyAction(tx, teamId, id, now)),
    timelinesIn: timelines,
    aheadOf: (teamId, ids, now) => look(teamId, (tx) => timelines(tx, teamId, ids, now, false)),
    capacityAhead: (teamId, of, now) => look(teamId, (tx) => capacityAhead(tx, teamId, of, now)),
    mailboxUse: (teamId, id, now) => look(teamId, (tx) => mailboxUse(tx, teamId, id, now)),
    whyPerson: (teamId, id, now) => look(teamId, (tx) => whyPerson(tx, teamId, id, now)),
  };
}

/** `withPast`: what was stands before what will be. */
async function timelines(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
  withPast = true,
): Promise<Timeline[]> {
  const { input, forecasts } = await forecastMemberships(tx, teamId, ids, now);
  if (input.runs.length === 0) return [];
  const steps = await readSteps(tx, teamId, input);
  const past = withPast ? await readPast(tx, teamId, ids) : [];
  return input.runs.map(({ context: { membership } }) => {
    const { entries, ends } = forecasts.get(membership.id) ?? { entries: [], ends: null };
    const behind = past
      .filter(({ action }) => action.membership_id === membership.id)
      .map(({ action, email }) => pastEntry(action, email, steps));
    return {
      membershipId: membership.id,
      personId: membership.person_id,
      cadenceId: membership.cadence_id,
      state: membership.current_state,
      entries: [...behind, ...entries.map((entry) => forecastEntry(entry, steps)).sort(byMoment)],
      ends: membership.currently_on_cadence === true ? ends : null,
    };
  });
}

type Steps = ReadonlyMap<number, { name: string | null; day: number }>;

async function readSteps(tx: Tx, teamId: number, { runs }: ForecastInput): Promise<Steps> {
  const rows = await tx
    .selectFrom('steps')
    .select(['id', 'name', 'day'])
    .where('team_id', '=', teamId)
    .where('cadence_id', '=', anyOf([...new Set(runs.map(({ context }) => context.membership.cadence_id))]))
    .execute();
  return new Map(rows.map(({ id, ...step }) => [id, step]));
}

async function readPast(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
): Promise<{ action: Action; email: Email | undefined }[]> {
  const actions: Action[] = [];
  for (const id of ids) {
    const some = await tx
      .selectFrom('actions')
      .select(ACTION_COLUMNS)
      .where('team_id', '=', teamId)
      .where('membership_id', '=', id)
      .where('status', 'in', ['completed', 'skipped', 'cancelled'])
      .orderBy('completed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_PAST)
      .execute();
    actions.push(...some.toReversed());
  }
  if (actions.length === 0) return [];
  const emails = await tx
    .selectFrom('emails')
    .select([...EMAIL_COLUMNS, 'decided_explained'])
    .where('team_id', '=', teamId)
    .where('action_id', '=', anyOf(actions.map((action) => action.id)))
    .execute();
  const byAction = new Map(emails.map((email) => [email.action_id, email]));
  return actions.map((action) => ({ action, email: byAction.get(action.id) }));
}

function pastEntry(action: Action, email: Email | undefined, steps: Steps): TimelineEntry {
  const decided = decidedOf(email) ?? decidedOf(action);
  return {
    ...common(action, steps),
    state: action.status === 'completed' ? 'done' : action.status === 'skipped' ? 'skipped' : 'cancelled',
    at: email?.sent_at ?? action.completed_at,
    rule: (email?.decided_by ?? action.decided_by) as RuleName | null,
    // Why then, and what became of it.
    reason: decided?.and(reasonOf(action)) ?? reasonOf(action),
    email: email ? shown(email) : null,
  };
}

function decidedOf(
  row: { decided_because: string | null; decided_explained: unknown } | undefined,
): Said | undefined {
  return row?.decided_because == null ? undefined : stored(row.decided_because, row.decided_explained);
}

function forecastEntry(
  { action, state, at, rule, reason, draft }: Forecasted<AnyDraft>,
  steps: Steps,
): TimelineEntry {
  return { ...common(action, steps), state, at, rule, reason, email: draft && shown(draft) };
}

function common(action: Action, steps: Steps) {
  const step = steps.get(action.step_id);
  return {
    type: action.type,
    automated: action.automated,
    day: step?.day ?? 0,
    stepId: action.step_id,
    stepName: step?.name ?? null,
    // Made-up actions have negative ids.
    actionId: action.id > 0 ? action.id : null,
    userId: action.user_id,
  };
}

function shown(draft: AnyDraft): TimelineEmail {
  return {
    id: draft.id ?? null,
    state: draft.state ?? 'forecast',
    mailboxId: draft.mailbox_id,
    from: draft.from_address,
    to: draft.to_address,
    subject: draft.subject,
    bodyHtml: draft.body_html,
    variantId: draft.step_variant_id,
    views: draft.views ?? 0,
    clicks: draft.clicks ?? 0,
    replies: draft.replies ?? 0,
    bounced: draft.bounced ?? false,
  };
}

/** What nobody can date stands last. */
function byMoment(a: TimelineEntry, b: TimelineEntry): number {
  return (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity) || a.day - b.day;
}
