import { say } from '../said.js';
import type { CommandBy, SendingCommand } from '../command.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { beginAction } from '../memberships/action-rows.js';
import { restrictionOn } from '../memberships/index.js';
import { findEmailKey, holdEmail, lockEmail, markEmailSent } from './email-ledger.js';
import { queueEmail, type Wording } from './email-queue.js';
import { lockOpenAction, type Who } from './open-action.js';
import { seesOfUser } from '../visibility.js';

/**
 * Queues the e-mail of a waiting action (superset: a manual e-mail step, or an automatic one that was held), worded by
 * the step's template or the caller, with a place in a mailbox of the action's user. The action is done when it was sent. @returns the e-mail's id.
 * @throws AppError invalid on action_id, with the reason why it cannot be sent.
 */
export async function sendEmailAction(
  { tx, principal: who, now, takePlace }: CommandBy<Who> & Pick<SendingCommand, 'takePlace'>,
  actionId: number,
  written: Wording & { view_tracking?: boolean | null; click_tracking?: boolean | null } = {},
): Promise<number> {
  const { context, action } = await lockOpenAction(tx, who, actionId, ['email']);
  const { person, cadence, teamId } = context;
  if (person.do_not_contact) throw invalid('action_id', 'is for a person who is marked do not contact');
  if (restrictionOn('email', person.contact_restrictions, cadence.override_contact_restrictions)) {
    throw invalid('action_id', 'is for a person who may not be contacted by email');
  }
  const { view_tracking: viewTracking = null, click_tracking: clickTracking = null, ...wording } = written;
  const place = await takePlace(tx, teamId, action.id, now);
  if (!place.ok) throw invalid('action_id', `cannot be sent: ${place.reason.text}`);
  const { mailboxId, at: sendAfter, rule: decidedBy } = place;
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
