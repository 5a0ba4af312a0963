import * as z from 'zod';
import { EVENTS, type EventType } from '../events.js';
import * as f from '../fields.js';
import { operation } from '../resource.js';

const TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];
const RESOURCES = [...new Set(Object.values(EVENTS).map(({ resource }) => resource))] as [
  string,
  ...string[],
];

/** What happened to a record: ids and no content. Whoever wants to know more reads the record. */
export const Event = z.object({
  seq: z.int().describe('place in the team, growing; an event that the caller may not see leaves a gap'),
  type: z.enum(TYPES).describe('what happened, as webhooks call it'),
  resource: z.enum(RESOURCES).describe('the resource whose record it happened to, by its word'),
  id: z.int().describe('which of them, by its number'),
  user_id: z.int().nullable().describe('who caused it; null: the server itself, or a recipient'),
  person_id: z.int().nullable().describe('the person that the record is or is about'),
  cadence_id: z.int().nullable().describe('the cadence that the record is or belongs to'),
  key: z
    .string()
    .nullable()
    .describe("the Idempotency-Key of the request that caused it, in the caller's own events only"),
  created_at: f.timestamp().describe("when it happened, in the caller's zone"),
});

export const EventPage = z.object({
  events: z.array(Event).describe('oldest first; may be empty while there are more'),
  place: z.int().describe('what `after` of the next request is: behind all that was looked at'),
  more: z.boolean().describe('whether there are events behind `place` already'),
});

const narrowed = {
  types: f.someOf(TYPES).nullish(),
  resource: f.oneOf(RESOURCES).nullish(),
  id: f.id().nullish(),
};

export const events = operation({
  name: 'events',
  tag: 'Events',
  method: 'GET',
  path: '/v2/events',
  summary: 'what happened in the team, as far as the caller sees it, in the order in which programs read on',
  scope: null,
  query: z.object({
    ...narrowed,
    after: f.integer().pipe(z.int().min(0)).nullish(),
    since: f.timestampInput().nullish(),
    per_page: f.integer().pipe(z.int().min(1).max(1000)).nullish(),
  }),
  response: EventPage,
  responseName: 'EventPage',
  extension: true,
});

/** Not served like the others: it does not end. */
export const eventStream = operation({
  name: 'event_stream',
  tag: 'Events',
  method: 'GET',
  path: '/v2/events/stream',
  summary:
    'the same events as they happen, as Server-Sent Events: `Last-Event-ID` goes on behind a place (docs/events.md)',
  scope: null,
  query: z.object({
    ...narrowed,
    after: f.integer().pipe(z.int().min(0)).nullish(),
  }),
  produces: 'text/event-stream',
  extension: true,
});
