import type { RuleName } from '@cadenza/contract';
import { ACTION_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { type Action, LIVE_ACTIONS } from '../../domain/memberships/index.js';
import type { RuleAnswer, Why } from '../../domain/cadences/index.js';
import { type Said, say, stored } from '../../domain/said.js';
import { reasonOf } from '../planning/deciding.js';
import { planningRowFor, type ForecastInput } from './input.js';
import type { Forecasted } from './types.js';
import { type AnyDraft, forecastMemberships } from './forecast-memberships.js';
import { RULES, type PlanInput } from '../planning/plan.js';
import { absenceAt, afterReturn } from '../planning/rules/absences.js';
import { nextOpen } from '../planning/rules/calendar.js';
import { chooseMailbox } from '../planning/rules/capacity.js';
import { nextStart } from '../planning/rules/throttle.js';
import { planInputOf } from '../planning/plan-input.js';

/** A rep can do nothing about the day before what stands against the action for good: that is said first. */
const FOR_GOOD: ReadonlySet<RuleName> = new Set(RULES.map((rule) => rule.name));
/** E-mails of a person looked at when somebody asks why nothing is sent. */
const MOST_WAITING = 50;

/** Every rule asked about one action, now; undefined when there is no such action. */
export async function whyAction(
  tx: Tx,
  teamId: number,
  actionId: number,
  now: Date,
): Promise<Why | undefined> {
  const action = await tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', actionId)
    .executeTakeFirst();
  if (!action) return undefined;
  if (!(LIVE_ACTIONS as readonly string[]).includes(action.status)) return past(action);
  const { input, forecasts, queuedEmails } = await forecastMemberships(
    tx,
    teamId,
    [action.membership_id],
    now,
  );
  const email = queuedEmails.get(action.id);
  const entry = forecasts.get(action.membership_id)?.entries.find((each) => each.action.id === action.id);
  const rules = email ? [stopping('send_ledger', email.reason)] : askEveryRule(input, action, now);
  const hard = email ? undefined : rules.find((each) => each.stops && FOR_GOOD.has(each.rule));
  return {
    ...about(action),
    emailId: email?.draft.id ?? null,
    because: email?.reason ?? hard?.says ?? becauseOf(action, entry, input, now),
    rules,
    next: entry?.state === 'planned' || entry?.state === 'open' ? entry.at : null,
  };
}

function about(action: Action) {
  const { id: actionId, membership_id: membershipId, cadence_id: cadenceId, type } = action;
  return { actionId, membershipId, cadenceId, type };
}

function past(action: Action): Why {
  const how = action.status as 'completed' | 'skipped' | 'cancelled';
  const rule = action.decided_by as RuleName | null;
  const decided =
    action.decided_because === null ? undefined : stored(action.decided_because, action.decided_explained);
  const rules = rule !== null && decided ? [{ rule, stops: false, says: decided }] : [];
  const because = say('action_ended', { how }).and(reasonOf(action)).and(decided);
  return { ...about(action), emailId: null, because, rules, next: null };
}

/** What the timeline says of it: the same walk has decided, so that the two never disagree. */
function becauseOf(
  action: Action,
  entry: Forecasted<AnyDraft> | undefined,
  { runs }: ForecastInput,
  now: Date,
): Said {
  const reason = reasonOf(action);
  if (action.status !== 'planned') return say('waits_for_rep', {}).and(reason);
  if (entry?.state !== 'planned' || entry.at === null) return entry?.reason ?? reason;
  if (entry.at > now) {
    const zone = runs[0]?.context.zones.user ?? 'UTC';
    const moved = entry.rule !== null && entry.rule !== 'due';
    return moved ? entry.reason : say('not_before', { at: entry.at.toISOString(), zone }).and(entry.reason);
  }
  return say('nothing_against', {});
}

function askEveryRule(input: ForecastInput, action: Action, now: Date): RuleAnswer[] {
  const run = input.runs[0];
  const row = input.factsOf(action.membership_id, action.step_id, action.user_id);
  if (!run || !row) return [];
  const dueAction = { context: run.context, action, row: planningRowFor(action, row) };
  const planInput = planInputOf(input.planningContext, dueAction, now);
  const due = action.status === 'planned' && action.due_at > now;
  return [
    ...RULES.map((rule): RuleAnswer => {
      const decision = rule.decide(planInput);
      if (!decision) return fine(rule.name);
      const says = 'reason' in decision ? decision.reason : undefined;
      return stopping(rule.name, says ?? reasonOf(action));
    }),
    ...timing(planInput),
    { rule: 'due', stops: due, says: due ? reasonOf(action) : say('due', {}) },
  ];
}

const fine = (rule: RuleName): RuleAnswer => ({
  rule,
  stops: false,
  says: say('nothing_against', { by_itself: true }),
});
const stopping = (rule: RuleName, says: Said): RuleAnswer => ({ rule, stops: true, says });

/** What decides the moment, each by itself (rules/moment.ts puts them together). */
function timing(planInput: PlanInput): RuleAnswer[] {
  const { now, calendar, user, absences, start, sending, membership, person, action } = planInput;
  const opened = nextOpen(calendar, now);
  const away = absenceAt(absences, user.id, user.timeZone, now);
  const back = away && afterReturn(away, calendar, user.timeZone, person.emailAddress ?? membership.id);
  const begins = start ? nextStart(start, now) : undefined;
  const answers = [
    opened?.closed
      ? stopping(opened.closed.rule, opened.closed.reason())
      : opened
        ? fine('send_window')
        : stopping('send_window', say('never_open', { owner: calendar.owner })),
    away ? stopping('absence', back ? back.reason() : say('absence_without_end', {})) : fine('absence'),
    begins?.reason ? stopping('new_people_limit', begins.reason()) : fine('new_people_limit'),
  ];
  if (!action.automated || !sending) return answers;
  const choice = chooseMailbox(sending, now, action.seed, (at) => at);
  if ('stopped' in choice) return [...answers, stopping(choice.rule, choice.stopped)];
  if ('never' in choice) return [...answers, stopping('mailbox', say('mailbox', {}))];
  const { limit, at } = choice;
  return [...answers, limit && at > now ? stopping(limit.rule, limit.reason()) : fine('mailbox')];
}

/** Why this person gets nothing: every action and e-mail that waits for something. */
export async function whyPerson(
  tx: Tx,
  teamId: number,
  personId: number,
  now: Date,
): Promise<{ waiting: Why[]; nothing: Said | null }> {
  const actions = await tx
    .selectFrom('actions')
    .select('id')
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('due_at')
    .limit(MOST_WAITING)
    .execute();
  const waiting: Why[] = [];
  for (const { id } of actions) {
    const why = await whyAction(tx, teamId, id, now);
    if (why) waiting.push(why);
  }
  waiting.push(...(await waitingOneOffs(tx, teamId, personId)));
  return { waiting, nothing: waiting.length > 0 ? null : await whyNothing(tx, teamId, personId) };
}

async function waitingOneOffs(tx: Tx, teamId: number, personId: number): Promise<Why[]> {
  const emails = await tx
    .selectFrom('emails')
    .select(['id', 'state', 'state_reason', 'explained', 'send_after', 'membership_id', 'cadence_id'])
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .where('action_id', 'is', null)
    .where('state', 'in', ['planned', 'queued', 'sending', 'uncertain', 'failed'])
    .orderBy('id')
    .limit(MOST_WAITING)
    .execute();
  return emails.map((email) => ({
    actionId: null,
    emailId: email.id,
    membershipId: email.membership_id,
    cadenceId: email.cadence_id,
    type: 'email',
    because: stored(email.state_reason, email.explained),
    rules: [stopping('send_ledger', stored(email.state_reason, email.explained))],
    next: ['planned', 'queued', 'sending'].includes(email.state) ? email.send_after : null,
  }));
}

/** Nothing waits: the last thing that happened is why. */
async function whyNothing(tx: Tx, teamId: number, personId: number): Promise<Said> {
  const last = await tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 'm.team_id').onRef('c.id', '=', 'm.cadence_id'),
    )
    .select(['c.id as cadence_id', 'c.name', 'm.current_state', 'm.currently_on_cadence', 'm.id'])
    .where('m.team_id', '=', teamId)
    .where('m.person_id', '=', personId)
    .orderBy('m.currently_on_cadence', 'desc')
    .orderBy('m.updated_at', 'desc')
    .executeTakeFirst();
  if (!last) return say('nothing_planned', { how: 'never_on' });
  const action = await tx
    .selectFrom('actions')
    .select(['reason', 'explained'])
    .where('team_id', '=', teamId)
    .where('membership_id', '=', last.id)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const { name, cadence_id, current_state: state } = last;
  const how = last.currently_on_cadence === true ? 'is_on' : 'left';
  return say('nothing_planned', { how, cadence_id, state, last: action !== undefined }, { name }).and(
    action && reasonOf(action),
  );
}
