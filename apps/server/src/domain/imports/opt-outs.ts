import type { Command } from '../command.js';
import { type Match, updatePerson } from '../people/index.js';
import { normalise, suppressMany } from '../suppressions/index.js';
import { alone, type Tell } from './batch-parts.js';
import { peopleBefore } from './patch.js';
import type { Ready } from './prepare.js';

/** A row that changes nothing of who is there, and what is told of it. */
export interface Kept {
  readonly row: Ready;
  readonly match: Match;
  readonly outcome: 'skipped' | 'refused';
  readonly message: string;
}

/**
 * Rows of people who are there and stay as they are, but for one thing: whom a row says to leave alone is left alone from now on. One
 * whom the caller does not see gets nothing at the address that the row has.
 */
export async function takeOptOuts(command: Command, kept: readonly Kept[], tell: Tell): Promise<void> {
  const saying = kept.filter(({ row }) => row.person.do_not_contact === true);
  const seen = saying.filter(({ match }) => match.seen).map(({ match }) => match.id);
  const before = seen.length === 0 ? new Map() : await peopleBefore(command, seen);
  for (const each of kept) {
    const { row, match, outcome, message } = each;
    const told = match.seen ? { person_id: match.id } : {};
    const taken = saying.includes(each) && (await take(command, each, before.get(match.id)));
    if (!taken) tell(row.line, { outcome, message, ...told });
    else {
      const both = `${message}: only do not contact was taken over`;
      tell(row.line, { outcome: outcome === 'skipped' ? 'updated' : outcome, message: both, ...told });
    }
  }
}

/** @returns whether something changed */
async function take(
  command: Command,
  { row, match }: Kept,
  before: Readonly<Record<string, unknown>> | undefined,
): Promise<boolean> {
  if (match.seen) {
    if (before === undefined || before['do_not_contact_own_right'] === true) return false;
    const change = () => updatePerson(command, match.id, { do_not_contact: true });
    return (await alone(command.tx, change)) === undefined;
  }
  const value = normalise('address', row.person.email_address ?? '');
  if (value === undefined) return false;
  const { tx, principal, now } = command;
  const [entry] = await suppressMany(tx, principal.teamId, now, [
    { kind: 'address', value, cadenceId: null, reason: 'import', byUserId: principal.userId },
  ]);
  return entry?.made === true;
}
