import type { RuleName } from '@cadenza/contract';
import { restrictionOn, skippedReason } from '../../domain/memberships/index.js';
import { type Said, say } from '../../domain/said.js';
import { type Absence, absenceAt } from './rules/absences.js';
import type { Calendar } from './rules/calendar.js';
import type { SendingCapacity } from './rules/capacity.js';
import { type Fit, firstFit } from './rules/moment.js';
import type { StartThrottle } from './rules/throttle.js';
import { dateIn, startOfDate, zoneNamed } from './rules/wall-clock.js';

// When a step is due is domain/memberships/membership-rules.ts (planGroup); this is what to do with it now that it is.

/** Everything a decision may look at. Plain values: the planner neither reads nor knows a clock. */
export interface PlanInput {
  now: Date;
  action: {
    id: number;
    /** Membership and step: the same before the action exists, so that a forecast draws what the engine will. */
    seed: string;
    type: string;
    automated: boolean;
    /** The e-mail goes on in a conversation the user began. */
    inThread: boolean;
  };
  step: { disabled: boolean; deleted: boolean };
  membership: {
    id: number;
    live: boolean;
    pausedUntil: Date | null;
    /** Who or what paused the person. */
    pausedBecause: Said | null;
  };
  cadence: {
    archived: boolean;
    deleted: boolean;
    paused: boolean;
    overridesRestrictions: boolean;
    /** Its last day (YYYY-MM-DD), for an event cadence that has one. */
    endsOn: string | null;
  };
  person: {
    deleted: boolean;
    doNotContact: boolean;
    accountDoNotContact: boolean;
    bouncing: boolean;
    restrictions: readonly string[];
    emailAddress: string | null;
    /** Why nothing is sent to the address (suppression list). */
    suppressed: Said | null;
  };
  user: { id: number; active: boolean; timeZone: string; paused: boolean };
  team: {
    allowsAutomatedEmail: boolean;
    paused: boolean;
    /** Why links in automatic e-mails would lead nowhere; null when they do not. */
    linksLead?: Said | null;
  };
  calendar: Calendar;
  absences: readonly Absence[];
  /** Whom leaves hand over to. */
  colleagues: ReadonlyMap<number, { name: string; active: boolean; timeZone: string }>;
  /** null: not the person's first action, or nobody counts. */
  start: StartThrottle | null;
  /** null: not an automatic e-mail. */
  sending: SendingCapacity | null;
}

export type Decision =
  /** Make it visible to the rep. */
  | { do: 'open'; startsOn?: string }
  /** Render and queue the e-mail: from which mailbox (null: the default transport) and not before when. */
  | { do: 'send'; mailboxId: number | null; at: Date; reason?: Said; startsOn?: string }
  /** A later moment, at which everything is decided again. `place`: it is a place in the queue of that mailbox. */
  | {
      do: 'postpone';
      until: Date;
      reason: Said;
      place?: { mailboxId: number | null };
      startsOn?: string;
    }
  /** A colleague does it; decided again at once. */
  | { do: 'assign'; userId: number; reason: Said }
  /** Leave the step out and go on. */
  | { do: 'skip'; reason: Said }
  /** Visible, and waiting until a person does something about the reason. */
  | { do: 'hold'; reason: Said }
  /** An automatic step becomes one the rep does by hand. */
  | { do: 'hand_over'; reason: Said }
  /** The membership ends. */
  | { do: 'remove'; reason: Said }
  | { do: 'archive'; reason: Said }
  /** Nothing to do any more: the membership ended meanwhile. */
  | { do: 'cancel'; reason: Said };

/** A named rule: a decision, or undefined when it has nothing against the action. */
export interface Rule {
  name: RuleName;
  decide(planInput: PlanInput): Decision | undefined;
}

/** A pause has no known end: whoever resumes wakes what sleeps (domain/memberships/snooze-commands.ts); this is the net below. */
export const SLEEP_MS = 3_600_000;
/** Closer than this an e-mail is queued for its moment; farther off it is planned, so that its text is not made too early. */
export const QUEUE_AHEAD_MS = 5 * 60_000;

const automaticEmail = ({ action }: PlanInput) => action.automated && action.type === 'email';
const snoozed = (now: Date, reason: Said): Decision => ({
  do: 'postpone',
  until: new Date(now.getTime() + SLEEP_MS),
  reason,
});

/** In order; the first decision counts. What is left may happen, and firstFit says when. */
export const RULES: readonly Rule[] = [
  {
    name: 'membership_ended',
    decide: ({ membership }) =>
      membership.live ? undefined : { do: 'cancel', reason: say('membership_ended', {}) },
  },
  {
    name: 'person_deleted',
    decide: ({ person }) =>
      person.deleted ? { do: 'remove', reason: say('person_deleted', {}) } : undefined,
  },
  {
    name: 'do_not_contact',
    decide: ({ person }) =>
      person.doNotContact ? { do: 'remove', reason: say('do_not_contact', {}) } : undefined,
  },
  {
    name: 'account_do_not_contact',
    decide: ({ person }) =>
      person.accountDoNotContact ? { do: 'remove', reason: say('account_do_not_contact', {}) } : undefined,
  },
  {
    name: 'cadence_deleted',
    decide: ({ cadence }) =>
      cadence.deleted ? { do: 'remove', reason: say('cadence_deleted', {}) } : undefined,
  },
  {
    name: 'cadence_archived',
    decide: ({ cadence }) =>
      cadence.archived ? { do: 'archive', reason: say('cadence_archived', {}) } : undefined,
  },
  {
    name: 'cadence_ended',
    decide: (planInput) => (isOver(planInput, planInput.now) ? over(planInput) : undefined),
  },
  {
    name: 'cadence_paused',
    decide: ({ cadence, now }) => (cadence.paused ? snoozed(now, say('cadence_paused', {})) : undefined),
  },
  {
    name: 'membership_paused',
    decide: ({ membership: { pausedUntil, pausedBecause }, now }) =>
      pausedUntil !== null && pausedUntil > now
        ? {
            do: 'postpone',
            until: pausedUntil,
            reason: pausedBecause ?? say('membership_paused', { by: 'unknown', until: null }),
          }
        : undefined,
  },
  {
    name: 'user_inactive',
    decide: ({ user, now }) => (user.active ? undefined : snoozed(now, say('user_inactive', {}))),
  },
  {
    name: 'step_disabled',
    decide: ({ step }) =>
      step.disabled || step.deleted
        ? { do: 'skip', reason: say('step_disabled', { how: 'skipped' }) }
        : undefined,
  },
  {
    name: 'contact_restriction',
    decide: ({ action, person, cadence }) => {
      const restriction = restrictionOn(action.type, person.restrictions, cadence.overridesRestrictions);
      return restriction === undefined ? undefined : { do: 'skip', reason: skippedReason(restriction) };
    },
  },
  {
    name: 'suppressed',
    decide: ({ action, person }) =>
      action.type === 'email' && person.suppressed !== null
        ? { do: 'skip', reason: person.suppressed }
        : undefined,
  },
  {
    name: 'automation_allowed',
    decide: (planInput) =>
      automaticEmail(planInput) && !planInput.team.allowsAutomatedEmail
        ? { do: 'hand_over', reason: say('automation_allowed', {}) }
        : undefined,
  },
  {
    name: 'email_address',
    decide: (planInput) =>
      automaticEmail(planInput) && !planInput.person.emailAddress
        ? { do: 'hold', reason: say('email_address', {}) }
        : undefined,
  },
  {
    name: 'bouncing',
    decide: (planInput) =>
      automaticEmail(planInput) && planInput.person.bouncing
        ? { do: 'hold', reason: say('bouncing', {}) }
        : undefined,
  },
  {
    name: 'public_url',
    decide: (planInput) =>
      automaticEmail(planInput) && planInput.team.linksLead != null
        ? snoozed(planInput.now, planInput.team.linksLead)
        : undefined,
  },
  {
    name: 'team_paused',
    decide: (planInput) =>
      automaticEmail(planInput) && planInput.team.paused
        ? snoozed(planInput.now, say('team_paused', {}))
        : undefined,
  },
  {
    name: 'user_paused',
    decide: (planInput) =>
      automaticEmail(planInput) && planInput.user.paused
        ? snoozed(planInput.now, say('user_paused', {}))
        : undefined,
  },
  { name: 'hand_over', decide: reassignForAbsence },
];

/** A rep on leave who named a stand-in: the action is theirs. A conversation keeps its sender and goes on by itself. */
function reassignForAbsence(planInput: PlanInput): Decision | undefined {
  if (keepsThreadSender(planInput)) return undefined;
  const { now, user, absences } = planInput;
  const absence = absenceAt(absences, user.id, user.timeZone, now);
  const delegate = absence && standInFor(planInput, absence);
  if (!absence || !delegate) return undefined;
  return {
    do: 'assign',
    userId: delegate.id,
    reason: say('hand_over', { user_id: delegate.id, until: absence.endsOn }, delegate),
  };
}

/** Whoever is there at the end of the chain of stand-ins; undefined when it ends with nobody, and the action waits. */
function standInFor(
  { now, user, absences, colleagues }: PlanInput,
  first: Absence,
): { id: number; name: string } | undefined {
  const seen = new Set([user.id]);
  let absence: Absence | undefined = first;
  while (absence.mode === 'hand_over' && absence.handOverToId !== null && !seen.has(absence.handOverToId)) {
    const id: number = absence.handOverToId;
    const colleague = colleagues.get(id);
    if (!colleague?.active) return undefined;
    seen.add(id);
    absence = absenceAt(absences, id, colleague.timeZone, now);
    if (absence === undefined) return { id, name: colleague.name };
  }
  return undefined;
}

/** An automatic e-mail of a conversation leaves in the name of whoever began it, while a colleague stands in for them. */
function keepsThreadSender(planInput: PlanInput): boolean {
  return automaticEmail(planInput) && planInput.action.inThread;
}

/** Leaves that make this action wait. */
function holdingAbsences(planInput: PlanInput): readonly Absence[] {
  return keepsThreadSender(planInput)
    ? planInput.absences.filter((absence) => absence.mode === 'hold')
    : planInput.absences;
}

function isOver({ cadence: { endsOn }, user }: PlanInput, at: Date): boolean {
  return endsOn !== null && at.getTime() >= startOfDate(zoneNamed(user.timeZone), endsOn, 1);
}

function over({ cadence }: PlanInput): Decision {
  return { do: 'remove', reason: say('cadence_ended', { date: cadence.endsOn ?? '' }) };
}

/** What to do with an action that is due, and which rule said so. */
export function planAction(
  planInput: PlanInput,
  rules: readonly Rule[] = RULES,
): Decision & { rule: RuleName } {
  for (const rule of rules) {
    const decision = rule.decide(planInput);
    if (decision) return { ...decision, rule: rule.name };
  }
  const { now, calendar, user, start, sending, membership, person, action } = planInput;
  const fit = firstFit(
    {
      calendar,
      absences: holdingAbsences(planInput),
      userId: user.id,
      userZone: user.timeZone,
      start,
      sending: automaticEmail(planInput) ? sending : null,
      person: person.emailAddress ?? membership.id,
      seed: action.seed,
    },
    now,
  );
  return decisionOf(planInput, fit);
}

function decisionOf(planInput: PlanInput, fit: Fit): Decision & { rule: RuleName } {
  const { now, start, calendar } = planInput;
  if ('stopped' in fit) return { ...snoozed(now, fit.stopped), rule: fit.rule };
  if ('never' in fit) return { do: 'hold', reason: fit.never, rule: 'send_window' };
  if (isOver(planInput, fit.at)) return { ...over(planInput), rule: 'cadence_ended' };
  const starting = start === null ? {} : { startsOn: dateIn(start.zone, fit.at) };
  const automatic = automaticEmail(planInput);
  const why = fit.moved?.reason.and(goesOut(automatic, fit.at, calendar.zone));
  const rule = fit.moved?.rule ?? 'due';
  if (automatic && fit.at.getTime() - now.getTime() <= QUEUE_AHEAD_MS) {
    return {
      do: 'send',
      mailboxId: fit.mailboxId,
      at: fit.at,
      ...(why === undefined ? {} : { reason: why }),
      ...starting,
      rule,
    };
  }
  if (fit.at <= now) return { do: 'open', ...starting, rule };
  const place = fit.queued ? { place: { mailboxId: fit.mailboxId } } : {};
  return {
    do: 'postpone',
    until: fit.at,
    reason: why ?? goesOut(automatic, fit.at, calendar.zone),
    ...place,
    ...starting,
    rule,
  };
}

/** When, after the reason why not at once. */
export const goesOut = (automatic: boolean, at: Date, zone: string): Said =>
  say('goes_out', { at: at.toISOString(), zone: zoneNamed(zone).name, automatic });
