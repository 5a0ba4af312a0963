import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

/** Why there are none: whoever reads the reference learns it there. */
const NONE = 'no telephony and no meeting is recorded here';
const id = { id: f.pathText() };
const scope = 'conversations:read' as const;
const LANGUAGES = [
  ...(['en-AU', 'en-AB', 'en-GB', 'en-IN', 'en-IE', 'en-NZ', 'en-ZA', 'en-US', 'en-WL'] as const),
  ...(['es-ES', 'es-US', 'nl-NL', 'it-IT', 'fr-FR', 'fr-CA', 'de-DE', 'de-CH'] as const),
] as const;
const PLATFORMS = [
  ...(['bluejeans', 'gotomeeting', 'joinme', 'manual_upload', 'ms_teams', 'salesloft'] as const),
  ...(['uberconference', 'webex', 'zoom', 'google_meet', 'external_audio'] as const),
] as const;
const MEDIA = ['audio', 'video'] as const;

const parts = {
  transcription: f.textRef('/v2/transcriptions/{id}'),
  transcription_artifact: f.textRef('/v2/transcriptions/{id}/artifact'),
  transcription_sentences: f.textRef('/v2/transcriptions/{id}/sentences'),
};
/** A call or meeting that was recorded. */
export const Conversation = z.object({
  account: f.ref('/v2/accounts/{id}'),
  call_id: z.string().nullable(),
  created_at: f.timestamp(),
  duration: z.number().nullable(),
  event_end_date: f.timestamp().nullable(),
  event_start_date: f.timestamp().nullable(),
  id: z.string(),
  is_api: z.boolean(),
  language_code: z.enum(LANGUAGES).nullable(),
  media_type: z.enum(MEDIA).nullable(),
  organization_id: z.string().nullable(),
  owner_id: z.string().nullable(),
  person: f.ref('/v2/people/{id}'),
  platform: z.enum(PLATFORMS).nullable(),
  recording: f.textRef('/v2/conversations/{id}/recording'),
  started_recording_at: z.number().nullable(),
  title: z.string().nullable(),
  ...parts,
  updated_at: f.timestamp(),
  user_guid: z.string().nullable(),
});

export const conversations = operation({
  name: 'conversations',
  tag: 'Conversations',
  method: 'GET',
  path: '/v2/conversations',
  summary: 'list recorded calls and meetings: none, as nothing is recorded here',
  scope,
  none: NONE,
  list: {
    record: Conversation,
    recordName: 'Conversation',
    filters: {
      title: by.startsWith(),
      created_at: by.range(),
      updated_at: by.range(),
      language_code: by.word(LANGUAGES),
      platform: by.word(PLATFORMS),
      owner_ids: by.guids(),
      user_guids: by.guids(),
      ids: by.guids(),
      account_ids: by.integers(),
      person_ids: by.integers(),
      is_api: by.bool(),
      media_type: by.word(MEDIA),
    },
    sorts: ['created_at', 'updated_at', 'duration'],
    defaultSort: 'created_at',
  },
});

export const conversation = operation({
  name: 'conversation',
  tag: 'Conversations',
  method: 'GET',
  path: '/v2/conversations/{id}',
  summary: 'fetch a recorded call or meeting: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: Conversation,
  responseName: 'Conversation',
});

export const conversationExtensive = operation({
  name: 'conversation_extensive',
  tag: 'Conversations',
  method: 'GET',
  path: '/v2/conversations/{id}/extensive',
  summary: 'fetch a recorded call or meeting with what was made of it: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: Conversation,
  responseName: 'Conversation',
});

const file = {
  id: z.string(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  content_type: z.string().nullable(),
  url: z.string().nullable(),
};
export const conversationRecording = operation({
  name: 'conversation_recording',
  tag: 'Conversations',
  method: 'GET',
  path: '/v2/conversations/{id}/recording',
  summary: 'a link to sound and picture of a conversation: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: z.object({ ...file, duration: z.number().nullable() }),
  responseName: 'ConversationRecording',
});

/** What was said in a conversation, written down. */
export const Transcription = z.object({
  id: z.string(),
  language_code: z.enum(LANGUAGES).nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  conversation: f.textRef('/v2/conversations/{id}'),
  transcription_sentences: parts.transcription_sentences,
  transcription_artifact: parts.transcription_artifact,
});

export const transcriptions = operation({
  name: 'transcriptions',
  tag: 'Transcriptions',
  method: 'GET',
  path: '/v2/transcriptions',
  summary: 'list what was said in conversations: none, as nothing is recorded here',
  scope,
  none: NONE,
  list: {
    record: Transcription,
    recordName: 'Transcription',
    filters: {
      created_at: by.range(),
      updated_at: by.range(),
      language_code: by.word(LANGUAGES),
      ids: by.guids(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'created_at',
  },
});

export const transcription = operation({
  name: 'transcription',
  tag: 'Transcriptions',
  method: 'GET',
  path: '/v2/transcriptions/{id}',
  summary: 'fetch what was said in a conversation: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: Transcription,
  responseName: 'Transcription',
});

export const transcriptionArtifact = operation({
  name: 'transcription_artifact',
  tag: 'Transcriptions',
  method: 'GET',
  path: '/v2/transcriptions/{id}/artifact',
  summary: 'a link to the text of a conversation as a file: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: z.object({
    ...file,
    language_code: z.enum(LANGUAGES).nullable(),
    conversation: f.textRef('/v2/conversations/{id}'),
  }),
  responseName: 'TranscriptionArtifact',
});

export const transcriptionSentences = operation({
  name: 'transcription_sentences',
  tag: 'Transcriptions',
  method: 'GET',
  path: '/v2/transcriptions/{id}/sentences',
  summary: 'the sentences of a conversation with who said them when: 404, as nothing is recorded here',
  scope,
  none: NONE,
  params: id,
  response: z.array(
    z.object({
      id: z.string(),
      text: z.string().nullable(),
      start_time: z.number().nullable(),
      end_time: z.number().nullable(),
      recording_attendee_id: z.string().nullable(),
      order_number: z.int().nullable(),
    }),
  ),
  responseName: 'TranscriptionSentences',
});
