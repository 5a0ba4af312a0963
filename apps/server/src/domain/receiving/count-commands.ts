import type { Tx } from '../../db/connect.js';
import { appendMany, type Event } from '../../events/outbox.js';
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
  tx: Tx,
  teamId: number,
  as: 'reply' | 'bounce',
  person: { id: number; last_replied_at: Date | null },
  email: CountedEmail | undefined,
  at: Date,
  now: Date,
): Promise<Counted> {
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
  await tell(tx, teamId, person.id, counted, now);
  await onShared(tx, teamId, counted, 1, now);
  return counted;
}

/** Takes a count back. What came later keeps its moments. */
export async function uncount(
  tx: Tx,
  teamId: number,
  personId: number,
  counted: Counted,
  at: Date,
  now: Date,
): Promise<void> {
  const reply = counted.as === 'reply';
  if (counted.email_id !== null) {
    const one = { teamId, id: counted.email_id };
    await (reply ? undoReply(tx, one, now) : undoBounce(tx, one, counted.first, now));
  }
  const step = counted.first ? 1 : 0;
  const key = { team_id: teamId, id: personId };
  if (reply) await uncountReply(tx, key, step, { at, before: counted.last_replied_before }, now);
  else await countOfPerson(tx, key, 'bounce', step === 1 ? -1 : 0, now);
  await tell(tx, teamId, personId, counted, now);
  await onShared(tx, teamId, counted, -1, now);
}

function tell(tx: Tx, teamId: number, personId: number, of: Counted, now: Date): Promise<void> {
  const events: Event[] = [{ type: 'person_updated', id: personId }];
  if (of.email_id !== null) events.unshift({ type: 'email_updated', id: of.email_id });
  if (of.membership_id !== null) events.push({ type: 'cadence_membership_updated', id: of.membership_id });
  return appendMany({ tx, teamId, now }, events);
}

async function onShared(tx: Tx, teamId: number, counted: Counted, step: 1 | -1, now: Date): Promise<void> {
  if (counted.membership_id !== null)
    await countOfMembership(tx, { teamId, id: counted.membership_id }, counted.as, step, now);
  if (counted.template_id !== null)
    await countOfTemplate(tx, { teamId, id: counted.template_id }, counted.as, step);
}
