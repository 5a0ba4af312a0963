import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { forbidden, notFound } from '../../kernel/errors.js';
import { noteChanged } from '../activities/index.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { namedUser, requireOneOf } from '../records.js';
import { requireReference } from '../references.js';
import { ABOUT_EITHER } from '../visibility.js';

type Spec = Contract['resources']['notes'];

const notesView: View = view(contract.resources.notes, {
  table: 'notes',
  sight: ABOUT_EITHER,
  columns: [
    plain('id', 'content'),
    time('created_at'),
    time('updated_at'),
    plain('associated_type'),
    ref('user_id', '/v2/users/', 'user'),
    `CASE r.associated_type WHEN 'person' THEN wire_ref(:base, '/v2/people/', r.person_id) ELSE wire_ref(:base, '/v2/accounts/', r.account_id) END AS associated_with`,
    ref('call_id', '/v2/activities/calls/', 'call'),
    'NULL::json AS crm_activity_metadata',
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: {
    associated_with_type: {
      words: { person: 'r.person_id IS NOT NULL', account: 'r.account_id IS NOT NULL' },
    },
    // Two columns, so that either index serves.
    associated_with_id: { sql: 'r.person_id = :value OR r.account_id = :value' },
    ids: 'r.id',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const rows = plainRows({
  table: 'notes',
  required: ['content'],
  defaults: { subject: 'Note', skip_crm_sync: false },
  references: { call_id: 'calls' },
  unique: { notes_call_key: ['call_id', 'already has a note'] },
  events: {
    created: 'note_created',
    updated: 'note_updated',
    deleted: { type: 'note_deleted', view: notesView },
  },
});

/** Writes a note on a person or account; for a colleague only as an admin (docs/wire.md section 9). */
async function createNote(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { principal } = command;
  const author = (await namedUser(command, { guid: body.user_guid })) ?? principal.userId;
  if (author !== principal.userId && !principal.admin)
    throw forbidden('Only team admins may create notes for other users');
  const {
    associated_with_type: type,
    associated_with_id: about,
    content,
    subject,
    call_id,
    skip_crm_sync,
  } = body;
  const onPerson = type === 'person';
  await requireReference(command, onPerson ? 'people' : 'accounts', 'associated_with_id', about);
  const id = await rows.insert(command, {
    content,
    subject,
    call_id,
    skip_crm_sync,
    user_id: author,
    associated_type: type,
    person_id: onPerson ? about : null,
    account_id: onPerson ? null : about,
  });
  await moveCalls(command, [body.call_id]);
  return id;
}

/** Changes the text, or moves the note to another call (null: to none). */
async function updateNote(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const before = await requireAuthor(command, id);
  await rows.update(command, id, body);
  if (body.call_id !== undefined && body.call_id !== before.call_id)
    await moveCalls(command, [before.call_id, body.call_id]);
}

/** A call shows its note. */
async function moveCalls(command: Command, given: readonly (number | null | undefined)[]): Promise<void> {
  const calls = given.flatMap((id) => id ?? []);
  if (calls.length > 0) await noteChanged(command, calls);
}

async function deleteNote(command: Command, id: number): Promise<void> {
  const { call_id: call } = await requireAuthor(command, id);
  if (await rows.removeOnce(command, id)) await moveCalls(command, [call]);
}

async function requireAuthor({ tx, principal }: Command, id: number): Promise<{ call_id: number | null }> {
  const note = await tx
    .selectFrom('notes')
    .select(['user_id', 'call_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!note) throw notFound();
  requireOneOf(principal, [note.user_id], 'Only its author or an admin may change or delete a note');
  return note;
}

export const notes = { view: notesView, create: createNote, update: updateNote, remove: deleteNote };
