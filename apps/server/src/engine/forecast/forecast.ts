import type { RuleName } from '@cadenza/contract';
import { chooseMailbox } from '../planning/rules/capacity.js';
import { planBranch } from '../../domain/memberships/branch-plan-rules.js';
import { type Action, restrictionOn, skippedReason, SLEEPING } from '../../domain/memberships/index.js';
import { type Anchor, nextGroup, type Place, planGroup } from '../../domain/memberships/membership-rules.js';
import { type Said, say } from '../../domain/said.js';
import { decidedBy, reasonOf } from '../planning/deciding.js';
import { Agenda } from './agenda.js';
import { Letters } from './letters.js';
import { factsFor, madeUp, type Outlook, type Run } from './facts.js';
import type { Touch } from '../planning/facts.js';
import type { Ahead, Compose, Forecasted, OnItsWay } from './types.js';
import { type Decision, planAction } from '../planning/plan.js';
import { fixStart, situationOf, type Surroundings } from '../planning/situation.js';

// The engine's own rules, run forward in memory: planGroup says when, planAction what then, and each touch is taken to
// be done the moment it can be. Nothing is written, and nothing asks the database but `compose` for the words.

/** Decisions about touches; far more than any cadence needs. */
const MOST_DECISIONS = 5000;
/** These sleep until somebody wakes them: nobody can say when. */
const UNTIL_SOMEBODY_ACTS: ReadonlySet<RuleName> = new Set(SLEEPING);

interface RunAhead extends Run {
  /** What of the present group is to do. */
  todo: Set<Action>;
  entries: Map<Action, Forecasted<unknown>>;
  ends: { at: Date; reason: Said } | null;
}

/**
 * What will happen to these memberships as things stand: nobody opens, answers or leaves, the rep does each manual step
 * the moment it is due, and no other message takes the room they need.
 */
export async function forecast<Letter extends { mailbox_id: number | null }>(
  outlook: Outlook,
  now: Date,
  compose: Compose<Letter>,
  onItsWay: ReadonlyMap<number, OnItsWay<Letter>>,
): Promise<Map<number, Ahead<Letter>>> {
  const walk = new Walk(outlook, compose);
  for (const run of outlook.runs) await walk.begin(run, now, onItsWay);
  await walk.toTheEnd();
  return walk.result();
}

class Walk<Letter extends { mailbox_id: number | null }> {
  private readonly agenda = new Agenda<RunAhead>();
  private readonly runs: RunAhead[] = [];
  private readonly surroundings: Surroundings & { suppressed: Map<number, Said>; begun: Set<number> };
  private readonly letters = new Letters<Letter>();
  private made = 0;

  constructor(
    private readonly outlook: Outlook,
    private readonly compose: Compose<Letter>,
  ) {
    const { surroundings } = outlook;
    this.surroundings = {
      ...surroundings,
      suppressed: new Map(surroundings.suppressed),
      begun: new Set(surroundings.begun),
      capacities: this.letters.withThreads(surroundings.capacities),
    };
  }

  async begin(given: Run, now: Date, onItsWay: ReadonlyMap<number, OnItsWay<Letter>>): Promise<void> {
    const run: RunAhead = { ...given, todo: new Set(), entries: new Map(), ends: null };
    this.runs.push(run);
    for (const action of given.live) {
      const facts = this.outlook.factsOf(action.membership_id, action.step_id, action.user_id);
      if (!facts) continue;
      const copy = { ...action };
      const touch: Touch = { standing: run.standing, action: copy, facts: factsFor(copy, facts) };
      run.todo.add(copy);
      const sent = onItsWay.get(action.id);
      if (sent) {
        const { letter, at, reason } = sent;
        this.say(run, copy, {
          state: at ? 'planned' : 'waiting',
          at,
          rule: action.decided_by as RuleName | null,
          reason,
          letter,
        });
        this.letters.keep(copy, letter);
        if (at) this.plan(run, touch, at > now ? at : now, 'done');
      } else if (action.status === 'planned') {
        this.plan(run, touch, action.due_at > now ? action.due_at : now, 'judge');
      } else {
        await this.takeUpOpen(run, touch, now);
      }
    }
  }

  /** An automatic step that is open was held: the rep must do something about the reason. */
  private async takeUpOpen(run: RunAhead, touch: Touch, now: Date): Promise<void> {
    const { action } = touch;
    const { due_at: at, automated } = action;
    const rule = action.decided_by as RuleName | null;
    const reason = reasonOf(action);
    const letter = automated ? null : await this.byHand(touch, now);
    this.say(run, action, { state: automated ? 'waiting' : 'open', at, rule, reason, letter });
    if (!automated) this.plan(run, touch, now, 'done');
  }

  /** The letter a rep sends as the step has it. */
  private async byHand(touch: Touch, now: Date): Promise<Letter | null> {
    if (touch.action.type !== 'email') return null;
    const capacity = this.surroundings.capacities.byHand(touch);
    const choice = capacity && chooseMailbox(capacity, now, touch.facts.f_seed, (at) => at);
    const mailboxId = choice && 'at' in choice ? choice.mailboxId : null;
    const composed = await this.compose(touch, now, mailboxId, this.letters.before(touch));
    if (!composed.ok) return null;
    this.letters.keep(touch.action, composed.letter);
    return composed.letter;
  }

  async toTheEnd(): Promise<void> {
    for (let turn = 0; turn < MOST_DECISIONS; turn += 1) {
      const next = this.agenda.take();
      if (!next) return;
      if (next.what === 'judge') await this.judge(next.run, next.touch, next.at);
      else this.finish(next.run, next.touch.action, next.at);
    }
  }

  result(): Map<number, Ahead<Letter>> {
    return new Map(
      this.runs.map(({ standing, entries, ends }) => [
        standing.membership.id,
        { entries: [...entries.values()] as Forecasted<Letter>[], ends },
      ]),
    );
  }

  private plan(run: RunAhead, touch: Touch, at: Date, what: 'judge' | 'done'): void {
    this.agenda.add(run, touch, at, what);
  }

  private say(run: RunAhead, action: Action, entry: Omit<Forecasted<Letter>, 'action'>): void {
    run.entries.set(action, { action, ...entry });
  }

  private async judge(run: RunAhead, touch: Touch, now: Date): Promise<void> {
    const decision = planAction(situationOf(this.surroundings, touch, now));
    this.keepStart(touch, decision);
    if (this.branched(run, touch, now, decision)) return;
    await this.apply(run, touch, now, decision);
  }

  private keepStart(touch: Touch, decision: Decision): void {
    const { membership } = touch.standing;
    if (!('startsOn' in decision) || decision.startsOn === undefined) return;
    const known = membership.starts_run?.getTime() === membership.added_at.getTime();
    if (!known || membership.starts_on !== decision.startsOn)
      fixStart(this.surroundings, touch, decision.startsOn);
  }

  /** @returns whether the person goes another way */
  private branched(run: RunAhead, { action, facts }: Touch, now: Date, decision: Decision): boolean {
    if (facts.f_condition == null || !['open', 'send', 'hold', 'hand_over'].includes(decision.do))
      return false;
    const plan = planBranch(facts.f_condition, run.groups, action.step_group_id, run.branch);
    if (plan.go === 'ahead') return false;
    const { reason } = plan;
    const skipped = { state: 'skipped', at: now, rule: 'branch', reason, letter: null } as const;
    this.say(run, action, skipped);
    if (plan.go === 'past') this.finish(run, action, now);
    else if (plan.go === 'end') this.end(run, now, reason);
    else {
      const day = run.groups.find((group) => group.id === action.step_group_id)?.day;
      for (const mate of run.todo) if (mate !== action) this.say(run, mate, skipped);
      this.drop(run);
      this.advance(run, now, {
        current: run.groups[plan.target.index - 1],
        anchor: { at: later(action.due_at, now), day: day ?? plan.target.group.day },
        fromStepNumber: plan.target.stepNumber,
      });
    }
    return true;
  }

  private async apply(
    run: RunAhead,
    touch: Touch,
    now: Date,
    decision: Decision & { rule: RuleName },
  ): Promise<void> {
    const { action } = touch;
    const { rule } = decision;
    const said = 'reason' in decision ? decision.reason : undefined;
    const reason = said ?? reasonOf(action);
    switch (decision.do) {
      case 'open':
      case 'hand_over':
        return this.open(run, touch, now, rule, said);
      case 'send':
        return this.send(run, touch, now, decision);
      case 'postpone':
        return this.postpone(run, touch, decision, rule);
      case 'assign':
        return this.assign(run, touch, now, decision.userId, reason);
      case 'hold':
        return this.say(run, action, {
          state: 'waiting',
          at: null,
          rule,
          reason: say('held', {}).and(reason),
          letter: null,
        });
      case 'skip':
        this.say(run, action, { state: 'skipped', at: now, rule, reason, letter: null });
        return this.finish(run, action, now);
      case 'remove':
      case 'archive':
      case 'cancel':
        this.say(run, action, { state: 'cancelled', at: now, rule, reason, letter: null });
        return this.end(run, now, reason);
    }
  }

  /** Shown to the rep, who does it at once. */
  private async open(
    run: RunAhead,
    touch: Touch,
    now: Date,
    by: RuleName,
    moved: Said | undefined,
  ): Promise<void> {
    const { action } = touch;
    this.surroundings.begun.add(action.membership_id);
    action.automated = false;
    const letter = await this.byHand(touch, now);
    const { rule, because: reason } = decidedBy(action, { rule: by, reason: moved });
    this.say(run, action, { state: 'planned', at: now, rule, reason, letter });
    this.plan(run, touch, now, 'done');
  }

  private async send(
    run: RunAhead,
    touch: Touch,
    now: Date,
    decision: Extract<Decision, { do: 'send' }> & { rule: RuleName },
  ): Promise<void> {
    const { action } = touch;
    const { mailboxId, at, rule } = decision;
    this.surroundings.begun.add(action.membership_id);
    const composed = await this.compose(touch, now, mailboxId, this.letters.before(touch));
    if (!composed.ok) {
      const reason = say('held', {}).and(composed.reason);
      return this.say(run, action, { state: 'waiting', at: null, rule, reason, letter: null });
    }
    this.surroundings.capacities.take(touch, mailboxId, at, false);
    action.booked = false;
    this.letters.keep(action, composed.letter);
    const { rule: decided, because } = decidedBy(action, decision);
    const { letter } = composed;
    this.say(run, action, { state: 'planned', at, rule: decided, reason: because, letter });
    this.plan(run, touch, at, 'done');
  }

  private postpone(
    run: RunAhead,
    touch: Touch,
    { until, place, reason }: Extract<Decision, { do: 'postpone' }>,
    rule: RuleName,
  ): void {
    const { action } = touch;
    if (UNTIL_SOMEBODY_ACTS.has(rule))
      return this.say(run, action, { state: 'waiting', at: null, rule, reason, letter: null });
    if (place) this.surroundings.capacities.take(touch, place.mailboxId, until, true);
    action.booked = place !== undefined;
    action.booked_mailbox_id = place?.mailboxId ?? null;
    action.due_at = until;
    setReason(action, reason);
    action.decided_by = rule;
    this.plan(run, touch, until, 'judge');
  }

  private assign(run: RunAhead, touch: Touch, now: Date, userId: number, reason: Said): void {
    const { action } = touch;
    action.user_id = userId;
    setReason(action, reason);
    action.booked = false;
    const facts = this.outlook.factsOf(action.membership_id, action.step_id, userId);
    if (!facts) {
      this.say(run, action, { state: 'waiting', at: null, rule: 'hand_over', reason, letter: null });
      return;
    }
    this.plan(run, { ...touch, facts: factsFor(action, facts) }, now, 'judge');
  }

  /** Done or left out: on to the next group when nothing of this one is to do. */
  private finish(run: RunAhead, action: Action, now: Date): void {
    run.todo.delete(action);
    if (run.entries.get(action)?.letter) noteSent(run, action, now);
    const mates = [...run.todo].some((each) => each.step_group_id === action.step_group_id);
    if (mates || run.ends) return;
    const group = run.groups.find((each) => each.id === action.step_group_id);
    // A step whose group is gone by now has no day to go on from.
    if (!group) return this.end(run, now, say('cadence_done', {}));
    this.advance(run, now, { current: group, anchor: { at: later(action.due_at, now), day: group.day } });
  }

  /** membership-progress-commands.ts advance, in memory. */
  private advance(
    run: RunAhead,
    now: Date,
    position: { current: Place | undefined; anchor: Anchor; fromStepNumber?: number },
  ): void {
    const { standing, groups } = run;
    let { current, anchor } = position;
    let from = position.fromStepNumber ?? 0;
    for (let group = nextGroup(groups, current); group; group = nextGroup(groups, current)) {
      const { due, reason } = planGroup(group, anchor, standing.zones);
      const steps = group.steps.filter((step) => step.stepNumber >= from);
      let live = false;
      for (const step of steps) {
        const { person, cadence } = standing;
        this.made += 1;
        const action = madeUp(standing, {
          id: -this.made,
          step_id: step.id,
          step_group_id: group.id,
          type: step.type,
          automated: group.automated && step.type === 'email',
          user_id: standing.membership.user_id,
          due_at: due,
          reason: reason.text,
          explained: reason.record,
        });
        const overridden = cadence.override_contact_restrictions;
        const restricted =
          due <= now ? restrictionOn(step.type, person.contact_restrictions, overridden) : undefined;
        if (restricted !== undefined) {
          const why = skippedReason(restricted);
          this.say(run, action, {
            state: 'skipped',
            at: now,
            rule: 'contact_restriction',
            reason: why,
            letter: null,
          });
        } else live = this.plant(run, action, now) || live;
      }
      if (live) return;
      anchor = { at: later(due, anchor.at), day: group.day };
      current = group;
      from = 0;
    }
    this.end(run, now, say('cadence_done', {}));
  }

  private plant(run: RunAhead, action: Action, now: Date): boolean {
    const facts = this.outlook.factsOf(action.membership_id, action.step_id, action.user_id);
    if (!facts) return false;
    const why = this.outlook.suppressed.get(action.membership_id);
    if (why !== undefined) this.surroundings.suppressed.set(action.id, why);
    run.todo.add(action);
    const touch: Touch = { standing: run.standing, action, facts: factsFor(action, facts) };
    this.plan(run, touch, later(action.due_at, now), 'judge');
    return true;
  }

  private end(run: RunAhead, at: Date, reason: Said): void {
    run.ends = { at, reason };
    this.drop(run);
  }

  private drop(run: RunAhead): void {
    run.todo.clear();
    this.agenda.drop(run);
  }
}

function setReason(action: Action, reason: Said): void {
  action.reason = reason.text;
  action.explained = reason.record;
}

/** Branches behind it see a letter nobody has opened yet. */
function noteSent(run: RunAhead, action: Action, at: Date): void {
  const sent = {
    stepId: action.step_id,
    sentAt: at,
    firstViewedAt: null,
    firstClickedAt: null,
    repliedAt: null,
  };
  run.branch = { ...run.branch, emails: [...run.branch.emails, sent] };
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
