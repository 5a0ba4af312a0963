import { events } from '../resources/events.js';
import { liveFeedItems, thirdPartyLiveFeedItems } from '../resources/live_feed_items.js';
import { noticeSettings, notices, updateNoticeSettings } from '../resources/notices.js';
import { play, plays, signalRegistration, signalRegistrations } from '../resources/signals.js';

/** What happens, as programs and screens hear of it. */
export const area = {
  resources: { live_feed_items: liveFeedItems, notices },
  operations: {
    events,
    notice_settings: noticeSettings,
    play,
    plays,
    signal_registration: signalRegistration,
    signal_registrations: signalRegistrations,
    third_party_live_feed_items: thirdPartyLiveFeedItems,
    update_notice_settings: updateNoticeSettings,
  },
};
