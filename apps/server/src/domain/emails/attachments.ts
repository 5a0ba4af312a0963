import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { attachmentSeen, seesOfUser } from '../visibility.js';

type Spec = Contract['resources']['attachments'];

/** Largest file, in bytes: with its Base64 it fits the request body, and most mail servers. */
const MAX_SIZE = 3_500_000;

const attachmentsView: View = view(contract.resources.attachments, {
  table: 'attachments',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    plain('name', 'content_type', 'size', 'content_id'),
    ref('owner_id', '/v2/users/', 'owner'),
  ].join(', '),
  visible: attachmentSeen('r'),
  filters: { ids: 'r.id' },
  sorts: { created_at: sort('r.created_at') },
});

async function createAttachment(
  { tx, principal, now }: Command,
  body: Body<Spec['create']>,
): Promise<number> {
  const text = body.content.replace(/\s+/g, '');
  if (text === '' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replaceAll('=', '').length % 4 === 1)
    throw invalid('content', 'is not Base64');
  const content = Buffer.from(text, 'base64');
  if (content.length > MAX_SIZE) throw invalid('content', `is larger than ${MAX_SIZE} bytes`);
  const { id } = await tx
    .insertInto('attachments')
    .values({
      team_id: principal.teamId,
      created_at: now,
      // A path is not part of a name.
      name: body.name.replace(/^.*[/\\]/, '').trim() || 'file',
      content_type: body.content_type.toLowerCase(),
      size: content.length,
      content_id: body.content_id ?? null,
      content,
      owner_id: principal.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Files that a template or an unsent e-mail names stay. @throws AppError not_found, invalid */
async function deleteAttachment({ tx, principal }: Command, id: number): Promise<void> {
  const found = await tx
    .selectFrom('attachments')
    .select('owner_id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found || !seesOfUser(principal, found.owner_id)) throw notFound();
  const template = await tx
    .selectFrom('email_templates')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where(sql<boolean>`${id} = ANY(attachment_ids)`)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (template) throw invalid('id', `goes with email template ${template.id}`);
  const ofTeam = await tx
    .selectFrom('team_templates')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where(sql<boolean>`${id} = ANY(attachment_ids)`)
    .limit(1)
    .executeTakeFirst();
  if (ofTeam) throw invalid('id', `goes with team template ${ofTeam.id}`);
  const email = await tx
    .selectFrom('emails')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('state', 'in', ['planned', 'queued', 'sending', 'failed', 'uncertain'])
    .where(sql<boolean>`${id} = ANY(attachment_ids)`)
    .limit(1)
    .executeTakeFirst();
  if (email) throw invalid('id', `goes with email ${email.id}, which is not sent yet`);
  await tx.deleteFrom('attachments').where('team_id', '=', principal.teamId).where('id', '=', id).execute();
}

/** @throws AppError not_found */
export async function readAttachment(
  db: Db,
  teamId: number,
  id: number,
): Promise<{ name: string; content_type: string; content: Buffer }> {
  const found = await db
    .selectFrom('attachments')
    .select(['name', 'content_type', 'content'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

export const attachments = { view: attachmentsView, create: createAttachment, remove: deleteAttachment };
