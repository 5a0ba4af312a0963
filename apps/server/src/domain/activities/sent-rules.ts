import type { Event } from '../../events/outbox.js';
import type { Action, MembershipContext } from '../memberships/index.js';
import { type Next, type Progress, whatFollows } from '../memberships/progress-rules.js';
import type { planGroup } from '../memberships/membership-rules.js';
import type { Said } from '../said.js';

// What follows when an e-mail left, or anything else was done for a person: decided here and nowhere else, of one e-mail,
// of many at once, and of those that a forecast makes up. effects-commands.ts writes it.

export type Contact = 'call' | 'email' | 'other';

/** An open action, the membership it belongs to, and what is known around it. */
export interface OpenWork {
  context: MembershipContext;
  action: Action;
  progress: Progress;
}

export interface KnownSent {
  /** As it stands in the ledger. */
  email: {
    id: number;
    user_id: number;
    membership_id: number | null;
    email_template_id: number | null;
  };
  person: { id: number; account_id: number | null };
  /** Undefined when its membership is none. */
  context: MembershipContext | undefined;
  /** Its action while that is open: one that was cancelled meanwhile counts its e-mail, and moves nobody along. */
  work: OpenWork | undefined;
  /** Undefined: the ledger has it as sent already. */
  evidence: { reply: string | null; reason: Said; wireId?: string | null } | undefined;
  /** Who said that it left; null: the engine found out. */
  byUserId: number | null;
  /** When it left, where that is not now. */
  at?: Date;
}

/** A step that was done, or somebody who was contacted. */
export interface KnownDone {
  person: { id: number; account_id: number | null };
  work: OpenWork | undefined;
  /** Who did it; null: the engine. */
  byUserId: number | null;
  /** What kind of contact it was; undefined when nobody was contacted (an integration step). */
  contact: Contact | undefined;
  /** Becomes the action's. */
  reason: Said;
}

/** What is to be written of one e-mail, call or other step that was done: what becomes of each record, and what is told. */
export interface Effects {
  /** The ledger has it as sent from now on. */
  email: { id: number; at: Date; reply: string | null; wireId: string | null; reason: Said } | undefined;
  /** It is completed. */
  action: { id: number; reason: Said } | undefined;
  person: {
    id: number;
    contact: { type: Contact; byUserId: number; at: Date } | undefined;
    /** The counter that goes up by one. */
    count: 'emails_sent' | 'calls' | undefined;
    completed: { stepId: number; cadenceId: number } | undefined;
  };
  /** Somebody of it was contacted, as `person` says. */
  accountId: number | undefined;
  membership:
    | { context: MembershipContext; count: 'sent_emails' | 'calls' | undefined; next: Next }
    | undefined;
  /** The template it was made from has one more that left. */
  templateId: number | undefined;
  /** The cadence of which this is the first step that was done for the person. */
  cadenceId: number | undefined;
  events: Event[];
}

/** What follows an e-mail that left. */
export function effectsOfSent(known: KnownSent, now: Date, dueOf?: typeof planGroup): Effects {
  const { email, person, context, work, evidence, byUserId, at = now } = known;
  const by = work ? (byUserId ?? work.context.membership.user_id) : email.user_id;
  return {
    ...effects(work, person, now, {
      contact: { type: 'email', byUserId: by, at },
      count: { person: 'emails_sent', membership: 'sent_emails' },
      context,
      reason: evidence?.reason,
      emailId: email.id,
      dueOf,
    }),
    email: evidence && {
      id: email.id,
      at,
      reply: evidence.reply,
      wireId: evidence.wireId ?? null,
      reason: evidence.reason,
    },
    templateId: email.email_template_id ?? undefined,
  };
}

/** What follows a call, another step that was done, or a contact outside of any cadence. */
export function effectsOfDone(known: KnownDone, now: Date): Effects {
  const { person, work, contact, reason } = known;
  const by = known.byUserId ?? work?.context.membership.user_id;
  return {
    ...effects(work, person, now, {
      contact:
        contact === undefined || by === undefined ? undefined : { type: contact, byUserId: by, at: now },
      count: contact === 'call' ? { person: 'calls', membership: 'calls' } : undefined,
      context: work?.context,
      reason,
    }),
    email: undefined,
    templateId: undefined,
  };
}

interface What {
  contact: Effects['person']['contact'];
  count: { person: 'emails_sent' | 'calls'; membership: 'sent_emails' | 'calls' } | undefined;
  context: MembershipContext | undefined;
  reason: Said | undefined;
  emailId?: number;
  dueOf?: typeof planGroup | undefined;
}

function effects(
  work: OpenWork | undefined,
  person: { id: number; account_id: number | null },
  now: Date,
  { contact, count, context, reason, emailId, dueOf }: What,
): Omit<Effects, 'email' | 'templateId'> {
  const action = work?.action;
  const next: Next = work
    ? whatFollows(work.context, work.action, work.progress, now, dueOf)
    : { to: 'nowhere' };
  const membership = context && { context, count: count?.membership, next };
  const accountId = contact ? (person.account_id ?? undefined) : undefined;
  const acted = work?.progress.others.some(({ status }) => status === 'completed') ?? true;
  return {
    action: action && reason && { id: action.id, reason },
    person: {
      id: person.id,
      contact,
      count: count?.person,
      completed: action && { stepId: action.step_id, cadenceId: action.cadence_id },
    },
    accountId,
    membership,
    cadenceId: acted ? undefined : action?.cadence_id,
    events: [
      ...told('email_updated', emailId),
      ...told(
        'cadence_membership_updated',
        membership && isMoved(membership) ? membership.context.membership.id : undefined,
      ),
      ...told('person_updated', person.id),
      ...told('account_updated', accountId),
    ],
  };
}

const isMoved = ({ count, next }: NonNullable<Effects['membership']>): boolean =>
  count !== undefined || next.to !== 'nowhere';

const told = (type: Event['type'], id: number | undefined): Event[] =>
  id === undefined ? [] : [{ type, id }];
