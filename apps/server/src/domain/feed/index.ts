export { addLiveFeedItem, liveFeedItemsView } from './live-feed-items.js';
export {
  dueNoticeMails,
  mayChooseNotices,
  prepareNoticeMails,
  retryNoticeMail,
  settleNoticeMail,
  type TakenMail,
  takeNoticeMail,
} from './notice-mails.js';
export { type NoticeSettings, noticeSettingsOf, updateNoticeSettings } from './notice-settings.js';
export {
  createPlay,
  deletePlay,
  playsView,
  setPlayEnabled,
  updatePlay,
} from './signal-plays.js';
export {
  createSignalRegistration,
  deleteSignalRegistration,
  forgetSignals,
  signalRegistrationsView,
  updateSignalRegistration,
} from './signal-registrations.js';
export { answerOf, takeSignal } from './send-signal.js';
export { pageOf, requireVisitor, tellSiteVisit } from './site-visits.js';
export { forgetNotices, notices } from './notices.js';
