import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

/** Why there are none: whoever reads the reference learns it there. */
const NONE = 'nothing that is said in a recording is written down here';
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
/** A call that another program recorded and told of. */
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

export const conversations = resource({
  name: 'conversations',
  tag: 'Conversations',
  path: '/v2/conversations',
  recordName: 'Conversation',
  record: Conversation,
  id: 'integer_or_guid',
  scopes: { read: scope },
  list: {
    filters: {
      title: by.startsWith(),
      created_at: by.range(),
      updated_at: by.range(),
      duration: by.numberRange(),
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
  show: true,
});

const whole = Conversation.shape;
/** Nothing listens to recordings here: what a program would read of them is there, and empty. */
const notAvailable = <T extends z.ZodObject>(item: T) =>
  z.object({ status: z.string(), items: z.array(item) }).nullable();
const edited = z.object({
  id: z.string(),
  original_text: z.string().nullable(),
  edited_text: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
});

/** A conversation with who was there, and what was made of it. */
export const ConversationExtensive = z.object({
  id: z.string(),
  title: whole.title,
  created_at: whole.created_at,
  updated_at: whole.updated_at,
  duration: whole.duration,
  event_start_date: whole.event_start_date,
  event_end_date: whole.event_end_date,
  is_api: whole.is_api,
  language_code: whole.language_code,
  media_type: whole.media_type,
  organization_id: whole.organization_id,
  owner_id: whole.owner_id,
  owner_email: z.string().nullable(),
  user_guid: whole.user_guid,
  platform: whole.platform,
  call_id: whole.call_id,
  started_recording_at: whole.started_recording_at,
  account: whole.account,
  person: whole.person,
  opportunity: f.ref('/v2/opportunities/{id}'),
  recording: whole.recording,
  ...parts,
  attendees: z.array(
    z.object({
      id: z.string(),
      email: z.string().nullable(),
      full_name: z.string().nullable(),
      is_internal: z.boolean(),
    }),
  ),
  invitees: z.array(z.object({ email: z.string().nullable(), full_name: z.string().nullable() })),
  action_items: notAvailable(edited),
  key_moments: notAvailable(z.object({ name: z.string(), categories: z.array(z.string()) })),
  meddpicc: z.object({ id: z.string().nullable(), categories: z.array(z.string()) }).nullable(),
  summary: z
    .object({
      id: z.string().nullable(),
      text: z.string().nullable(),
      status: z.string(),
      created_at: f.timestamp().nullable(),
    })
    .nullable(),
});

const numbered = { id: f.id() };

export const conversationExtensive = operation({
  name: 'conversation_extensive',
  tag: 'Conversations',
  method: 'GET',
  path: '/v2/conversations/{id}/extensive',
  summary: 'fetch a recorded call with who was there; what a listener would make of it is not available',
  scope,
  params: numbered,
  response: ConversationExtensive,
  responseName: 'ConversationExtensive',
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
  summary:
    'tell where the sound of a conversation is kept: the address that the program gave; 404 without one',
  scope,
  params: numbered,
  response: z.object({
    ...file,
    duration: z.number().nullable(),
    media_id: f.textRef('/v2/conversations/{id}/recording'),
  }),
  responseName: 'ConversationRecording',
});

const DIRECTIONS = ['inbound', 'outbound'] as const;
const SOUNDS = ['mp3', 'wav', 'ogg', 'm4a'];

/** The ending of a file's name in an address; undefined: it has none. */
function endingOf(address: string): string | undefined {
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : name.slice(dot + 1).toLowerCase();
}

/** Where the sound is. The server keeps the address, and never asks for it (decision 25). */
const sound = () =>
  f
    .httpAddress()
    .pipe(
      z
        .string()
        .refine(
          (address) => SOUNDS.includes(endingOf(address) ?? 'mp3'),
          `must be a file of the kind ${SOUNDS.join(', ')}`,
        ),
    )
    .meta({ documented: { type: 'string', format: 'uri', maxLength: 2000 } });
const NO_RECORDING = 'must be an object with the url of a file';
const recording = () => z.object({ url: sound() }, { error: NO_RECORDING });

/** A JSON text, as forms send objects; anything else as it is. */
function fromForm(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch (error) {
    if (error instanceof SyntaxError) return given;
    throw error;
  }
}

const MOST_SECONDS = 1_000_000;
const SECONDS = /^\d{1,7}(?:\.\d{1,9})?$/;
const callBody = z.object({
  to: f.requiredText(64),
  from: f.requiredText(64),
  duration: z
    .union([z.number(), z.string().regex(SECONDS).transform(Number)], {
      error: 'must be a number of seconds',
    })
    .pipe(z.number().min(0, 'must not be negative').max(MOST_SECONDS))
    .meta({ documented: { type: 'number', minimum: 0, maximum: MOST_SECONDS } }),
  recording: z
    .union([z.object({ url: z.string().max(2000) }), z.string().max(4000)], { error: NO_RECORDING })
    .transform(fromForm)
    .pipe(recording())
    .meta({
      documented: {
        type: 'object',
        required: ['url'],
        properties: { url: { type: 'string', format: 'uri', maxLength: 2000 } },
      },
    }),
  direction: f
    .text(64)
    .transform((word) => (word === '' ? null : word.toLowerCase()))
    .pipe(f.oneOf(DIRECTIONS).nullable())
    .meta({ documented: { type: ['string', 'null'], enum: [...DIRECTIONS, null] } })
    .nullish(),
  call_created_at: f.timestampInput().nullish(),
  user_guid: f.text().nullish(),
});

/** What was told, as it was taken. */
export const ConversationsCall = z.object({
  call_created_at: f.timestamp(),
  direction: z.enum(DIRECTIONS).nullable(),
  duration: z.number(),
  from: z.string(),
  recording: z.object({ url: z.string() }),
  to: z.string(),
  user_guid: z.string(),
  conversation: f.textRef('/v2/conversations/{id}'),
});

export const conversationsCalls = operation({
  name: 'conversations_calls',
  tag: 'Conversations Calls',
  method: 'POST',
  path: '/v2/conversations/calls',
  summary:
    'hand over a call that another program recorded: it becomes a conversation, with a call data record',
  scope: 'conversations:write',
  status: 201,
  body: callBody,
  events: ['call_data_record_created', 'conversation_created', 'conversation_recording_created'],
  response: ConversationsCall,
  responseName: 'ConversationsCall',
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
  summary: 'list what was said in conversations: none, as nothing is transcribed here',
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
  summary: 'fetch what was said in a conversation: 404, as nothing is transcribed here',
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
  summary: 'a link to the text of a conversation as a file: 404, as nothing is transcribed here',
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
  summary: 'the sentences of a conversation with who said them when: 404, as nothing is transcribed here',
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
