import type { FactsOf } from './facts.js';
import { counted, dateInWords, momentInWords } from './words.js';

interface Beside {
  quote: string;
  name: string;
}

/** What reps do with their queue, and why something stands where it does in it, as sentences.ts has the other rules. */
export const QUEUE = {
  put_off_by_hand: ({ until, zone }: FactsOf['put_off_by_hand']) =>
    `Put off by hand until ${momentInWords(until, zone)}.`,
  handed_over_by_hand: (_: unknown, { name }: Beside) => `Handed over to ${name} by hand.`,
  answer_waits: ({ since, zone }: FactsOf['answer_waits']) =>
    `The person wrote on ${momentInWords(since, zone)}, and nobody has answered.`,
  person_clicked: ({ at, zone }: FactsOf['person_clicked']) =>
    `The person followed a link on ${momentInWords(at, zone)}.`,
  person_opened_twice: ({ at, zone }: FactsOf['person_opened_twice']) =>
    `The person opened an e-mail twice within two hours, last on ${momentInWords(at, zone)}.`,
  person_signal: ({ at, zone }: FactsOf['person_signal'], { quote }: Beside) =>
    `A program told of the person on ${momentInWords(at, zone)}${quote === '' ? '.' : `: ${quote}`}`,
  promised_at: ({ at, zone }: FactsOf['promised_at']) => `Promised for ${momentInWords(at, zone)}.`,
  due_since: ({ at, zone }: FactsOf['due_since']) => `Due since ${momentInWords(at, zone)}.`,
  overdue_since: ({ date, days }: FactsOf['overdue_since']) =>
    `It was due on ${dateInWords(date)}, ${counted(days, 'day')} ago.`,
  cadence_priority: ({ priority }: FactsOf['cadence_priority']) =>
    `The priority of its cadence is ${priority.toLowerCase()}.`,
  their_hours_end: ({ at, zone }: FactsOf['their_hours_end']) =>
    `The person's business hours end on ${momentInWords(at, zone)}.`,
  call_hours: ({ until, zone }: FactsOf['call_hours']) =>
    `They may be called until ${momentInWords(until, zone)}, where they are.`,
  outside_call_hours: ({ next, zone }: FactsOf['outside_call_hours']) =>
    next === null
      ? 'The hours of the team for calls have no time for them.'
      : `They may not be called before ${momentInWords(next, zone)}, where they are.`,
  call_hours_unknown: ({ why }: FactsOf['call_hours_unknown']) =>
    why === 'no_rule'
      ? 'The team has no hours for calls that hold for them.'
      : 'Their time zone is not known, so nobody knows whether they may be called.',
  uncertain_email: () => 'Nobody knows whether this e-mail left: somebody has to say.',
  failed_mailbox: (_: unknown, { quote }: Beside) =>
    `The mailbox cannot be used${quote === '' ? '.' : `: ${quote}`}`,
};
