import { type Body, type Contract, contract } from '@cadenza/contract';
import { nullableSort, plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { requireOwned, softDelete } from '../records.js';
import { templateSeen } from '../visibility.js';
import { ensureTags } from '../ensure-tags.js';
import { requireAttachments } from './attachment-queries.js';
import { copiedFrom } from './team-templates.js';
import { BY_WORDS, PREVIEW, requireLiquid, SIGNED_BODY } from './template-words.js';

type Spec = Contract['resources']['email_templates'];

const columnsWith = (body: string): string =>
  [
    plain('id', 'title', 'subject'),
    body,
    `${PREVIEW} AS body_preview`,
    time('created_at'),
    time('updated_at'),
    time('last_used_at'),
    time('archived_at'),
    plain('shared'),
    'r.open_tracking AS open_tracking_enabled, r.click_tracking AS click_tracking_enabled, r.cadence_id IS NOT NULL AS cadence_template',
    `json_build_object('sent_emails', r.sent_emails, 'views', r.views, 'clicks', r.clicks, 'replies', r.replies, 'bounces', r.bounces) AS counts`,
    ref('owner_id', '/v2/users/', 'template_owner'),
    `CASE WHEN r.team_template_id IS NULL THEN NULL ELSE json_build_object('_href', :base || '/v2/team_templates/' || r.team_template_id, 'id', r.team_template_id) END AS team_template`,
    `json_build_object('attachments', :base || '/v2/email_template_attachments?email_template_id%5B%5D=' || r.id) AS _links`,
    plain('tags'),
    `wire_refs(:base, '/v2/groups/', ARRAY(SELECT g.id FROM groups g WHERE g.team_id = r.team_id AND g.id = ANY(r.group_ids) AND g.deleted_at IS NULL ORDER BY g.id)) AS groups`,
  ].join(', ');

const emailTemplatesView: View = view(contract.resources.email_templates, {
  table: 'email_templates',
  sight: null,
  columns: columnsWith('r.body AS body'),
  signedColumns: columnsWith(SIGNED_BODY),
  visible: `r.deleted_at IS NULL AND ${templateSeen('r')}`,
  filters: {
    ids: 'r.id',
    linked_to_team_template: 'r.team_template_id IS NOT NULL',
    ...BY_WORDS,
    filter_by_owner: { sql: 'NOT :value::boolean OR r.owner_id = :user' },
    group_id: { sql: 'r.group_ids && :value::bigint[]' },
    include_cadence_templates: { sql: ':value::boolean OR r.cadence_id IS NULL' },
    include_archived_templates: { sql: ':value::boolean OR r.archived_at IS NULL' },
    cadence_id: 'r.cadence_id',
  },
  defaults: {
    include_cadence_templates: { sql: 'r.cadence_id IS NULL', unless: ['cadence_id', 'ids'] },
    include_archived_templates: { sql: 'r.archived_at IS NULL', unless: ['ids'] },
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    last_used_at: nullableSort('r.last_used_at'),
  },
});

// Shared ones are read by everyone.
const OWNED = { rule: 'Only its owner and team admins may change an email template' };

async function createTemplate(command: Command, given: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  requireLiquid(given);
  const { team_template_id: from, ...own } = given;
  const body: typeof own = from == null ? own : { ...(await copiedFrom(command, from)), ...said(own) };
  const team = await tx
    .selectFrom('teams')
    .select(['open_tracking_default', 'click_tracking_default'])
    .where('id', '=', principal.teamId)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto('email_templates')
    .values({
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      owner_id: principal.userId,
      team_template_id: from?.toLowerCase() ?? null,
      title: body.title ?? null,
      subject: body.subject ?? null,
      body: body.body ?? null,
      open_tracking: body.open_tracking ?? team.open_tracking_default,
      click_tracking: body.click_tracking ?? team.click_tracking_default,
      attachment_ids: await requireAttachments(tx, principal, body.attachment_ids ?? []),
      tags: await ensureTags(tx, principal.teamId, now, body.tags ?? []),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a body says, without what it leaves open. */
const said = <B extends object>(body: B): Partial<B> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value != null)) as Partial<B>;

async function updateTemplate(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  requireLiquid(body);
  await requireOwned(command, 'email_templates', id, OWNED);
  await tx
    .updateTable('email_templates')
    .set({
      title: body.title,
      subject: body.subject,
      body: body.body,
      open_tracking: body.open_tracking ?? undefined,
      click_tracking: body.click_tracking ?? undefined,
      shared: body.shared ?? undefined,
      archived_at: body.archived_at,
      attachment_ids:
        body.attachment_ids === undefined
          ? undefined
          : await requireAttachments(tx, principal, body.attachment_ids ?? []),
      tags:
        body.tags === undefined ? undefined : await ensureTags(tx, principal.teamId, now, body.tags ?? []),
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** Extension: the original deletes templates in its app only. A template that a step sends stays. */
async function deleteTemplate(command: Command, id: number): Promise<void> {
  const { tx, principal } = command;
  if (await requireOwned(command, 'email_templates', id, OWNED, true)) return;
  const step = await tx
    .selectFrom('steps')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('email_template_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (step) throw invalid('id', 'is sent by a cadence step');
  const variant = await tx
    .selectFrom('step_variants')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('email_template_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (variant) throw invalid('id', 'is sent by a version of a cadence step');
  await softDelete(command, 'email_templates', id);
}

export const emailTemplates = {
  view: emailTemplatesView,
  create: createTemplate,
  update: updateTemplate,
  remove: deleteTemplate,
};
