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
export { forgetNotices, notices } from './notices.js';
