import { setImmediate } from 'node:timers/promises';
import type { RuleName } from '@cadenza/contract';
import { chooseMailbox, isTouchLimit } from '../planning/rules/capacity.js';
import { planBranch } from '../../domain/memberships/branch-plan-rules.js';
import { type Action, SNOOZED_RULES } from '../../domain/memberships/index.js';
import {
  type Next,
  type Position,
  type ReachedGroup,
  type Walk,
  walkOn,
} from '../../domain/memberships/progress-rules.js';
import { type Said, say } from '../../domain/said.js';
import { decidedBy, reasonOf } from '../planning/deciding.js';
import { EventQueue } from './event-queue.js';
import { DraftsAhead } from './drafts-ahead.js';
import { afterOther, afterSent, type ForecastedRun } from './forecasted-run.js';
import { planningRowFor, synthetic, type ForecastInput, type Run } from './input.js';
import type { DueAction } from '../planning/planning-rows.js';
import type { MembershipForecast, Compose, Forecasted, QueuedEmail } from './types.js';
import { type Decision, planAction } from '../planning/plan.js';
import { fixStart, planInputOf, type PlanningContext } from '../planning/plan-input.js';

// The engine's own rules, run forward in memory: planGroup says when, planAction what then, and each action is taken to
// be done the moment it can be. Nothing is written, and nothing asks the database but `compose` for the words.

/** Decisions about touches, for each person as well; far more than any cadence needs. */
const MOST_DECISIONS = 5000;
const MOST_OF_ONE = 200;
/** After so many others have their turn: requests are answered by the same thread. */
const TURN = 50;
/** These sleep until somebody wakes them: nobody can say when. */
const UNTIL_SOMEBODY_ACTS: ReadonlySet<RuleName> = new Set(SNOOZED_RULES);

/**
 * What will happen to these memberships as things stand: nobody opens, answers or leaves, the rep does each manual step
 * the moment it is due, and no other message takes the room they need.
 */
export async function forecast<Draft extends { mailbox_id: number | null }>(
  input: ForecastInput,
  now: Date,
  compose: Compose<Draft>,
  queuedEmails: ReadonlyMap<number, QueuedEmail<Draft>>,
): Promise<Map<number, MembershipForecast<Draft>>> {
  const forecastRun = new ForecastRun(input, compose);
  for (const run of input.runs) await forecastRun.begin(run, now, queuedEmails);
  await forecastRun.runToEnd();
  return forecastRun.result();
}

class ForecastRun<Draft extends { mailbox_id: number | null }> {
  private readonly queue = new EventQueue<ForecastedRun>();
  private readonly runs: ForecastedRun[] = [];
  private readonly planningContext: PlanningContext & { suppressed: Map<number, Said>; begun: Set<number> };
  private readonly drafts = new DraftsAhead<Draft>();
  private made = 0;

  constructor(
    private readonly input: ForecastInput,
    private readonly compose: Compose<Draft>,
  ) {
    const { planningContext } = input;
    this.planningContext = {
      ...planningContext,
      suppressed: new Map(planningContext.suppressed),
      begun: new Set(planningContext.begun),
      capacities: this.drafts.withThreads(planningContext.capacities),
    };
  }

  async begin(given: Run, now: Date, queuedEmails: ReadonlyMap<number, QueuedEmail<Draft>>): Promise<void> {
    const { step_group_id: standsAt } = given.context.membership;
    const run: ForecastedRun = { ...given, todo: new Set(), entries: new Map(), standsAt, ends: null };
    this.runs.push(run);
    for (const action of given.live) {
      const row = this.input.factsOf(action.membership_id, action.step_id, action.user_id);
      if (!row) continue;
      const copy = { ...action };
      const dueAction: DueAction = { context: run.context, action: copy, row: planningRowFor(copy, row) };
      run.todo.add(copy);
      const sent = queuedEmails.get(action.id);
      if (sent) {
        const { draft, at, reason } = sent;
        this.say(run, copy, {
          state: at ? 'planned' : 'waiting',
          at,
          rule: action.decided_by as RuleName | null,
          reason,
          draft,
        });
        this.drafts.keep(copy, draft);
        if (at) this.plan(run, dueAction, at > now ? at : now, 'done');
      } else if (action.status === 'planned') {
        this.plan(run, dueAction, action.due_at > now ? action.due_at : now, 'decide');
      } else {
        await this.takeUpOpen(run, dueAction, now);
      }
    }
  }

  /** An automatic step that is open was held: the rep must do something about the reason. */
  private async takeUpOpen(run: ForecastedRun, dueAction: DueAction, now: Date): Promise<void> {
    const { action } = dueAction;
    const { due_at: at, automated } = action;
    const rule = action.decided_by as RuleName | null;
    const reason = reasonOf(action);
    const draft = automated ? null : await this.byHand(dueAction, now);
    this.say(run, action, { state: automated ? 'waiting' : 'open', at, rule, reason, draft });
    if (!automated) this.plan(run, dueAction, now, 'done');
  }

  /** The e-mail a rep sends as the step has it. */
  private async byHand(dueAction: DueAction, now: Date): Promise<Draft | null> {
    if (dueAction.action.type !== 'email') return null;
    const capacity = this.planningContext.capacities.byHand(dueAction);
    const choice = capacity && chooseMailbox(capacity, now, dueAction.row.seed, (at) => at);
    const mailboxId = choice && 'at' in choice ? choice.mailboxId : null;
    const composed = await this.compose(dueAction, now, mailboxId, this.drafts.before(dueAction));
    if (!composed.ok) return null;
    this.drafts.keep(dueAction.action, composed.draft);
    return composed.draft;
  }

  async runToEnd(): Promise<void> {
    const most = MOST_DECISIONS + MOST_OF_ONE * this.runs.length;
    for (let turn = 0; turn < most; turn += 1) {
      if (turn % TURN === TURN - 1) await setImmediate();
      const next = this.queue.take();
      if (!next) return;
      if (next.what === 'decide') await this.decide(next.run, next.dueAction, next.at);
      else this.finish(next.run, next.dueAction.action, next.at);
    }
  }

  result(): Map<number, MembershipForecast<Draft>> {
    return new Map(
      this.runs.map(({ context, entries, ends }) => [
        context.membership.id,
        { entries: [...entries.values()] as Forecasted<Draft>[], ends },
      ]),
    );
  }

  private plan(run: ForecastedRun, dueAction: DueAction, at: Date, what: 'decide' | 'done'): void {
    this.queue.add(run, dueAction, at, what);
  }

  private say(run: ForecastedRun, action: Action, entry: Omit<Forecasted<Draft>, 'action'>): void {
    run.entries.set(action, { action, ...entry });
  }

  private async decide(run: ForecastedRun, dueAction: DueAction, now: Date): Promise<void> {
    const decision = planAction(planInputOf(this.planningContext, dueAction, now));
    this.keepStart(dueAction, decision);
    if (this.branched(run, dueAction, now, decision)) return;
    await this.apply(run, dueAction, now, decision);
  }

  private keepStart(dueAction: DueAction, decision: Decision): void {
    const { membership } = dueAction.context;
    if (!('startsOn' in decision) || decision.startsOn === undefined) return;
    const known = membership.starts_run?.getTime() === membership.added_at.getTime();
    if (!known || membership.starts_on !== decision.startsOn)
      fixStart(this.planningContext, dueAction, decision.startsOn);
  }

  /** @returns whether the person goes another way */
  private branched(run: ForecastedRun, { action, row }: DueAction, now: Date, decision: Decision): boolean {
    if (row.step_condition == null || !['open', 'send', 'hold', 'hand_over'].includes(decision.do))
      return false;
    const plan = planBranch(row.step_condition, run.groups, action.step_group_id, run.branch);
    if (plan.go === 'ahead') return false;
    const { reason } = plan;
    const skipped = { state: 'skipped', at: now, rule: 'branch', reason, draft: null } as const;
    this.say(run, action, skipped);
    if (plan.go === 'past') this.finish(run, action, now);
    else if (plan.go === 'end') this.end(run, now, reason);
    else {
      const day = run.groups.find((group) => group.id === action.step_group_id)?.day;
      for (const mate of run.todo) if (mate !== action) this.say(run, mate, skipped);
      this.drop(run);
      const position: Position = {
        current: run.groups[plan.target.index - 1],
        anchor: { at: later(action.due_at, now), day: day ?? plan.target.group.day },
        fromStepNumber: plan.target.stepNumber,
      };
      this.reach(run, now, walkOn(run.groups, run.context, position, now));
    }
    return true;
  }

  private async apply(
    run: ForecastedRun,
    dueAction: DueAction,
    now: Date,
    decision: Decision & { rule: RuleName },
  ): Promise<void> {
    const { action } = dueAction;
    const { rule } = decision;
    const said = 'reason' in decision ? decision.reason : undefined;
    const reason = said ?? reasonOf(action);
    switch (decision.do) {
      case 'open':
      case 'hand_over':
        return this.open(run, dueAction, now, rule, said);
      case 'send':
        return this.send(run, dueAction, now, decision);
      case 'postpone':
        return this.postpone(run, dueAction, decision, rule);
      case 'assign':
        return this.assign(run, dueAction, now, decision.userId, reason);
      case 'hold':
        return this.say(run, action, {
          state: 'waiting',
          at: null,
          rule,
          reason: say('held', {}).and(reason),
          draft: null,
        });
      case 'skip':
        this.say(run, action, { state: 'skipped', at: now, rule, reason, draft: null });
        return this.finish(run, action, now);
      case 'remove':
      case 'archive':
      case 'cancel':
        this.say(run, action, { state: 'cancelled', at: now, rule, reason, draft: null });
        return this.end(run, now, reason);
    }
  }

  /** Shown to the rep, who does it at once. */
  private async open(
    run: ForecastedRun,
    dueAction: DueAction,
    now: Date,
    by: RuleName,
    moved: Said | undefined,
  ): Promise<void> {
    const { action } = dueAction;
    this.planningContext.begun.add(action.membership_id);
    action.automated = false;
    const draft = await this.byHand(dueAction, now);
    const { rule, because: reason } = decidedBy(action, { rule: by, reason: moved });
    this.say(run, action, { state: 'planned', at: now, rule, reason, draft });
    this.plan(run, dueAction, now, 'done');
  }

  private async send(
    run: ForecastedRun,
    dueAction: DueAction,
    now: Date,
    decision: Extract<Decision, { do: 'send' }> & { rule: RuleName },
  ): Promise<void> {
    const { action } = dueAction;
    const { mailboxId, at, rule } = decision;
    this.planningContext.begun.add(action.membership_id);
    const composed = await this.compose(dueAction, now, mailboxId, this.drafts.before(dueAction));
    if (!composed.ok) {
      const reason = say('held', {}).and(composed.reason);
      return this.say(run, action, { state: 'waiting', at: null, rule, reason, draft: null });
    }
    this.planningContext.capacities.take(dueAction, mailboxId, at, false);
    action.booked = false;
    this.drafts.keep(action, composed.draft);
    const { rule: decided, because } = decidedBy(action, decision);
    const { draft } = composed;
    this.say(run, action, { state: 'planned', at, rule: decided, reason: because, draft });
    this.plan(run, dueAction, at, 'done');
  }

  private postpone(
    run: ForecastedRun,
    dueAction: DueAction,
    { until, place, reason }: Extract<Decision, { do: 'postpone' }>,
    rule: RuleName,
  ): void {
    const { action } = dueAction;
    if (UNTIL_SOMEBODY_ACTS.has(rule))
      return this.say(run, action, { state: 'waiting', at: null, rule, reason, draft: null });
    if (place) this.planningContext.capacities.take(dueAction, place.mailboxId, until, true);
    else if (isTouchLimit({ rule })) this.planningContext.capacities.wait(dueAction, until);
    action.booked = place !== undefined;
    action.booked_mailbox_id = place?.mailboxId ?? null;
    action.due_at = until;
    setReason(action, reason);
    action.decided_by = rule;
    this.plan(run, dueAction, until, 'decide');
  }

  private assign(run: ForecastedRun, dueAction: DueAction, now: Date, userId: number, reason: Said): void {
    const { action } = dueAction;
    action.user_id = userId;
    setReason(action, reason);
    action.booked = false;
    const row = this.input.factsOf(action.membership_id, action.step_id, userId);
    if (!row) {
      this.say(run, action, { state: 'waiting', at: null, rule: 'hand_over', reason, draft: null });
      return;
    }
    this.plan(run, { ...dueAction, row: planningRowFor(action, row) }, now, 'decide');
  }

  /** Done or left out: what follows is decided as it is when it happens. */
  private finish(run: ForecastedRun, action: Action, now: Date): void {
    run.todo.delete(action);
    if (run.ends) return;
    const isEmail = run.entries.get(action)?.draft != null;
    this.follow(run, now, isEmail ? afterSent(run, action, now) : afterOther(run, action, now));
  }

  private follow(run: ForecastedRun, now: Date, next: Next): void {
    if (next.to === 'groups') this.reach(run, now, next.walk);
  }

  private reach(run: ForecastedRun, now: Date, { reached, ends }: Walk): void {
    for (const each of reached) this.enter(run, now, each);
    if (ends) this.end(run, now, say('cadence_done', {}));
    else run.standsAt = reached.at(-1)?.group.id ?? run.standsAt;
  }

  private enter(run: ForecastedRun, now: Date, { group, due, steps }: ReachedGroup): void {
    for (const { step, automated, skipped } of steps) {
      this.made += 1;
      const action = synthetic(run.context, {
        id: -this.made,
        step_id: step.id,
        step_group_id: group.id,
        type: step.type,
        automated,
        user_id: run.context.membership.user_id,
        due_at: due.due,
        reason: due.reason.text,
        explained: due.reason.record,
      });
      if (skipped === undefined) this.schedule(run, action, now);
      else
        this.say(run, action, {
          state: 'skipped',
          at: now,
          rule: 'contact_restriction',
          reason: skipped,
          draft: null,
        });
    }
  }

  private schedule(run: ForecastedRun, action: Action, now: Date): void {
    const row = this.input.factsOf(action.membership_id, action.step_id, action.user_id);
    if (!row) return;
    const why = this.input.suppressed.get(action.membership_id);
    if (why !== undefined) this.planningContext.suppressed.set(action.id, why);
    run.todo.add(action);
    const dueAction: DueAction = { context: run.context, action, row: planningRowFor(action, row) };
    this.plan(run, dueAction, later(action.due_at, now), 'decide');
  }

  private end(run: ForecastedRun, at: Date, reason: Said): void {
    run.ends = { at, reason };
    this.drop(run);
  }

  private drop(run: ForecastedRun): void {
    run.todo.clear();
    this.queue.drop(run);
  }
}

function setReason(action: Action, reason: Said): void {
  action.reason = reason.text;
  action.explained = reason.record;
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
