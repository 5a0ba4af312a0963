import { DateTime } from 'luxon';
import { restrictionOn, skippedReason } from '../domain/cadences/membership-queries.js';

// When a step is due is domain/cadences/membership-rules.ts (planGroup); this is what to do with it now that it is.

/** Everything a decision may look at. Plain values: the planner neither reads nor knows a clock. */
export interface Situation {
  now: Date;
  action: { type: string; automated: boolean };
  step: { disabled: boolean; deleted: boolean };
  membership: { live: boolean; pausedUntil: Date | null };
  cadence: { archived: boolean; deleted: boolean; paused: boolean; overridesRestrictions: boolean };
  person: {
    deleted: boolean;
    doNotContact: boolean;
    accountDoNotContact: boolean;
    bouncing: boolean;
    restrictions: readonly string[];
    emailAddress: string | null;
  };
  user: { active: boolean; timeZone: string };
  team: { allowsAutomatedEmail: boolean; emailDailyLimit: number | null };
  /** E-mails the user has sent or queued since midnight, their time; looked up only when there is a limit. */
  emailsToday: number;
}

export type Decision =
  /** Make it visible to the rep. */
  | { do: 'open' }
  /** Render and queue the e-mail. */
  | { do: 'send' }
  /** A later moment, at which everything is judged again. */
  | { do: 'postpone'; until: Date; reason: string }
  /** Leave the step out and go on. */
  | { do: 'skip'; reason: string }
  /** Visible, and waiting until a person does something about the reason. */
  | { do: 'hold'; reason: string }
  /** An automatic step becomes one the rep does by hand. */
  | { do: 'hand_over'; reason: string }
  /** The membership ends. */
  | { do: 'remove'; reason: string }
  | { do: 'archive'; reason: string }
  /** Nothing to do any more: the membership ended meanwhile. */
  | { do: 'cancel'; reason: string };

/** A named rule: a decision, or undefined when it has nothing against the touch. */
export interface Rule {
  name: string;
  judge(situation: Situation): Decision | undefined;
}

/** A pause has no known end: look again after this long. */
export const RECHECK_MS = 15 * 60_000;

const automaticEmail = ({ action }: Situation) => action.automated && action.type === 'email';
const recheck = (now: Date) => new Date(now.getTime() + RECHECK_MS);

/** In order; the first decision counts. New limits are further rules (send windows, holidays, throttles). */
export const RULES: readonly Rule[] = [
  {
    name: 'membership_ended',
    judge: ({ membership }) =>
      membership.live ? undefined : { do: 'cancel', reason: 'The person is no longer on the cadence.' },
  },
  {
    name: 'person_deleted',
    judge: ({ person }) => (person.deleted ? { do: 'remove', reason: 'The person was deleted.' } : undefined),
  },
  {
    name: 'do_not_contact',
    judge: ({ person }) =>
      person.doNotContact ? { do: 'remove', reason: 'The person is marked do not contact.' } : undefined,
  },
  {
    name: 'account_do_not_contact',
    judge: ({ person }) =>
      person.accountDoNotContact
        ? { do: 'remove', reason: "The person's account is marked do not contact." }
        : undefined,
  },
  {
    name: 'cadence_deleted',
    judge: ({ cadence }) =>
      cadence.deleted ? { do: 'remove', reason: 'The cadence was deleted.' } : undefined,
  },
  {
    name: 'cadence_archived',
    judge: ({ cadence }) =>
      cadence.archived ? { do: 'archive', reason: 'The cadence was archived.' } : undefined,
  },
  {
    name: 'cadence_paused',
    judge: ({ cadence, now }) =>
      cadence.paused ? { do: 'postpone', until: recheck(now), reason: 'The cadence is paused.' } : undefined,
  },
  {
    name: 'membership_paused',
    judge: ({ membership: { pausedUntil }, now }) =>
      pausedUntil !== null && pausedUntil > now
        ? { do: 'postpone', until: pausedUntil, reason: 'The person is paused on this cadence.' }
        : undefined,
  },
  {
    name: 'user_inactive',
    judge: ({ user, now }) =>
      user.active
        ? undefined
        : { do: 'postpone', until: recheck(now), reason: 'The user who runs this is deactivated.' },
  },
  {
    name: 'step_disabled',
    judge: ({ step }) =>
      step.disabled || step.deleted
        ? { do: 'skip', reason: 'Skipped: the step was switched off.' }
        : undefined,
  },
  {
    name: 'contact_restriction',
    judge: ({ action, person, cadence }) => {
      const restriction = restrictionOn(action.type, person.restrictions, cadence.overridesRestrictions);
      return restriction === undefined ? undefined : { do: 'skip', reason: skippedReason(restriction) };
    },
  },
  {
    name: 'automation_allowed',
    judge: (situation) =>
      automaticEmail(situation) && !situation.team.allowsAutomatedEmail
        ? { do: 'hand_over', reason: 'The team does not allow automatic e-mails: send it by hand.' }
        : undefined,
  },
  {
    name: 'email_address',
    judge: (situation) =>
      automaticEmail(situation) && !situation.person.emailAddress
        ? { do: 'hold', reason: 'The person has no e-mail address.' }
        : undefined,
  },
  {
    name: 'bouncing',
    judge: (situation) =>
      automaticEmail(situation) && situation.person.bouncing
        ? { do: 'hold', reason: "E-mails to the person's address bounce." }
        : undefined,
  },
  { name: 'email_daily_limit', judge: dailyLimit },
];

function dailyLimit(situation: Situation): Decision | undefined {
  const { team, emailsToday, user, now } = situation;
  if (!automaticEmail(situation) || team.emailDailyLimit === null || emailsToday < team.emailDailyLimit)
    return undefined;
  const tomorrow = startOfDay(now, user.timeZone, 1);
  return {
    do: 'postpone',
    until: tomorrow,
    reason: `The limit of ${team.emailDailyLimit} e-mails a day is reached; it goes out tomorrow.`,
  };
}

/** Midnight of the user's day, `days` from now. An unknown zone counts as UTC. */
export function startOfDay(now: Date, zone: string, days = 0): Date {
  const local = DateTime.fromJSDate(now).setZone(zone);
  return (local.isValid ? local : DateTime.fromJSDate(now).toUTC()).startOf('day').plus({ days }).toJSDate();
}

/** What to do with a touch that is due, and which rule said so. */
export function planAction(
  situation: Situation,
  rules: readonly Rule[] = RULES,
): Decision & { rule: string } {
  for (const rule of rules) {
    const decision = rule.judge(situation);
    if (decision) return { ...decision, rule: rule.name };
  }
  return { do: automaticEmail(situation) ? 'send' : 'open', rule: 'due' };
}
