import { effectsOfSent } from '../../domain/activities/sent-rules.js';
import type { Action } from '../../domain/memberships/index.js';
import { type Next, type Progress, whatFollows } from '../../domain/memberships/progress-rules.js';
import type { Said } from '../../domain/said.js';
import { reasonOf } from '../planning/deciding.js';
import type { Run } from './input.js';
import type { Forecasted } from './types.js';

/** A membership on its way through a forecast. */
export interface ForecastedRun extends Run {
  /** What of the present group is to do. */
  todo: Set<Action>;
  entries: Map<Action, Forecasted<unknown>>;
  /** The group it stands at, from now on. */
  standsAt: number | null;
  ends: { at: Date; reason: Said } | null;
}

/** What follows an e-mail that leaves then: decided as it is when it happens. */
export function afterSent(run: ForecastedRun, action: Action, now: Date): Next {
  const context = presentOf(run);
  const { person, membership } = context;
  const effects = effectsOfSent(
    {
      email: {
        id: action.id,
        user_id: action.user_id,
        membership_id: membership.id,
        email_template_id: null,
      },
      person,
      context,
      work: { context, action, progress: progressOf(run, action) },
      evidence: { reply: null, reason: reasonOf(action) },
      byUserId: null,
    },
    now,
  );
  if (effects.email) keepSent(run, action, effects.email.at);
  return effects.membership?.next ?? { to: 'nowhere' };
}

/** The membership as it stands by now. */
function presentOf({ context, standsAt }: ForecastedRun): Run['context'] {
  return { ...context, membership: { ...context.membership, step_group_id: standsAt } };
}

function progressOf({ todo, groups, places }: ForecastedRun, { step_group_id: id }: Action): Progress {
  return { others: [...todo], groups, place: groups.find((group) => group.id === id) ?? places.get(id) };
}

/** What follows another step that is done, or left out. */
export function afterOther(run: ForecastedRun, action: Action, now: Date): Next {
  return whatFollows(presentOf(run), action, progressOf(run, action), now);
}

/** Branches behind it see an e-mail nobody has opened yet. */
function keepSent(run: ForecastedRun, action: Action, at: Date): void {
  const sent = {
    stepId: action.step_id,
    sentAt: at,
    firstViewedAt: null,
    firstClickedAt: null,
    repliedAt: null,
  };
  run.branch = { ...run.branch, emails: [...run.branch.emails, sent] };
}
