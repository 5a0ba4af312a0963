import type { Areas } from '@cadenza/contract';
import { linkKeysOf } from '../../config.js';
import {
  addLiveFeedItem,
  answerOf,
  createPlay,
  createSignalRegistration,
  deletePlay,
  deleteSignalRegistration,
  liveFeedItemsView,
  notices,
  noticeSettingsOf,
  playsView,
  requireVisitor,
  setPlayEnabled,
  signalRegistrationsView,
  takeSignal,
  updateNoticeSettings,
  updatePlay,
  updateSignalRegistration,
} from '../../domain/feed/index.js';
import { SITE_PARAMETER, siteTokens } from '../../kernel/site-token.js';
import { readEvents } from '../events/read.js';
import type { HandlersOf } from '../handler-types.js';
import { wireTime } from '../wire-time.js';

/** What happens, as programs and screens hear of it. */
export const area: HandlersOf<Areas['feed']> = {
  resources: { live_feed_items: { view: liveFeedItemsView }, notices },
  operations: {
    signal_registrations: { view: signalRegistrationsView },
    signal_registration: { read: ({ render }, { params: { id } }) => render(signalRegistrationsView, id) },
    create_signal_registration: {
      write: async (command, { body }) => {
        const id = await createSignalRegistration(command, body);
        return (render) => render(signalRegistrationsView, id);
      },
    },
    update_signal_registration: {
      write: async (command, { params: { id }, body }) => {
        await updateSignalRegistration(command, id, body);
        return (render) => render(signalRegistrationsView, id);
      },
    },
    delete_signal_registration: {
      write: async (command, { params: { id } }) => {
        await deleteSignalRegistration(command, id);
        return async () => '';
      },
    },
    plays: { view: playsView },
    play: { read: ({ render }, { params: { id } }) => render(playsView, id) },
    create_play: {
      write: async (command, { body }) => {
        const id = await createPlay(command, body);
        return (render) => render(playsView, id);
      },
    },
    update_play: {
      write: async (command, { params: { id }, body }) => {
        await updatePlay(command, id, body);
        return (render) => render(playsView, id);
      },
    },
    delete_play: {
      write: async (command, { params: { id } }) => {
        await deletePlay(command, id);
        return async () => '';
      },
    },
    enable_play: {
      write: async (command, { params: { id } }) => {
        await setPlayEnabled(command, id, true);
        return (render) => render(playsView, id);
      },
    },
    disable_play: {
      write: async (command, { params: { id } }) => {
        await setPlayEnabled(command, id, false);
        return (render) => render(playsView, id);
      },
    },
    send_signal: {
      write: async (command, { body }) => {
        const taken = await takeSignal(command, body);
        const { timeZone } = command.principal;
        const times = {
          occurred_at: wireTime(new Date(body.occurred_at), timeZone),
          received_at: wireTime(taken.received, timeZone),
        };
        return async () => JSON.stringify({ ...answerOf(body, taken), ...times });
      },
    },
    events: { read: readEvents },
    live_website_tracking_parameters: {
      // (That the caller sees the person has been asked: http/in-sight.ts.)
      act: async ({ app, principal }, { body: { person_id: id } }) => {
        const value = siteTokens(linkKeysOf(app.config)).make(principal.teamId, id);
        return async (command) => {
          await requireVisitor(command, id);
          return async () => JSON.stringify({ parameters: [{ name: SITE_PARAMETER, value }] });
        };
      },
    },
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
