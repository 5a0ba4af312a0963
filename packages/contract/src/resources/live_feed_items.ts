import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

/** What a program told a user about a person. */
export const LiveFeedItem = z.object({
  alert_metadata: z
    .object({ should_alert: z.boolean(), should_alert_until: f.timestamp().nullable() })
    .nullable(),
  event_occurred_at: f.timestamp().nullable(),
  event_type: z.string().nullable(),
  id: z.int(),
  message: z.string().nullable(),
  metadata: z.object({ person_id: z.int() }).nullable(),
  path: z.string().nullable(),
  rollup_key: z.string().nullable(),
  title: z.string().nullable(),
  user_guid: z.string().nullable(),
});

/** Read only: programs add to it by the operation below. */
export const liveFeedItems = resource({
  name: 'live_feed_items',
  tag: 'Live Feed Items',
  path: '/v2/live_feed_items',
  recordName: 'LiveFeedItem',
  record: LiveFeedItem,
  extension: true,
  scopes: { read: 'people:read' },
  list: {
    filters: { ids: by.ids(), user_guid: by.guids() },
    sorts: ['event_occurred_at'],
    defaultSort: 'event_occurred_at',
  },
  show: true,
});

export const liveWebsiteTrackingParameters = operation({
  name: 'live_website_tracking_parameters',
  tag: 'Live Website Tracking Parameters',
  method: 'POST',
  path: '/v2/live_website_tracking_parameters',
  summary:
    "what a link to the team's website carries so that its pages can tell who looks at them: whoever looks after the person reads of it in the live feed",
  scope: 'people:write',
  body: z.object({ person_id: f.id() }),
  response: z.object({ parameters: z.array(z.object({ name: z.string(), value: z.string() })) }),
  responseName: 'LiveWebsiteTrackingParameter',
});

export const thirdPartyLiveFeedItems = operation({
  name: 'third_party_live_feed_items',
  events: ['live_feed_item_created'],
  tag: 'Live Feed Items',
  method: 'POST',
  path: '/v2/third_party_live_feed_items',
  summary: 'put an item into the live feed of a user',
  scope: 'notifications:write',
  body: z.object({
    event_occurred_at: f.timestampInput(),
    idempotency_key: f.requiredText(255),
    message: f.requiredLines(2000),
    subject_id: f.id(),
    subject_type: f.oneOf(['person']),
    user_guid: f.requiredText(36),
  }),
  response: z.array(LiveFeedItem),
  responseName: 'LiveFeedItems',
});
