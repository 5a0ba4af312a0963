import { events } from '../resources/events.js';
import {
  liveFeedItems,
  liveWebsiteTrackingParameters,
  thirdPartyLiveFeedItems,
} from '../resources/live_feed_items.js';
import { noticeSettings, notices, updateNoticeSettings } from '../resources/notices.js';
import {
  createPlay,
  createSignalRegistration,
  deletePlay,
  deleteSignalRegistration,
  disablePlay,
  enablePlay,
  play,
  plays,
  sendSignal,
  signalRegistration,
  signalRegistrations,
  updatePlay,
  updateSignalRegistration,
} from '../resources/signals.js';

/** What happens, as programs and screens hear of it. */
export const area = {
  resources: { live_feed_items: liveFeedItems, notices },
  operations: {
    create_play: createPlay,
    create_signal_registration: createSignalRegistration,
    delete_play: deletePlay,
    delete_signal_registration: deleteSignalRegistration,
    disable_play: disablePlay,
    enable_play: enablePlay,
    send_signal: sendSignal,
    update_play: updatePlay,
    update_signal_registration: updateSignalRegistration,
    events,
    live_website_tracking_parameters: liveWebsiteTrackingParameters,
    notice_settings: noticeSettings,
    play,
    plays,
    signal_registration: signalRegistration,
    signal_registrations: signalRegistrations,
    third_party_live_feed_items: thirdPartyLiveFeedItems,
    update_notice_settings: updateNoticeSettings,
  },
};
