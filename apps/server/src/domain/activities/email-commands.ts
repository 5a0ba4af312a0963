import { say } from '../said.js';
import type { CommandBy, SendingCommand } from '../command.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { beginAction, openForPerson } from '../memberships/action-rows.js';
import { restrictionOn } from '../memberships/index.js';
import { findEmailKey, holdEmail, lockEmail, markEmailSent, setEmailState } from './email-ledger.js';
import { queueEmail, type Wording } from './email-queue.js';
import { lockNamedAction, type Who } from './open-action.js';
import { seesOfUser } from '../visibility.js';

/** How far ahead an e-mail may be held back: a year. */
const FURTHEST_MS = 366 * 86_400_000;

/** How the caller wants it; absent: as step, template and limits say. */
interface Written extends Wording {
  readonly view_tracking?: boolean | null | undefined;
  readonly click_tracking?: boolean | null | undefined;
  /** Not before this moment. */
  readonly send_after?: string | null | undefined;
}

/**
 * Queues the e-mail of a waiting action (superset: a manual e-mail step, or an automatic one that was held), worded by
 * the step's template or the caller, with a place in a mailbox of the action's user. The action is done when it was sent. @returns the e-mail's id.
 * @throws AppError invalid on action_id, with the reason why it cannot be sent.
 */
export async function sendEmailAction(
  { tx, principal: who, now, takePlace }: CommandBy<Who> & Pick<SendingCommand, 'takePlace'>,
  actionId: number,
  written: Written = {},
): Promise<number> {
  const { context, action } = await lockNamedAction(tx, who, actionId, ['email']);
  const { person, cadence, teamId } = context;
  if (person.do_not_contact) throw invalid('action_id', 'is for a person who is marked do not contact');
  if (restrictionOn('email', person.contact_restrictions, cadence.override_contact_restrictions)) {
    throw invalid('action_id', 'is for a person who may not be contacted by email');
  }
  const {
    view_tracking: viewTracking = null,
    click_tracking: clickTracking = null,
    send_after: notBefore,
    ...wording
  } = written;
  const held = notBefore == null ? now : heldUntil(notBefore, now);
  const place = await takePlace(tx, teamId, action.id, now);
  if (!place.ok) throw invalid('action_id', `cannot be sent: ${place.reason.text}`);
  const { mailboxId, at, rule: decidedBy } = place;
  // Its place is the one it has now: held back it takes nobody else's.
  const sendAfter = at > held ? at : held;
  const options = {
    wording,
    viewTracking,
    clickTracking,
    mailboxId,
    sendAfter,
    decidedBy,
    decidedBecause: place.reason,
  };
  const queued = await queueEmail(tx, context, action, now, options);
  if (!queued.ok) throw invalid('action_id', `cannot be sent: ${queued.reason.text}`);
  await beginAction(tx, action, now, say('email_queued', {}).and(place.reason));
  return queued.emailId;
}

function heldUntil(text: string, now: Date): Date {
  const until = new Date(text);
  if (until <= now) throw invalid('send_after', 'must be in the future');
  if (until.getTime() - now.getTime() > FURTHEST_MS) throw invalid('send_after', 'is more than a year ahead');
  return until;
}

/**
 * Takes an e-mail back that waits to be sent (superset); its action, if it has one, is open again. Whoever hands it over
 * takes the same row first, so it is either cancelled or on its way. Repeatable. @throws AppError not_found, invalid
 */
export async function cancelQueuedEmail(
  { tx, principal: who, now }: CommandBy<Who>,
  emailId: number,
): Promise<void> {
  const key = await findEmailKey(tx, who.teamId, emailId);
  if (!key) throw notFound(`email ${emailId}`);
  const { email, action } = await lockEmail(tx, key);
  if (!seesOfUser(who, email.user_id)) throw notFound(`email ${emailId}`);
  if (email.state === 'cancelled') return;
  if (!['planned', 'queued'].includes(email.state)) throw invalid('id', `is ${email.state} already`);
  const reason = say('email_cancelled', {});
  await setEmailState(tx, email, now, { state: 'cancelled', reason });
  if (action) await openForPerson(tx, action, now, reason);
}

/**
 * A person's verdict on an e-mail of which nobody knows whether it left (superset). "sent" completes its action;
 * "not_sent" makes it failed, after which the action can be sent again.
 */
export async function settleUncertainEmail(
  { tx, principal: who, now }: CommandBy<Who>,
  emailId: number,
  verdict: 'sent' | 'not_sent',
): Promise<void> {
  const key = await findEmailKey(tx, who.teamId, emailId);
  if (!key) throw notFound(`email ${emailId}`);
  const locked = await lockEmail(tx, key);
  if (!seesOfUser(who, locked.email.user_id)) throw notFound(`email ${emailId}`);
  if (locked.email.state !== 'uncertain') throw invalid('email_id', 'is not uncertain');
  if (verdict === 'sent') {
    await markEmailSent(tx, locked, now, {
      reply: locked.email.smtp_reply,
      reason: say('settled_by_person', { verdict }),
      byUserId: who.userId,
    });
  } else {
    await holdEmail(tx, locked, now, {
      state: 'failed',
      reason: say('settled_by_person', { verdict }),
      reply: locked.email.smtp_reply,
    });
  }
}
