import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { nullableSort, plain, ref, sort, time, view } from '../../db/view.js';
import { filePathSql } from '../../kernel/file-token.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import type { Command } from '../command.js';
import { existingGroups } from '../references.js';
import { ensureTags } from '../ensure-tags.js';
import { teamTemplateSeen, teamTemplateSeenBy, templateSeen } from '../visibility.js';
import { requireAttachments } from './attachment-queries.js';
import { BY_WORDS, PREVIEW, requireLiquid, SIGNED_BODY } from './template-words.js';

type Spec = Contract['resources']['team_templates'];

const OF_COPIES = `FROM email_templates t WHERE t.team_id = r.team_id AND t.team_template_id = r.id`;
const LAST_USED = `(SELECT max(t.last_used_at) ${OF_COPIES})`;
const COUNTS = ['sent_emails', 'views', 'clicks', 'replies', 'bounces']
  .map((name) => `'${name}', coalesce(sum(t.${name}), 0)`)
  .join(', ');

const columnsWith = (body: string): string =>
  [
    plain('id', 'title', 'subject'),
    body,
    `${PREVIEW} AS body_preview`,
    time('created_at'),
    time('updated_at'),
    `wire_time(${LAST_USED}, :tz) AS last_used_at`,
    time('archived_at'),
    time('last_modified_at'),
    'r.open_tracking AS open_tracking_enabled, r.click_tracking AS click_tracking_enabled',
    `(SELECT json_build_object(${COUNTS}) ${OF_COPIES}) AS counts`,
    ref('last_modified_user_id', '/v2/users/', 'last_modified_user'),
    `wire_refs(:base, '/v2/groups/', ARRAY(SELECT g.id FROM groups g WHERE g.team_id = r.team_id AND g.id = ANY(r.group_ids) AND g.deleted_at IS NULL ORDER BY g.id)) AS groups`,
    `json_build_object('attachments', :base || '/v2/team_template_attachments?team_template_id%5B%5D=' || r.id) AS _links`,
    plain('tags'),
  ].join(', ');

const teamTemplatesView = view(contract.resources.team_templates, {
  table: 'team_templates',
  sight: null,
  columns: columnsWith('r.body AS body'),
  signedColumns: columnsWith(SIGNED_BODY),
  visible: teamTemplateSeen('r'),
  filters: {
    ids: 'r.id',
    ...BY_WORDS,
    include_archived_templates: { sql: ':value::boolean OR r.archived_at IS NULL' },
  },
  defaults: { include_archived_templates: { sql: 'r.archived_at IS NULL', unless: ['ids'] } },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    last_used_at: nullableSort(LAST_USED),
  },
});

/** What a body says, as columns; absent stays. @throws AppError forbidden, invalid */
async function written(command: Command, body: Body<Spec['update']>) {
  const { tx, principal, now } = command;
  requirePermission(principal, 'manage_team', 'write team templates');
  requireLiquid(body);
  return {
    title: body.title,
    subject: body.subject,
    body: body.body,
    open_tracking: body.open_tracking ?? undefined,
    click_tracking: body.click_tracking ?? undefined,
    archived_at: body.archived_at,
    tags: body.tags === undefined ? undefined : await ensureTags(tx, principal.teamId, now, body.tags ?? []),
    group_ids: body.group_ids === undefined ? undefined : await existingGroups(command, body.group_ids ?? []),
    attachment_ids:
      body.attachment_ids === undefined
        ? undefined
        : await requireAttachments(tx, principal, body.attachment_ids ?? []),
    updated_at: now,
    last_modified_at: now,
    last_modified_user_id: principal.userId,
  };
}

async function createTeamTemplate(command: Command, body: Body<Spec['create']>): Promise<string> {
  const { tx, principal, now } = command;
  const columns = await written(command, body);
  const team = await tx
    .selectFrom('teams')
    .select(['open_tracking_default', 'click_tracking_default'])
    .where('id', '=', principal.teamId)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto('team_templates')
    .values({
      ...columns,
      team_id: principal.teamId,
      created_at: now,
      open_tracking: columns.open_tracking ?? team.open_tracking_default,
      click_tracking: columns.click_tracking ?? team.click_tracking_default,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function updateTeamTemplate(command: Command, id: string, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal } = command;
  const columns = await written(command, body);
  const found = await tx
    .updateTable('team_templates as r')
    .set(columns)
    .where('r.team_id', '=', principal.teamId)
    .where('r.id', '=', id)
    .where(teamTemplateSeenBy(principal, 'r'))
    .returning('r.id')
    .executeTakeFirst();
  if (!found) throw notFound();
}

/** A template of the team that the caller may copy, with what a copy takes over. @throws AppError invalid */
export async function copiedFrom({ tx, principal }: Command, id: string) {
  const found = await tx
    .selectFrom('team_templates as r')
    .select(['r.id', 'r.title', 'r.subject', 'r.body', 'r.open_tracking', 'r.click_tracking', 'r.tags'])
    .select('r.attachment_ids')
    .where('r.team_id', '=', principal.teamId)
    .where(sql<boolean>`r.id::text = ${id.toLowerCase()}`)
    .where('r.archived_at', 'is', null)
    .where(teamTemplateSeenBy(principal, 'r'))
    .executeTakeFirst();
  if (!found) throw invalid('team_template_id', 'could not be found');
  return found;
}

/** The team templates resource. */
export const teamTemplates = {
  view: teamTemplatesView,
  create: createTeamTemplate,
  update: updateTeamTemplate,
};

const ofFile = (column: string) =>
  `(SELECT f.${column} FROM attachments f WHERE f.team_id = r.team_id AND f.id = r.attachment_id)`;
const DOWNLOAD = `:base || ${filePathSql('attachment', 'r.attachment_id')} AS download_url`;

/** The team template attachments resource. */
export const teamTemplateAttachments = {
  view: view(contract.resources.team_template_attachments, {
    table: 'team_template_attachments',
    sight: null,
    columns: [
      plain('id', 'attachment_id'),
      `json_build_object('_href', :base || '/v2/team_templates/' || r.team_template_id, 'id', r.team_template_id) AS team_template`,
      `${ofFile('name')} AS name`,
      DOWNLOAD,
      `${ofFile('size')} AS attachment_file_size`,
    ].join(', '),
    visible: `EXISTS (SELECT FROM team_templates w WHERE w.team_id = r.team_id AND w.id = r.team_template_id AND ${teamTemplateSeen('w')})`,
    filters: { ids: 'r.id', team_template_id: 'r.team_template_id' },
    sorts: { id: sort('r.id', 'bigint') },
  }),
};

/** The email template attachments resource. Nothing here looks for viruses: `scanned` is what the original answers of a file that may be fetched. */
export const emailTemplateAttachments = {
  view: view(contract.resources.email_template_attachments, {
    table: 'email_template_attachments',
    sight: null,
    columns: [
      plain('id', 'attachment_id'),
      ref('email_template_id', '/v2/email_templates/', 'email_template'),
      `${ofFile('name')} AS name`,
      DOWNLOAD,
      `${ofFile('size')} AS attachment_file_size`,
      'true AS scanned',
      `${ofFile('content_type')} AS attachment_content_type`,
      'r.fingerprint AS attachment_fingerprint',
    ].join(', '),
    visible: `EXISTS (SELECT FROM email_templates w WHERE w.team_id = r.team_id AND w.id = r.email_template_id AND w.deleted_at IS NULL AND ${templateSeen('w')})`,
    filters: { ids: 'r.id', email_template_id: 'r.email_template_id' },
    sorts: { id: sort('r.id', 'bigint') },
  }),
};
