export { addLiveFeedItem, liveFeedItemsView } from './live-feed-items.js';
