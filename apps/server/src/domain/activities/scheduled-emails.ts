import { say } from '../said.js';
import { type Body, type Contract, contract } from '@cadenza/contract';
import { ACCOUNT_COLUMNS, EMAIL_COLUMNS, USER_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { addressKey, sendableAddress } from '../../kernel/address.js';
import { doNotContact, invalid, notFound } from '../../kernel/errors.js';
import { lockPerson, type Person, restrictionOn } from '../memberships/index.js';
import type { Command } from '../command.js';
import { renderEmail, requireAttachments } from '../emails/index.js';
import { findSender } from '../mailboxes/index.js';
import { isSuppressed, suppressedReason } from '../suppressions/index.js';
import { type Email, setEmailState } from './email-ledger.js';
import { GIVE_UP_AFTER_MS, insertEmail, referencesAfter, senderAddress } from './email-queue.js';
import { aboutPerson, ofUser, receivedSeenBy, seesOwned, seesOfUser } from '../visibility.js';

type Spec = Contract['resources']['scheduled_emails'];
type CreateBody = Body<Spec['create']>;

/** How far ahead an e-mail may be written: a year. */
const FURTHEST_MS = 366 * 86_400_000;

const scheduledEmailsView: View = view(contract.resources.scheduled_emails, {
  table: 'emails',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('state'),
    'r.state_reason AS reason',
    time('send_after'),
    time('sent_at'),
    plain('message_id', 'to_address', 'cc', 'bcc', 'subject'),
    'r.body_html AS body',
    plain('attachment_ids'),
    ref('person_id', '/v2/people/', 'person'),
    ref('user_id', '/v2/users/', 'user'),
    ref('mailbox_id', '/v2/mailboxes/', 'mailbox'),
  ].join(', '),
  visible: `r.one_off AND ${ofUser('r')}`,
  filters: {
    ids: 'r.id',
    state: 'r.state',
    person_id: 'r.person_id',
    user_id: 'r.user_id',
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    send_after: sort('r.send_after'),
  },
});

/**
 * Writes one e-mail to one person, rendered now, to leave at send_after or as soon as limits allow. It goes through the
 * send ledger like every other: the same crash protocol, the same last look. @throws AppError invalid
 */
async function createScheduled(command: Command, body: CreateBody): Promise<number> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const person = await lockPerson(tx, teamId, body.person_id);
  if (!person || person.deleted_at !== null || !(await seesOwned(tx, principal, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  if (person.email_address === null) throw invalid('person_id', 'has no e-mail address');
  const answered =
    body.received_message_id == null
      ? undefined
      : await findAnswered(command, person, body.received_message_id);
  const content = await contentOf(command, person, body, answered);
  const to = answered?.from_address ?? person.email_address;
  if (answered && sendableAddress(to) === undefined)
    throw invalid('received_message_id', 'came from an address that mail cannot be sent to');
  await mayWrite(tx, teamId, person, [to, ...content.cc, ...content.bcc], answered !== undefined);
  const sendAfter = momentOf(body.send_after, now);
  const said = say('email_scheduled', {});
  const id = await insertEmail(
    tx,
    teamId,
    {
      ...content,
      to_address: to,
      updated_at: now,
      state: 'planned',
      state_reason: said.text,
      explained: said.json,
      state_changed_at: now,
      send_after: sendAfter,
      give_up_at: new Date(sendAfter.getTime() + GIVE_UP_AFTER_MS),
      one_off: true,
      marketing: answered === undefined,
      in_reply_to: answered?.message_id ?? null,
      references: answered?.message_id
        ? referencesAfter({ references: answered.references, message_id: answered.message_id })
        : [],
      thread_root_email_id: answered?.email_id ?? null,
    },
    {
      created_at: now,
      user_id: principal.userId,
      person_id: person.id,
      action_id: null,
      membership_id: null,
      cadence_id: null,
      step_id: null,
    },
  );
  await append({ tx, teamId, now, userId: principal.userId }, 'email_updated', id);
  return id;
}

/** Changes what has not left yet. @throws AppError not_found, invalid */
async function updateScheduled(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const { email, person } = await lockScheduled(command, id);
  const answers = !email.marketing;
  const content = await contentOf(
    command,
    person,
    {
      subject: body.subject ?? email.subject,
      body: body.body ?? email.body_html,
      cc: body.cc === undefined ? email.cc : body.cc,
      bcc: body.bcc === undefined ? email.bcc : body.bcc,
      mailbox_id: body.mailbox_id === undefined ? email.mailbox_id : body.mailbox_id,
      attachment_ids: body.attachment_ids === undefined ? email.attachment_ids : body.attachment_ids,
    },
    undefined,
    { userId: email.user_id, asIs: body.body == null, kept: email.attachment_ids },
  );
  await mayWrite(tx, principal.teamId, person, [email.to_address, ...content.cc, ...content.bcc], answers);
  const sendAfter = body.send_after == null ? email.send_after : momentOf(body.send_after, now);
  await tx
    .updateTable('emails')
    .set({ ...content, send_after: sendAfter, give_up_at: new Date(sendAfter.getTime() + GIVE_UP_AFTER_MS) })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await setEmailState(tx, email, now, { state: 'planned', reason: say('email_changed', {}) });
}

/** Cancels what has not left yet; repeatable. @throws AppError not_found, invalid when it left or is leaving */
async function cancelScheduled(command: Command, id: number): Promise<void> {
  const { email } = await lockScheduled(command, id, ['cancelled']);
  if (email.state === 'cancelled') return;
  await setEmailState(command.tx, email, command.now, {
    state: 'cancelled',
    reason: say('email_cancelled', {}),
  });
}

async function lockScheduled(
  { tx, principal }: Command,
  id: number,
  also: readonly string[] = [],
): Promise<{ email: Email; person: Person }> {
  const key = await tx
    .selectFrom('emails')
    .select(['person_id', 'user_id', 'one_off'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!key?.one_off || !seesOfUser(principal, key.user_id)) throw notFound();
  const person = await lockPerson(tx, principal.teamId, key.person_id);
  const email = await tx
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // One that was refused for now is queued again, and may still be changed or stopped.
  if (!['planned', 'queued', ...also].includes(email.state)) throw invalid('id', `is ${email.state} already`);
  if (!person) throw notFound();
  return { email, person };
}

type Written = Pick<CreateBody, 'subject' | 'body' | 'cc' | 'bcc' | 'mailbox_id' | 'attachment_ids'>;

/** What the message says and where it leaves from. @throws AppError invalid */
async function contentOf(
  command: Command,
  person: Person,
  body: Written,
  answered?: Answered,
  {
    userId = command.principal.userId,
    asIs = false,
    kept = [],
  }: { userId?: number; asIs?: boolean; kept?: readonly number[] } = {},
) {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const sender = await tx
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const mailbox = await mailboxFor(command, userId, body.mailbox_id ?? null, answered?.mailbox_id ?? null);
  const account =
    person.account_id === null
      ? null
      : await tx
          .selectFrom('accounts')
          .select(ACCOUNT_COLUMNS)
          .where('team_id', '=', teamId)
          .where('id', '=', person.account_id)
          .executeTakeFirst();
  const signature = asIs ? null : (mailbox?.signature ?? sender.email_signature);
  const context = {
    person,
    account: account ?? null,
    sender: { ...sender, email_signature: signature },
    timeZone: sender.time_zone,
  };
  const rendered = renderEmail({ subject: body.subject ?? '', body: body.body }, context, now);
  if (!rendered.ok) throw invalid('body', `cannot be sent: ${rendered.reason.text}`);
  const subject =
    rendered.subject === '' && answered
      ? `Re: ${answered.subject.replace(/^(re:\s*)+/i, '')}`
      : rendered.subject;
  if (subject === '') throw invalid('subject', 'is required');
  return {
    subject,
    body_html: rendered.bodyHtml,
    body_text: rendered.bodyText,
    from_address: mailbox?.email_address ?? senderAddress(sender),
    from_name: mailbox?.from_name ?? sender.name,
    mailbox_id: mailbox?.id ?? null,
    cc: addressesIn('cc', body.cc),
    bcc: addressesIn('bcc', body.bcc),
    attachment_ids: await requireAttachments(tx, principal, body.attachment_ids ?? [], kept),
  };
}

/**
 * The mailbox that a user writes from: the one named, else where the message that is answered came to (`answered`) where
 * the caller may send from it, else their first; undefined: they have none. @throws AppError invalid
 */
export async function mailboxFor(
  { tx, principal }: Command,
  userId: number,
  id: number | null,
  answered: number | null,
) {
  if (id === null) {
    const same = answered === null ? undefined : await findSender(tx, principal.teamId, answered);
    if (same && (same.user_id === userId || principal.admin)) return same;
    // The user's first mailbox; without one the server's default transport.
    const first = await tx
      .selectFrom('mailboxes')
      .select('id')
      .where('team_id', '=', principal.teamId)
      .where('user_id', '=', userId)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return first && findSender(tx, principal.teamId, first.id);
  }
  const found = await findSender(tx, principal.teamId, id);
  if (!found || (found.user_id !== userId && !principal.admin))
    throw invalid('mailbox_id', 'could not be found');
  return found;
}

/** Addresses in the form that they are compared in. @throws AppError invalid on `field` */
export function addressesIn(field: string, given: readonly string[] | null | undefined): string[] {
  return [...new Set(given ?? [])].map((text) => {
    const value = sendableAddress(text);
    if (value === undefined)
      throw invalid(field, `has ${text.slice(0, 100)}, which is not a valid email address`);
    return addressKey(value);
  });
}

/** Told now what would stop it later; the last look asks again. @throws AppError invalid */
export async function mayWrite(
  tx: Tx,
  teamId: number,
  person: Person,
  addresses: readonly string[],
  conversation: boolean,
): Promise<void> {
  if (person.do_not_contact) throw doNotContact();
  if (restrictionOn('email', person.contact_restrictions, false))
    throw invalid('person_id', 'may not be contacted by email');
  const blocked = await isSuppressed(tx, teamId, addresses, null, { conversation });
  if (blocked) throw invalid('person_id', `cannot be written to. ${suppressedReason(blocked).text}`);
}

function momentOf(text: string | null | undefined, now: Date): Date {
  const at = text == null ? now : new Date(text);
  if (at.getTime() - now.getTime() > FURTHEST_MS) throw invalid('send_after', 'is more than a year ahead');
  if (text != null && at <= now) throw invalid('send_after', 'must be in the future');
  return at;
}

type Answered = Awaited<ReturnType<typeof findAnswered>>;

/** A message of this person that was received, and that the caller sees. @throws AppError invalid */
export async function findAnswered({ tx, principal }: Command, person: Person, id: number) {
  const found = await tx
    .selectFrom('received_messages')
    .select(['message_id', 'references', 'subject', 'from_address', 'email_id', 'mailbox_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('person_id', '=', person.id)
    .where('kind', 'in', ['reply', 'other'])
    .where(receivedSeenBy(principal, 'received_messages'))
    .executeTakeFirst();
  if (!found) throw invalid('received_message_id', 'could not be found');
  return found;
}

export const scheduledEmails = {
  view: scheduledEmailsView,
  create: createScheduled,
  update: updateScheduled,
  remove: cancelScheduled,
};
