import type { RuleName } from '@cadenza/contract';
import { type Said, say } from '../said.js';
import { ACCOUNT_COLUMNS, type EmailRow, USER_COLUMNS, type UserRow } from '../../db/columns.js';
import type { Db } from '../../db/connect.js';
import type { Action, MembershipContext } from '../memberships/index.js';
import { chooseVariant, findSnippets, renderEmail } from '../emails/index.js';
import { findSender } from '../mailboxes/index.js';
import { type EmailBatch, once, type PreviousEmail, readKeys, readPrevious } from './email-batch.js';

/** References beyond this many are cut from the middle: mail servers reject endless headers. */
const MAX_REFERENCES = 20;

type Email = EmailRow;

export interface Wording {
  subject?: string | null;
  body?: string | null;
}

/** What the planner, the step and the writer decided about one e-mail; everything has a default. */
export interface QueueOptions {
  /** The caller knows that no e-mail was written for the action yet. */
  unwritten?: boolean;
  /** E-mails that are queued together in one transaction share what they read. */
  batch?: EmailBatch;
  /** Subject and body that replace the template's. */
  wording?: Wording;
  /** The mailbox it leaves from; null or absent: the server's default transport. */
  mailboxId?: number | null;
  /** Not before this moment. */
  sendAfter?: Date;
  /** The planner's rule that decided moment and mailbox. */
  decidedBy?: RuleName;
  /** The sentence of that rule. */
  decidedBecause?: Said | undefined;
  /** Instead of the step's template (A/B variants), and which variant that is. */
  templateId?: number;
  variantId?: number | null;
  /** Values for merge fields the person has none for. */
  fieldDefaults?: Readonly<Record<string, string>>;
  /** Instead of what cadence, template and team say about opens and clicks. */
  viewTracking?: boolean | null;
  clickTracking?: boolean | null;
  /** The e-mail it goes on from, for one that has not been sent yet; absent: as the ledger says. */
  previous?: { subject: string } | undefined;
}

/** The action an e-mail belongs to, as far as its text depends on it. */
export type EmailOf = Pick<Action, 'step_id' | 'user_id'>;

/** What of a ledger row is decided by step, person and sender. */
export type Draft = ReturnType<typeof contentOf> &
  Pick<Email, 'subject' | 'body_html' | 'body_text' | 'mailbox_id' | 'step_variant_id'>;

export type Composed = { ok: true; draft: Draft } | { ok: false; reason: Said };

/**
 * The e-mail of a step for one person, as it would be written to the ledger at `now`; reads only. Refuses, with a reason
 * for the rep, when it cannot be rendered or addressed.
 */
export async function composeEmail(
  db: Db,
  context: MembershipContext,
  action: EmailOf,
  now: Date,
  options: QueueOptions = {},
): Promise<Composed> {
  const { wording = {} } = options;
  const { teamId, person } = context;
  if (!person.email_address) return { ok: false, reason: say('email_address', {}) };
  const parts = await readParts(db, context, action, options);
  const template = {
    subject: wording.subject ?? parts.template?.subject ?? null,
    body: wording.body ?? parts.template?.body ?? null,
  };
  if (template.body === null) return { ok: false, reason: say('template', { lacks: 'template' }) };
  if (options.mailboxId != null && !parts.mailbox)
    return { ok: false, reason: say('email_stopped', { why: 'mailbox_removed' }) };
  const renderContext = {
    person,
    account: parts.account ?? null,
    // The signature of the mailbox goes before the user's own.
    sender: { ...parts.sender, email_signature: parts.mailbox?.signature ?? parts.sender.email_signature },
    timeZone: context.zones.user,
    step: { name: parts.step.name, day: parts.step.day, number: parts.step.step_number },
    cadence: { name: parts.step.cadence_name },
    fieldDefaults: options.fieldDefaults ?? defaultsOf(parts.step),
    snippets: await findSnippets(db, teamId, action.user_id, [template.subject, template.body]),
  };
  const rendered = renderEmail(template, renderContext, now);
  if (!rendered.ok) return rendered;
  const previous = parts.previous ?? options.previous;
  const subject = previous ? `Re: ${previous.subject.replace(/^(re:\s*)+/i, '')}` : rendered.subject;
  if (subject === '') return { ok: false, reason: say('template', { lacks: 'subject' }) };
  const draft = {
    ...contentOf(parts, person.email_address, options),
    mailbox_id: parts.mailbox?.id ?? null,
    step_variant_id: options.variantId ?? (wording.body == null ? parts.step.variant_id : null),
    subject,
    body_html: rendered.bodyHtml,
    body_text: rendered.bodyText,
  };
  return { ok: true, draft };
}

/** What a step says about fields a person has no value for: nothing (the e-mail waits as a task), or defaults. */
function defaultsOf(step: Pick<Parts['step'], 'missing_fields' | 'field_defaults'>): Record<string, string> {
  return step.missing_fields === 'default' ? (step.field_defaults as Record<string, string>) : {};
}

type Parts = Awaited<ReturnType<typeof readParts>>;

async function readParts(
  db: Db,
  { teamId, person, membership }: MembershipContext,
  action: EmailOf,
  { mailboxId = null, templateId, batch }: QueueOptions,
) {
  const { step_id: stepId } = action;
  const versions = await once(batch, `step ${stepId} ${templateId}`, () =>
    readVersions(db, teamId, stepId, templateId),
  );
  const step = chosenVersion(versions, person, stepId);
  const template = step.id === null ? undefined : { ...step, id: step.id };
  const account =
    person.account_id === null
      ? undefined
      : await once(batch, readKeys.account(person.account_id), () =>
          readAccount(db, teamId, person.account_id),
        );
  const sender = await once(batch, readKeys.user(action.user_id), () =>
    db
      .selectFrom('users')
      .select(USER_COLUMNS)
      .where('team_id', '=', teamId)
      .where('id', '=', action.user_id)
      .executeTakeFirstOrThrow(),
  );
  const mailbox =
    mailboxId === null
      ? undefined
      : await once(batch, `mailbox ${mailboxId}`, () => findSender(db, teamId, mailboxId));
  // Only this run's e-mails: a person added again starts a new conversation.
  const group = step.previous_email_step_group_id;
  const previous =
    group === null
      ? undefined
      : await once(batch, readKeys.previous(membership.id, group), () =>
          readThread(db, teamId, membership, group),
        );
  return { step, template, account, sender, mailbox, previous };
}

function readAccount(db: Db, teamId: number, accountId: number | null) {
  return db
    .selectFrom('accounts')
    .select(ACCOUNT_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', accountId)
    .executeTakeFirst();
}

async function readThread(
  db: Db,
  teamId: number,
  membership: Pick<MembershipContext['membership'], 'id' | 'added_at'>,
  groupId: number,
): Promise<PreviousEmail | undefined> {
  const thread = { membershipId: membership.id, addedAt: membership.added_at, threadGroupId: groupId };
  return (await readPrevious(db, teamId, [thread])).get(readKeys.previous(membership.id, groupId));
}

/** The step with its e-mail: the template given, each of its versions (A/B), or its own. */
function readVersions(db: Db, teamId: number, stepId: number, templateId: number | undefined) {
  return db
    .selectFrom('steps as s')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 's.team_id').onRef('c.id', '=', 's.cadence_id'),
    )
    .innerJoin('teams as m', 'm.id', 's.team_id')
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
      'c.open_tracking as cadence_open_tracking',
      'c.click_tracking as cadence_click_tracking',
      'm.open_tracking_default',
      'm.click_tracking_default',
    ])
    .select(['v.id as variant_id', 'v.weight', 'v.winner_at'])
    .select(['t.id', 't.subject', 't.body', 't.open_tracking', 't.click_tracking', 't.attachment_ids'])
    .where('s.team_id', '=', teamId)
    .where('s.id', '=', stepId)
    .execute();
}

/** The version this person gets: by address and place, not by ids, so that a rehearsal gives the same again. */
function chosenVersion(
  rows: Awaited<ReturnType<typeof readVersions>>,
  { email_address: address }: Pick<MembershipContext['person'], 'email_address'>,
  stepId: number,
) {
  const variants = rows.flatMap((row) =>
    row.variant_id === null
      ? []
      : [{ id: row.variant_id, weight: row.weight ?? 0, winner: row.winner_at !== null }],
  );
  const { cadence_name, day, step_number } = rows[0] ?? {};
  const seed = [address?.toLowerCase() ?? '', cadence_name ?? '', day ?? 0, step_number ?? 0];
  const chosen = chooseVariant(variants, seed);
  const row = rows.find((each) => each.variant_id === (chosen?.id ?? null));
  if (!row) throw new Error(`step ${stepId} is gone`);
  return row;
}

function contentOf(
  { step, template, sender, mailbox, previous }: Parts,
  to: string,
  { viewTracking, clickTracking }: QueueOptions,
) {
  return {
    email_template_id: template?.id ?? null,
    from_address: mailbox?.email_address ?? senderAddress(sender),
    from_name: mailbox?.from_name ?? sender.name,
    to_address: to,
    bcc: sender.bcc_email_address ? [sender.bcc_email_address] : [],
    thread_root_email_id: previous ? (previous.thread_root_email_id ?? previous.id) : null,
    in_reply_to: previous ? idOnTheWire(previous) : null,
    references: previous ? referencesAfter(previous) : [],
    // The nearest that says anything: the e-mail itself, its cadence, its template, the team.
    view_tracking:
      viewTracking ?? step.cadence_open_tracking ?? template?.open_tracking ?? step.open_tracking_default,
    click_tracking:
      clickTracking ?? step.cadence_click_tracking ?? template?.click_tracking ?? step.click_tracking_default,
    attachment_ids: template?.attachment_ids ?? [],
  };
}

export function senderAddress(sender: UserRow): string {
  return sender.sending_email_address ?? sender.email;
}

/** The Message-ID its recipients have: the server's, where it wrote one over ours. */
function idOnTheWire(previous: { message_id: string; wire_message_id?: string | null }): string {
  return previous.wire_message_id ?? previous.message_id;
}

/** RFC 5322 3.6.4: the parent's references and the parent; the root and the newest stay when there are too many. */
export function referencesAfter(
  previous: Pick<Email, 'references' | 'message_id'> & { wire_message_id?: string | null },
): string[] {
  const all = [...previous.references, idOnTheWire(previous)];
  return all.length <= MAX_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_REFERENCES)];
}
