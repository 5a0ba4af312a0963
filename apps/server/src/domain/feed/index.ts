export { addLiveFeedItem, liveFeedItemsView } from './live-feed-items.js';
export { forgetNotices, notices } from './notices.js';
