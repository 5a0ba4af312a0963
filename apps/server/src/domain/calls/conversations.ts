import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { ref, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { OF_CALL_DATA, refSeen } from '../visibility.js';
import { createRecord, personOf } from './call-data-records.js';

type Told = Body<Contract['operations']['conversations_calls']>;

/** What a call was taken as. */
export interface TakenCall {
  readonly guid: string;
  readonly user_guid: string;
  /** As the caller reads it. */
  readonly call_created_at: string;
}
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A call that another program recorded: the call data record it would have told of, and the conversation over it. Whom it was held
 * with is looked for by the number of the other side. The recording stays where it is. @throws AppError invalid, forbidden
 */
export async function takeCall(command: Command, told: Told): Promise<TakenCall> {
  const { to, from, duration, recording, direction = null } = told;
  const started = told.call_created_at ?? command.now.toISOString();
  const began = Date.parse(started);
  // (Clocks of two machines and zones that somebody forgot.)
  if (began > command.now.getTime() + DAY_MS) throw invalid('call_created_at', 'lies in the future');
  const [first, second] = direction === 'inbound' ? [from] : direction === 'outbound' ? [to] : [to, from];
  const person_id = (await personOf(command, first)) ?? (await personOf(command, second));
  const record = await createRecord(command, {
    to,
    from,
    direction,
    person_id,
    user_guid: told.user_guid,
    status: 'completed',
    call_type: 'call',
    duration: Math.round(duration),
    started_at: started,
    ended_at: new Date(began + duration * 1000).toISOString(),
    recording_url: recording.url,
    recording_status: 'completed',
  });
  return addConversation(command, record, { number: first ?? to, milliseconds: Math.round(duration * 1000) });
}

async function addConversation(
  command: Command,
  record: number,
  { number, milliseconds }: { number: string; milliseconds: number },
): Promise<TakenCall> {
  const { tx, principal, now } = command;
  const { rows } = await sql<TakenCall & { id: number }>`
    INSERT INTO conversations AS c (team_id, created_at, updated_at, user_id, person_id, account_id, call_data_record_id, title, started_at, duration)
    SELECT d.team_id, ${now}, ${now}, d.user_id, d.person_id, p.account_id, d.id, 'Call with ' || coalesce(nullif(p.name, ''), ${number}::text),
      d.started_at, ${milliseconds}
    FROM call_data_records d LEFT JOIN people p ON p.team_id = d.team_id AND p.id = d.person_id
    WHERE d.team_id = ${principal.teamId} AND d.id = ${record}
    RETURNING c.id, c.guid, wire_time(c.started_at, ${principal.timeZone}) AS call_created_at,
      (SELECT u.guid FROM users u WHERE u.team_id = c.team_id AND u.id = c.user_id) AS user_guid`.execute(tx);
  const [made] = rows;
  if (!made) throw new Error(`call data record ${record} is gone`);
  await append(command, 'conversation_created', made.id);
  await append(command, 'conversation_recording_created', made.id);
  return made;
}

const USER = (column: string) =>
  `(SELECT u.${column} FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id)`;
const SOUND = (sql: string) => `(SELECT ${sql} FROM call_data_records d
  WHERE d.team_id = r.team_id AND d.id = r.call_data_record_id AND d.recording_url IS NOT NULL)`;
const RECORDING_REF = `CASE WHEN ${SOUND('true')}
  THEN json_build_object('_href', :base || '/v2/conversations/' || r.guid || '/recording', 'id', r.guid) END`;

/** Columns of both shapes by their names. */
const COLUMNS = {
  account: refSeen('account_id', 'accounts', 'account'),
  call_id: 'r.call_data_record_id::text AS call_id',
  created_at: time('created_at'),
  duration: 'r.duration',
  event_end_date: `wire_time(r.started_at + r.duration * interval '1 millisecond', :tz) AS event_end_date`,
  event_start_date: time('started_at', 'event_start_date'),
  id: 'r.guid AS id',
  is_api: 'true AS is_api',
  language_code: 'NULL AS language_code',
  media_type: `'audio' AS media_type`,
  organization_id: 'NULL AS organization_id',
  owner_id: `${USER('guid')} AS owner_id`,
  owner_email: `${USER('email')} AS owner_email`,
  person: ref('person_id', '/v2/people/', 'person'),
  platform: `'external_audio' AS platform`,
  recording: `${RECORDING_REF} AS recording`,
  started_recording_at: '(extract(epoch FROM r.started_at) * 1000)::bigint AS started_recording_at',
  title: 'r.title',
  transcription: 'NULL AS transcription',
  transcription_artifact: 'NULL AS transcription_artifact',
  transcription_sentences: 'NULL AS transcription_sentences',
  updated_at: time('updated_at'),
  user_guid: `${USER('guid')} AS user_guid`,
  opportunity: 'NULL AS opportunity',
  attendees: `(SELECT coalesce(json_agg(json_build_object('id', a.id, 'email', a.email, 'full_name', a.name, 'is_internal', a.ours) ORDER BY a.ours DESC), '[]')
    FROM (SELECT u.guid::text AS id, u.email, u.name, true AS ours FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id
      UNION ALL SELECT p.id::text, p.email_address, p.name, false FROM people p WHERE p.team_id = r.team_id AND p.id = r.person_id) a) AS attendees`,
  invitees: `'[]'::json AS invitees`,
  action_items: `json_build_object('status', 'not available', 'items', '[]'::json) AS action_items`,
  key_moments: `json_build_object('status', 'not available', 'items', '[]'::json) AS key_moments`,
  meddpicc: `json_build_object('id', NULL, 'categories', '[]'::json) AS meddpicc`,
  summary: `json_build_object('id', NULL, 'text', NULL, 'status', 'not available', 'created_at', NULL) AS summary`,
} as const;
/** In the order of a record. */
const columnsOf = (shape: object): string =>
  Object.keys(shape)
    .map((name) => COLUMNS[name as keyof typeof COLUMNS])
    .join(', ');

/** What all of them are, whoever asks for another gets none. */
const always = (words: readonly string[], one: string | undefined) => ({
  words: Object.fromEntries(words.map((word) => [word, String(word === one)])),
});
const { filters } = contract.resources.conversations.list;

const conversationsView: View = view(contract.resources.conversations, {
  table: 'conversations',
  sight: OF_CALL_DATA,
  guidColumn: 'r.guid',
  columns: columnsOf(contract.resources.conversations.record.shape),
  filters: {
    title: { folded: 'r.title', exact: true },
    duration: 'r.duration',
    language_code: always(filters.language_code.oneOf, undefined),
    platform: always(filters.platform.oneOf, 'external_audio'),
    owner_ids: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    user_guids: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    ids: 'r.guid',
    account_ids: 'r.account_id',
    person_ids: 'r.person_id',
    is_api: { words: { true: 'true', false: 'false' } },
    media_type: always(filters.media_type.oneOf, 'audio'),
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    duration: sort('r.duration', 'integer'),
  },
});

/** The conversations resource. */
export const conversations = { view: conversationsView };

const { conversation_extensive: extensive } = contract.operations;
/** A conversation with who was there. */
export const extensiveView: View = {
  ...conversationsView,
  name: extensive.name,
  columns: columnsOf(extensive.response.shape),
};

const KINDS = { mp3: 'audio/mpeg', wav: 'audio/wav', ogg: 'audio/ogg', m4a: 'audio/mp4' } as const;
const FILE = `lower(split_part(split_part(d.recording_url, '?', 1), '#', 1))`;
const KIND = `CASE ${Object.entries(KINDS)
  .map(([ending, type]) => `WHEN ${FILE} LIKE '%.${ending}' THEN '${type}'`)
  .join(' ')} END`;
/** Where its sound is; there while that is told. */
export const recordingView: View = {
  ...conversationsView,
  name: contract.operations.conversation_recording.name,
  visible: SOUND('true'),
  columns: [
    COLUMNS.id,
    COLUMNS.created_at,
    COLUMNS.updated_at,
    `${SOUND(KIND)} AS content_type`,
    `${SOUND('d.recording_url')} AS url`,
    COLUMNS.duration,
    'NULL AS media_id',
  ].join(', '),
};
