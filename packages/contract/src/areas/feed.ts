import { events } from '../resources/events.js';
import { liveFeedItems, thirdPartyLiveFeedItems } from '../resources/live_feed_items.js';
import { notices } from '../resources/notices.js';

/** What happens, as programs and screens hear of it. */
export const area = {
  resources: { live_feed_items: liveFeedItems, notices },
  operations: { events, third_party_live_feed_items: thirdPartyLiveFeedItems },
};
