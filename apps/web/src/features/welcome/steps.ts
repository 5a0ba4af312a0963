import type { FirstSteps } from '../../data/first-steps';

export const STEPS = ['team', 'mail', 'colleagues', 'people', 'cadence', 'member', 'answer'] as const;
export type Step = (typeof STEPS)[number];

/** Nobody needs colleagues to begin: it can wait, and says so. */
const CAN_WAIT: ReadonlySet<Step> = new Set(['colleagues']);

/** What is done, by what the team has. */
export function doneSteps(found: FirstSteps, sandbox: boolean): ReadonlySet<Step> {
  const done: Readonly<Record<Step, boolean>> = {
    team: found.address !== null && found.zone !== null,
    mail: sandbox || found.mailbox !== undefined,
    colleagues: found.colleagues,
    people: found.people.length > 0,
    cadence: found.cadence !== undefined,
    member: found.member !== undefined,
    answer: found.answer !== undefined,
  };
  return new Set(STEPS.filter((step) => done[step]));
}

/** What comes next; undefined: all that is needed is done. */
export const nextStep = (done: ReadonlySet<Step>): Step | undefined =>
  STEPS.find((step) => !done.has(step) && !CAN_WAIT.has(step));
