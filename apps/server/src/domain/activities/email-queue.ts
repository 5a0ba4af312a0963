import { type Expression, type Insertable, type QueryCreator, type Selectable, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { EmailsTable, Schema, UsersTable } from '../../db/schema.js';
import { append } from '../../events/outbox.js';
import { randomHex } from '../../kernel/crypto.js';
import type { Action, Standing } from '../cadences/membership-queries.js';
import { chooseVariant } from '../emails/render-variants.js';
import { renderEmail } from '../emails/render.js';
import { findSnippets } from '../emails/snippet-queries.js';
import { findSender } from '../mailboxes/queries.js';

/** How long temporary refusals are retried, and so how late an e-mail may go out. */
export const GIVE_UP_AFTER_MS = 48 * 3_600_000;
/** References beyond this many are cut from the middle: mail servers reject endless headers. */
const MAX_REFERENCES = 20;

export interface Wording {
  subject?: string | null;
  body?: string | null;
}

/** What the planner, the step and the writer decided about one e-mail; everything has a default. */
export interface QueueOptions {
  /** Subject and body that replace the template's. */
  wording?: Wording;
  /** The mailbox it leaves from; null or absent: the server's default transport. */
  mailboxId?: number | null;
  /** Not before this moment. */
  sendAfter?: Date;
  /** The planner's rule that decided moment and mailbox. */
  decidedBy?: string;
  /** Instead of the step's template (A/B variants), and which variant that is. */
  templateId?: number;
  variantId?: number | null;
  /** Values for merge fields the person has none for. */
  fieldDefaults?: Readonly<Record<string, string>>;
}

export type Queued = { ok: true; emailId: number } | { ok: false; reason: string };

type Email = Selectable<EmailsTable>;

/**
 * Renders the e-mail of an action and writes it to the send ledger, state queued, with the Message-ID it will keep.
 * Refuses, with a reason for the rep, when it cannot be rendered or addressed, or went out already. The caller holds
 * the person's lock (membership-queries.ts) and sets the action's state.
 */
export async function queueEmail(
  tx: Tx,
  standing: Standing,
  action: Action,
  now: Date,
  options: QueueOptions = {},
): Promise<Queued> {
  const { wording = {}, sendAfter = now } = options;
  const { teamId, person } = standing;
  if (!person.email_address) return { ok: false, reason: 'The person has no e-mail address.' };
  const earlier = await tx
    .selectFrom('emails')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('action_id', '=', action.id)
    .forUpdate()
    .executeTakeFirst();
  if (earlier && !['failed', 'cancelled', 'skipped'].includes(earlier.state))
    return { ok: false, reason: `The e-mail of this step is ${earlier.state} already.` };
  const parts = await readParts(tx, standing, action, options);
  const template = {
    subject: wording.subject ?? parts.template?.subject ?? null,
    body: wording.body ?? parts.template?.body ?? null,
  };
  if (template.body === null) return { ok: false, reason: 'The step has no e-mail template.' };
  if (options.mailboxId != null && !parts.mailbox)
    return { ok: false, reason: 'The mailbox it should leave from was removed.' };
  const context = {
    person,
    account: parts.account ?? null,
    // The signature of the mailbox goes before the user's own.
    sender: { ...parts.sender, email_signature: parts.mailbox?.signature ?? parts.sender.email_signature },
    timeZone: standing.zones.user,
    step: { name: parts.step.name, day: parts.step.day, number: parts.step.step_number },
    cadence: { name: parts.step.cadence_name },
    fieldDefaults: options.fieldDefaults ?? defaultsOf(parts.step),
    snippets: await findSnippets(tx, teamId, action.user_id, [template.subject, template.body]),
  };
  const rendered = renderEmail(template, context, now);
  if (!rendered.ok) return rendered;
  const subject = parts.previous
    ? `Re: ${parts.previous.subject.replace(/^(re:\s*)+/i, '')}`
    : rendered.subject;
  if (subject === '') return { ok: false, reason: 'The e-mail has no subject.' };
  const row = {
    ...contentOf(parts, person.email_address),
    updated_at: now,
    state: 'queued',
    state_reason:
      wording.body == null
        ? 'Rendered from the template of the step, waiting to be sent.'
        : 'Written by the sender, waiting to be sent.',
    state_changed_at: now,
    send_after: sendAfter,
    give_up_at: new Date(sendAfter.getTime() + GIVE_UP_AFTER_MS),
    mailbox_id: parts.mailbox?.id ?? null,
    decided_by: options.decidedBy ?? null,
    step_variant_id: options.variantId ?? (wording.body == null ? parts.step.variant_id : null),
    marketing: true,
    subject,
    body_html: rendered.bodyHtml,
    body_text: rendered.bodyText,
  };
  const emailId = earlier
    ? await requeue(tx, earlier, row)
    : await insertEmail(tx, teamId, row, {
        created_at: now,
        user_id: action.user_id,
        person_id: action.person_id,
        action_id: action.id,
        membership_id: standing.membership.id,
        cadence_id: action.cadence_id,
        step_id: action.step_id,
      });
  await append(tx, teamId, now, { type: 'email_updated', resourceId: emailId, userId: null });
  return { ok: true, emailId };
}

/** What a step says about fields a person has no value for: nothing (the e-mail waits as a task), or defaults. */
function defaultsOf(step: Pick<Parts['step'], 'missing_fields' | 'field_defaults'>): Record<string, string> {
  return step.missing_fields === 'default' ? (step.field_defaults as Record<string, string>) : {};
}

type Parts = Awaited<ReturnType<typeof readParts>>;

async function readParts(
  tx: Tx,
  { teamId, person, membership }: Standing,
  action: Action,
  { mailboxId = null, templateId }: QueueOptions,
) {
  const step = await readStep(tx, teamId, membership.id, action.step_id, templateId);
  const template = step.id === null ? undefined : { ...step, id: step.id };
  const account =
    person.account_id === null
      ? undefined
      : await tx
          .selectFrom('accounts')
          .selectAll()
          .where('team_id', '=', teamId)
          .where('id', '=', person.account_id)
          .executeTakeFirst();
  const sender = await tx
    .selectFrom('users')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', action.user_id)
    .executeTakeFirstOrThrow();
  const mailbox = mailboxId === null ? undefined : await findSender(tx, teamId, mailboxId);
  // Only this run's e-mails: a person added again starts a new conversation.
  const previous =
    step.previous_email_step_group_id === null
      ? undefined
      : await tx
          .selectFrom('emails as e')
          .innerJoin('actions as a', (join) =>
            join.onRef('a.team_id', '=', 'e.team_id').onRef('a.id', '=', 'e.action_id'),
          )
          .select(['e.id', 'e.subject', 'e.message_id', 'e.references', 'e.thread_root_email_id'])
          .where('e.team_id', '=', teamId)
          .where('e.membership_id', '=', membership.id)
          .where('a.step_group_id', '=', step.previous_email_step_group_id)
          .where('e.state', '=', 'sent')
          .where('e.sent_at', '>=', membership.added_at)
          .orderBy('e.sent_at', 'desc')
          .orderBy('e.id', 'desc')
          .executeTakeFirst();
  return { step, template, account, sender, mailbox, previous };
}

/** The step with the letter this membership gets: the template given, one of its versions (A/B), or its own. */
async function readStep(
  tx: Tx,
  teamId: number,
  membershipId: number,
  stepId: number,
  templateId: number | undefined,
) {
  const rows = await tx
    .selectFrom('steps as s')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 's.team_id').onRef('c.id', '=', 's.cadence_id'),
    )
    .leftJoin('step_variants as v', (join) =>
      join
        .onRef('v.team_id', '=', 's.team_id')
        .onRef('v.step_id', '=', 's.id')
        .on('v.deleted_at', 'is', null)
        .on((eb) => eb.or([eb('v.weight', '>', 0), eb('v.winner_at', 'is not', null)]))
        .on((eb) => eb.val(templateId === undefined)),
    )
    .leftJoin('email_templates as t', (join) =>
      join
        .onRef('t.team_id', '=', 's.team_id')
        .on('t.id', '=', (eb) =>
          templateId === undefined
            ? eb.fn.coalesce('v.email_template_id', 's.email_template_id')
            : eb.val(templateId),
        )
        .on('t.deleted_at', 'is', null),
    )
    .select([
      's.previous_email_step_group_id',
      's.missing_fields',
      's.field_defaults',
      's.day',
      's.step_number',
      's.name',
      'c.name as cadence_name',
    ])
    .select(['v.id as variant_id', 'v.weight', 'v.winner_at'])
    .select(['t.id', 't.subject', 't.body', 't.open_tracking', 't.click_tracking', 't.attachment_ids'])
    .where('s.team_id', '=', teamId)
    .where('s.id', '=', stepId)
    .execute();
  const variants = rows.flatMap((row) =>
    row.variant_id === null
      ? []
      : [{ id: row.variant_id, weight: row.weight ?? 0, winner: row.winner_at !== null }],
  );
  const chosen = chooseVariant(variants, membershipId, stepId);
  const row = rows.find((each) => each.variant_id === (chosen?.id ?? null));
  if (!row) throw new Error(`step ${stepId} is gone`);
  return row;
}

function contentOf({ template, sender, mailbox, previous }: Parts, to: string) {
  return {
    email_template_id: template?.id ?? null,
    from_address: mailbox?.email_address ?? senderAddress(sender),
    from_name: mailbox?.from_name ?? sender.name,
    to_address: to,
    bcc: sender.bcc_email_address ? [sender.bcc_email_address] : [],
    thread_root_email_id: previous ? (previous.thread_root_email_id ?? previous.id) : null,
    in_reply_to: previous?.message_id ?? null,
    references: previous ? referencesAfter(previous) : [],
    view_tracking: template?.open_tracking ?? false,
    click_tracking: template?.click_tracking ?? false,
    attachment_ids: template?.attachment_ids ?? [],
  };
}

export function senderAddress(sender: Selectable<UsersTable>): string {
  return sender.sending_email_address ?? sender.email;
}

/** RFC 5322 3.6.4: the parent's references and the parent; the root and the newest stay when there are too many. */
export function referencesAfter(previous: Pick<Email, 'references' | 'message_id'>): string[] {
  const all = [...previous.references, previous.message_id];
  return all.length <= MAX_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_REFERENCES)];
}

type Row = Omit<Insertable<EmailsTable>, 'team_id' | 'message_id' | keyof Owners>;
/** What an e-mail belongs to, fixed when it is made. */
type Owners = Pick<
  Insertable<EmailsTable>,
  'created_at' | 'user_id' | 'person_id' | 'action_id' | 'membership_id' | 'cadence_id' | 'step_id'
>;

/** Writes a row of the ledger and the first of its history. @returns its id */
export async function insertEmail(tx: Tx, teamId: number, row: Row, owners: Owners): Promise<number> {
  const domain = row.from_address.split('@').at(-1) ?? 'localhost';
  const { email_id: id } = await withHistory(tx, (db) =>
    db.insertInto('emails').values({
      ...row,
      ...owners,
      team_id: teamId,
      message_id: `<${randomHex(16)}@${domain}>`,
    }),
  );
  return id;
}

/** No server accepted the earlier attempt, so the row and its Message-ID serve again. */
async function requeue(tx: Tx, earlier: Email, row: Row): Promise<number> {
  await withHistory(tx, (db) =>
    db
      .updateTable('emails')
      .set({ ...row, attempts: 0, lease_until: null, error_message: null, smtp_reply: null })
      .where('team_id', '=', earlier.team_id)
      .where('id', '=', earlier.id),
  );
  return earlier.id;
}

type Written = { returning(columns: readonly (keyof Email)[]): unknown };

/** The statement and the history row of what it wrote, in one round trip. */
async function withHistory(
  tx: Tx,
  make: (db: QueryCreator<Schema>) => Written,
): Promise<{ email_id: number }> {
  const written = make(tx).returning([
    'team_id',
    'id',
    'state_changed_at',
    'state',
    'state_reason',
  ]) as Expression<unknown>;
  const { rows } = await sql<{ email_id: number }>`
    WITH written AS (${written})
    INSERT INTO email_history (team_id, email_id, at, state, reason)
    SELECT team_id, id, state_changed_at, state, state_reason FROM written RETURNING email_id`.execute(tx);
  return rows[0] as { email_id: number };
}

/** E-mails of this user that were or will be sent in [from, now]; under a lock, so that two workers cannot both take the last one. */
export async function emailsSince(tx: Tx, teamId: number, userId: number, from: Date): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('email_daily_limit', ${teamId} * 1000003 + ${userId}))`.execute(
    tx,
  );
  const { count } = await tx
    .selectFrom('emails')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('send_after', '>=', from)
    .where('state', 'in', ['queued', 'sending', 'sent', 'uncertain'])
    .executeTakeFirstOrThrow();
  return Number(count);
}
