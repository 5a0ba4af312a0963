import type { Said } from '../said.js';
import type { Action, GroupStep, Membership, MembershipContext, WalkedGroup } from './membership-queries.js';
import {
  type Anchor,
  type DueTime,
  nextGroup,
  type Place,
  planGroup,
  restrictionOn,
  skippedReason,
} from './membership-rules.js';

/** Where to go on from: behind `current` (from the beginning when undefined), counting days from `anchor`. */
export interface Position {
  current: Place | undefined;
  anchor: Anchor;
  /** Start inside a group: only its steps from this number on. */
  fromStepNumber?: number;
}

/** What of a membership decides how it goes through its cadence. */
export interface Walker {
  person: Pick<MembershipContext['person'], 'contact_restrictions'>;
  cadence: Pick<MembershipContext['cadence'], 'override_contact_restrictions'>;
  zones: MembershipContext['zones'];
}

/** A step of a group that a person reaches. */
export interface ReachedStep {
  step: GroupStep;
  automated: boolean;
  /** Why it is left out at once; undefined: it is to do. */
  skipped: Said | undefined;
  /** It is due and a rep's: shown at once, unless something in use may make it wait (opensAtOnce). */
  opens: boolean;
}

export interface ReachedGroup {
  group: WalkedGroup;
  due: DueTime;
  steps: ReachedStep[];
}

/** The groups a person goes through: of all but the last every step is left out, of the last too where the cadence `ends`. */
export interface Walk {
  reached: ReachedGroup[];
  ends: boolean;
}

/** What follows for a membership when one of its actions is done or left out. */
export type Next =
  /** An action that was in the post when the person was removed, or moved, moves nobody along. */
  | { to: 'nowhere' }
  /** Another action of the same group is still to do. */
  | { to: 'action'; id: number; stepId: number }
  | { to: 'groups'; walk: Walk };

/** Another action of the membership, live or completed. */
export type OtherAction = Pick<Action, 'id' | 'step_id' | 'step_group_id' | 'status'>;

/** What is known around an action that is done or left out. */
export interface Progress {
  /** The other actions of the membership that are live or completed, by id. */
  others: readonly OtherAction[];
  /** The groups of its cadence that are walked. Needed where its own group is done. */
  groups: readonly WalkedGroup[];
  /** Where its group stands, walked or not. */
  place: Place | undefined;
}

/** On to the next group that has something to do, or to the end. `dueOf` is planGroup, or remembers what it said. */
export function walkOn(
  groups: readonly WalkedGroup[],
  walker: Walker,
  position: Position,
  now: Date,
  dueOf: typeof planGroup = planGroup,
): Walk {
  const reached: ReachedGroup[] = [];
  let { current, anchor } = position;
  let from = position.fromStepNumber ?? 0;
  for (let group = nextGroup(groups, current); group !== undefined; group = nextGroup(groups, current)) {
    const due = dueOf(group, anchor, walker.zones);
    const isDue = due.due <= now;
    const { automated } = group;
    const steps = group.steps
      .filter((step) => step.stepNumber >= from)
      .map((step) => reach(step, automated && step.type === 'email', walker, isDue));
    reached.push({ group, due, steps });
    if (steps.some(({ skipped }) => skipped === undefined)) return { reached, ends: false };
    // Everything in it was skipped: the days behind it still count from when it would have been due.
    anchor = { at: later(due.due, anchor.at), day: group.day };
    current = group;
    from = 0;
  }
  return { reached, ends: true };
}

/** A restriction is decided when the step is due, and may be lifted until then. */
function reach(
  step: GroupStep,
  automated: boolean,
  { person, cadence }: Walker,
  isDue: boolean,
): ReachedStep {
  const restricted = isDue
    ? restrictionOn(step.type, person.contact_restrictions, cadence.override_contact_restrictions)
    : undefined;
  return {
    step,
    automated,
    skipped: restricted && skippedReason(restricted),
    opens: isDue && restricted === undefined && !automated && !step.conditional,
  };
}

/** Whether the membership stands at the group of this action: otherwise what becomes of it moves nobody. */
export function standsAt(
  membership: Pick<Membership, 'currently_on_cadence' | 'step_group_id'>,
  action: Pick<Action, 'step_group_id'>,
): boolean {
  return membership.currently_on_cadence === true && membership.step_group_id === action.step_group_id;
}

/** What else of the action's group is to do. */
export function leftOfGroup(
  others: readonly OtherAction[],
  action: Pick<Action, 'step_group_id'>,
): OtherAction | undefined {
  return others.find(
    ({ status, step_group_id: group }) => status !== 'completed' && group === action.step_group_id,
  );
}

/** What follows for the membership of an action that is done, or left out, now. */
export function whatFollows(
  context: Walker & { membership: Pick<Membership, 'currently_on_cadence' | 'step_group_id'> },
  action: Pick<Action, 'step_group_id' | 'due_at'>,
  { others, groups, place }: Progress,
  now: Date,
  dueOf?: typeof planGroup,
): Next {
  if (!standsAt(context.membership, action)) return { to: 'nowhere' };
  const left = leftOfGroup(others, action);
  if (left) return { to: 'action', id: left.id, stepId: left.step_id };
  // A group that is gone has no day to go on from.
  if (!place) return { to: 'groups', walk: { reached: [], ends: true } };
  const anchor = { at: later(action.due_at, now), day: place.day };
  return { to: 'groups', walk: walkOn(groups, context, { current: place, anchor }, now, dueOf) };
}

/** planGroup for many: most who reach a group at once share zone and moment, and calendars are slow. */
export function rememberedDues(): typeof planGroup {
  const known = new Map<string, DueTime>();
  return (group, anchor, zones) => {
    const key = `${group.id} ${anchor.at.getTime()} ${anchor.day} ${zones.user} ${zones.personLocale}`;
    const due = known.get(key) ?? planGroup(group, anchor, zones);
    known.set(key, due);
    return due;
  };
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
