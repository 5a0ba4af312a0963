import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { type Arrival, receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { as, days, engineOf, memoryMailer, MONDAY, type StepSpec, type World } from './support.js';

export interface Conversation {
  personId: number;
  address: string;
  membershipId: number;
  cadenceId: number;
  /** The Message-ID of the first e-mail, which was sent. */
  messageId: string;
  emailId: number;
}

const TWO_LETTERS: StepSpec[] = [
  { day: 1, type: 'email', automated: true, immediately: true, body: '<p>First</p>', subject: 'Hello there' },
  { day: 5, type: 'email', automated: true, body: '<p>Second</p>', subject: 'Me again' },
];

/** A person on a cadence of two automatic e-mails, the first of them sent on Monday. */
export async function conversation(
  w: World,
  cadence: Record<string, unknown> = {},
  person: Record<string, unknown> = {},
): Promise<Conversation> {
  const personId = await w.person(person);
  const { id: cadenceId } = await w.cadence(TWO_LETTERS, cadence);
  const membershipId = await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadenceId }),
  );
  await engineOf(w.database, memoryMailer()).runOnce(days(MONDAY, 0.01));
  const row = await w.database.kysely
    .selectFrom('emails')
    .selectAll()
    .where('team_id', '=', w.teamId)
    .where('membership_id', '=', membershipId)
    .executeTakeFirstOrThrow();
  if (row.state !== 'sent') throw new Error(`the first e-mail is ${row.state}: ${row.state_reason}`);
  return {
    personId,
    address: row.to_address,
    membershipId,
    cadenceId,
    messageId: row.message_id,
    emailId: row.id,
  };
}

export interface Letter {
  from?: string;
  to?: string;
  subject?: string;
  body?: string;
  messageId?: string | null;
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
}

let letters = 0;

export function raw(letter: Letter): Buffer {
  letters += 1;
  const id = letter.messageId === undefined ? `<letter-${letters}@customer.test>` : letter.messageId;
  const headers: Record<string, string | undefined> = {
    From: letter.from ?? 'stranger@nowhere.test',
    To: letter.to ?? 'rep@sender.test',
    Subject: letter.subject ?? 'Re: Hello there',
    'Message-ID': id ?? undefined,
    'In-Reply-To': letter.inReplyTo,
    References: letter.references?.join(' '),
    'Content-Type': 'text/plain; charset=utf-8',
    ...letter.headers,
  };
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${letter.body ?? 'Thank you, call me.'}\r\n`);
}

/** RFC 3464. */
export function bounce(to: string, status: string, diagnostic: string, original: string | null): Buffer {
  const returned =
    original === null
      ? ''
      : `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${original}\r\nTo: ${to}\r\n\r\nFirst\r\n`;
  return raw({
    from: 'MAILER-DAEMON@mx.test',
    subject: 'Undelivered Mail Returned to Sender',
    headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
    body: `--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}\r\n\r\n${returned}--b--`,
  });
}

/** Takes a message in, as it came at `at`. @returns its record's id */
export function arrive(
  w: World,
  message: Buffer,
  at = days(MONDAY, 0.1),
  where: Partial<Arrival> = {},
): Promise<number | undefined> {
  const arrival: Arrival = {
    teamId: w.teamId,
    mailboxId: null,
    folder: null,
    role: 'inbox',
    uidValidity: null,
    uid: null,
    flags: new Set(),
    receivedAt: at,
    ...where,
  };
  return receiveMessage(w.database, arrival, message, at);
}

/** Everything a message may change, for comparing. */
export async function state(w: World, c: Conversation) {
  const db = w.database.kysely;
  const one = <T extends 'people' | 'cadence_memberships' | 'emails'>(table: T, id: number) =>
    db
      .selectFrom(table as 'people')
      .selectAll()
      .where('team_id', '=', w.teamId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  const membership = (await one('cadence_memberships', c.membershipId)) as unknown as Record<string, unknown>;
  const person = await one('people', c.personId);
  const email = (await one('emails', c.emailId)) as unknown as Record<string, unknown>;
  const actions = await db
    .selectFrom('actions')
    .select(['id', 'step_id', 'status', 'due_at'])
    .where('team_id', '=', w.teamId)
    .where('membership_id', '=', c.membershipId)
    .orderBy('id')
    .execute();
  const suppressions = await db
    .selectFrom('suppressions')
    .select(['value', 'reason'])
    .where('team_id', '=', w.teamId)
    .execute();
  return {
    membership: pick(
      membership,
      'current_state',
      'step_group_id',
      'step_id',
      'latest_action_id',
      'paused_until',
      'replies',
      'bounces',
    ),
    person: pick(
      person as unknown as Record<string, unknown>,
      'bouncing',
      'do_not_contact',
      'person_stage_id',
      'cadence_ids',
      'last_replied_at',
      'emails_replied_to',
      'emails_bounced',
      'emails_sent',
    ),
    email: pick(email, 'state', 'replies', 'bounced', 'replied_at', 'bounced_at'),
    actions,
    suppressions,
  };
}

function pick(row: Record<string, unknown>, ...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}

export async function record(w: World, id: number | undefined) {
  if (id === undefined) throw new Error('nothing was recorded');
  return w.database.kysely
    .selectFrom('received_messages')
    .selectAll()
    .where('team_id', '=', w.teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export async function mailbox(w: World, fields: Record<string, unknown> = {}): Promise<number> {
  const row = {
    team_id: w.teamId,
    created_at: MONDAY,
    updated_at: MONDAY,
    user_id: w.userId,
    kind: 'smtp',
    email_address: `box${w.teamId}@sender.test`,
    ...fields,
  };
  return (
    await w.database.kysely.insertInto('mailboxes').values(row).returning('id').executeTakeFirstOrThrow()
  ).id;
}
