import type { Cadence } from '../../data/cadences';
import type { Step } from '../../data/steps';

export interface Check {
  readonly state: 'fine' | 'warns' | 'stops';
  readonly text: string;
  /** The step it is about, which it opens. */
  readonly step?: number;
}

/** A day off that lies ahead. */
export interface DayOff {
  /** In words: `Fri 25 Dec`. */
  readonly day: string;
  readonly name: string;
  readonly calendar: string;
}

/** An e-mail step as its words are read by the server. */
export interface EmailStep {
  readonly id: number;
  readonly name: string;
  readonly inThread: boolean;
  readonly automated: boolean;
  readonly subject: string;
  readonly body: string;
  readonly problems: readonly string[];
}

const check = (state: Check['state'], text: string, step?: number): Check => ({
  state,
  text,
  ...(step === undefined ? {} : { step }),
});

/** What is looked at before a launch. `emails` undefined: they are still being read. */
export function checksOf(
  { opt_out_link_included: optOut }: Pick<Cadence, 'opt_out_link_included'>,
  steps: readonly Pick<Step, 'disabled'>[],
  emails: readonly EmailStep[] | undefined,
  daysOff: readonly DayOff[],
): Check[] {
  const active = steps.filter(({ disabled }) => !disabled).length;
  if (active === 0) return [check('stops', 'It has no step yet.')];
  if (emails === undefined) return [check('fine', `${active} steps. Reading the e-mails…`)];
  const empty = emails.filter(({ body }) => body.trim() === '');
  const noSubject = emails.filter(({ inThread, subject }) => !inThread && subject.trim() === '');
  const wrong = emails.filter(({ problems }) => problems.length > 0);
  const found = [
    ...empty.map(({ id, name, automated }) =>
      check(automated ? 'stops' : 'warns', `${name} has no text.`, id),
    ),
    ...noSubject.map(({ id, name, automated }) =>
      check(automated ? 'stops' : 'warns', `${name} has no subject.`, id),
    ),
    ...wrong.map(({ id, name, problems }) => check('stops', `${name}: ${problems.join('; ')}.`, id)),
  ];
  return [
    check('fine', active === 1 ? '1 step.' : `${active} steps.`),
    ...(found.length === 0 && emails.length > 0
      ? [check('fine', 'Every e-mail has its words, and the server can read them.')]
      : found),
    optOut || emails.length === 0
      ? check('fine', 'Nothing is missing for opting out.')
      : check('warns', 'The e-mails have no line to opt out by (Settings).'),
    ...daysOff.map(({ day, name, calendar }) =>
      check('warns', `${day} is ${name} (${calendar}): what falls on it is moved.`),
    ),
  ];
}
