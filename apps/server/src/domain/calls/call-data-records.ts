import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { plain, ref, sort, time, type View, USERS_BY_GUID, view } from '../../db/view.js';
import { forbidden, notFound } from '../../kernel/errors.js';
import { noteChanged } from '../activities/index.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { namedUser, requireOneOf } from '../records.js';
import { inSightOf, OF_CALL_DATA, OWN } from '../visibility.js';
import { followRecords } from './conversation-rows.js';

type Spec = Contract['resources']['call_data_records'];
type Written = Body<Spec['update']>;

const rows = plainRows({
  table: 'call_data_records',
  forGood: true,
  defaults: { recording_status: 'not_recorded' },
  references: { person_id: 'people' },
  events: { created: 'call_data_record_created', updated: 'call_data_record_updated' },
});

/** A telephony program tells of a call; who is not named is looked for by the number. @throws AppError invalid, forbidden */
export async function createRecord(
  command: Command,
  { user_guid, ...body }: Body<Spec['create']>,
): Promise<number> {
  const user_id = (await telephonist(command, user_guid)) ?? command.principal.userId;
  const number = body.direction === 'inbound' ? body.from : body.to;
  const person_id = body.person_id === undefined ? await personOf(command, number) : body.person_id;
  return rows.insert(command, { ...body, user_id, person_id });
}

/**
 * It goes on, ends, or is recorded. A logged call shows its recordings, and stays its person's; a conversation follows.
 * @throws AppError
 */
async function updateRecord(command: Command, id: number, { user_guid, ...body }: Written): Promise<void> {
  const { tx, principal } = command;
  const row = await tx
    .selectFrom('call_data_records')
    .select(['user_id', 'call_id', 'person_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  requireOneOf(principal, [row.user_id], 'Only whose call it is, or an admin, may change a call data record');
  const { person_id, ...rest } = body;
  const user_id = user_guid == null ? undefined : await telephonist(command, user_guid);
  await rows.update(command, id, { ...rest, user_id, ...(row.call_id === null ? { person_id } : {}) });
  await followRecords(command, [id]);
  if (row.call_id !== null) await noteChanged(command, [row.call_id]);
}

async function telephonist(command: Command, guid: string | null | undefined): Promise<number | undefined> {
  const user = await namedUser(command, { guid });
  if (user !== undefined && user !== command.principal.userId && !command.principal.admin)
    throw forbidden('Only an admin may write call data records for another user');
  return user;
}

/** The only person the caller sees who has the number; null where there are none or several. */
export async function personOf(
  { tx, principal }: Command,
  number: string | null | undefined,
): Promise<number | null> {
  if (!number) return null;
  const found = await tx
    .selectFrom('people as r')
    .select('r.id')
    .where('r.team_id', '=', principal.teamId)
    .where('r.deleted_at', 'is', null)
    .where(hasNumber(number))
    .where(inSightOf(principal, OWN, 'r', 'one'))
    .limit(2)
    .execute();
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

/** Of the person `r`: one of the numbers is this one, however either is written. */
export const hasNumber = (number: string) =>
  sql<boolean>`(phone_key(r.phone) = phone_key(${number}::text) AND r.phone IS NOT NULL
    OR phone_key(r.mobile_phone) = phone_key(${number}::text) AND r.mobile_phone IS NOT NULL
    OR phone_key(r.home_phone) = phone_key(${number}::text) AND r.home_phone IS NOT NULL)`;

const ofCall = (column: string) => ({
  sql: `EXISTS (SELECT FROM calls c WHERE c.team_id = :team AND c.id = r.call_id AND c.${column} = :value)`,
});

const callDataView: View = view(contract.resources.call_data_records, {
  table: 'call_data_records',
  sight: OF_CALL_DATA,
  columns: [
    ref('user_id', '/v2/users/', 'user'),
    time('updated_at'),
    plain('to', 'status'),
    time('started_at'),
    `json_build_object('url', r.recording_url, 'status', r.status, 'recording_status', r.recording_status) AS recording`,
    plain('id', 'from'),
    time('ended_at'),
    plain('duration', 'direction'),
    'NULL::json AS dialer_recording',
    time('created_at'),
    ref('person_id', '/v2/people/', 'called_person'),
    plain('call_uuid', 'call_type'),
    ref('call_id', '/v2/activities/calls/', 'call'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    has_call: 'r.call_id IS NOT NULL',
    user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    person_id: 'r.person_id',
    direction: 'r.direction',
    status: 'r.status',
    sentiment: ofCall('sentiment'),
    disposition: ofCall('disposition'),
    recordings_only: { words: { true: 'r.recording_url IS NOT NULL', false: 'true' } },
    group_id: {
      lookup: 'SELECT u.id FROM users u WHERE u.team_id = :team AND u.group_id = :value::bigint',
      column: 'r.user_id',
    },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** The call data records resource. */
export const callDataRecords = { view: callDataView, create: createRecord, update: updateRecord };
