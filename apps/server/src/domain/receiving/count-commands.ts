import { appendMany, type Cause, type Event, teamOf } from '../../events/outbox.js';
import { noteBounce, noteReply, undoBounce, undoReply } from '../activities/email-rows.js';
import { countOfTemplate } from '../emails/template-rows.js';
import { countOfMembership } from '../memberships/membership-rows.js';
import { countOfPerson, countReply, uncountReply } from '../people/count-rows.js';
import type { Counted } from './effect.js';

/** The e-mail that was answered or bounced, as far as counting needs it. */
export interface CountedEmail {
  id: number;
  replies: number;
  bounced: boolean;
  membership_id: number | null;
  email_template_id: number | null;
}

/** Counts an answer or a bounce: on the e-mail, the person, the membership and, last, the template that many share. */
export async function count(
  cause: Cause,
  as: 'reply' | 'bounce',
  person: { id: number; last_replied_at: Date | null },
  email: CountedEmail | undefined,
  at: Date,
): Promise<Counted> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const reply = as === 'reply';
  const first = email === undefined || (reply ? email.replies === 0 : !email.bounced);
  if (email) {
    const one = { teamId, id: email.id };
    await (reply ? noteReply(tx, one, at, now) : noteBounce(tx, one, at, now));
  }
  const step = first ? 1 : 0;
  const key = { team_id: teamId, id: person.id };
  if (reply) await countReply(tx, key, step, at, now);
  else await countOfPerson(tx, key, 'bounce', step, now);
  const counted: Counted = {
    as,
    email_id: email?.id ?? null,
    membership_id: email?.membership_id ?? null,
    template_id: email?.email_template_id ?? null,
    first,
    last_replied_before: person.last_replied_at?.toISOString() ?? null,
  };
  await tell(cause, person.id, counted);
  await onShared(cause, counted, 1);
  return counted;
}

/** Takes a count back. What came later keeps its moments. */
export async function uncount(cause: Cause, personId: number, counted: Counted, at: Date): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const reply = counted.as === 'reply';
  if (counted.email_id !== null) {
    const one = { teamId, id: counted.email_id };
    await (reply ? undoReply(tx, one, now) : undoBounce(tx, one, counted.first, now));
  }
  const step = counted.first ? 1 : 0;
  const key = { team_id: teamId, id: personId };
  if (reply) await uncountReply(tx, key, step, { at, before: counted.last_replied_before }, now);
  else await countOfPerson(tx, key, 'bounce', step === 1 ? -1 : 0, now);
  await tell(cause, personId, counted);
  await onShared(cause, counted, -1);
}

function tell(cause: Cause, personId: number, of: Counted): Promise<void> {
  const events: Event[] = [{ type: 'person_updated', id: personId }];
  if (of.email_id !== null) events.unshift({ type: 'email_updated', id: of.email_id });
  if (of.membership_id !== null) events.push({ type: 'cadence_membership_updated', id: of.membership_id });
  return appendMany(cause, events);
}

async function onShared(cause: Cause, counted: Counted, step: 1 | -1): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  if (counted.membership_id !== null)
    await countOfMembership(tx, { teamId, id: counted.membership_id }, counted.as, step, now);
  if (counted.template_id !== null)
    await countOfTemplate(tx, { teamId, id: counted.template_id }, counted.as, step);
}
