import type { Areas } from '@cadenza/contract';
import {
  addLiveFeedItem,
  liveFeedItemsView,
  notices,
  noticeSettingsOf,
  updateNoticeSettings,
} from '../../domain/feed/index.js';
import { readEvents } from '../events/read.js';
import type { HandlersOf } from '../handler-types.js';

/** What happens, as programs and screens hear of it. */
export const area: HandlersOf<Areas['feed']> = {
  resources: { live_feed_items: { view: liveFeedItemsView }, notices },
  operations: {
    events: { read: readEvents },
    notice_settings: {
      read: async ({ app, principal: { teamId, userId } }) =>
        JSON.stringify(await noticeSettingsOf(app.database.kysely, teamId, userId)),
    },
    update_notice_settings: {
      write: async ({ tx, principal: { teamId, userId } }, { body }) => {
        const settings = await updateNoticeSettings(tx, teamId, userId, body);
        return async () => JSON.stringify(settings);
      },
    },
    third_party_live_feed_items: {
      write: async (command, { body }) => {
        const id = await addLiveFeedItem(command, body);
        return async (render) => `[${await render(liveFeedItemsView, id)}]`;
      },
    },
  },
};
