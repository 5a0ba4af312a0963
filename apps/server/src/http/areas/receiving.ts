import type { Areas } from '@cadenza/contract';
import {
  acceptOptOut,
  dismissSuggestion,
  markReply,
  receivedBody,
  receivedMessagesView,
  reclassify,
  threadMessages,
  threads,
  undoReceived,
} from '../../domain/receiving/index.js';
import { hasScope } from '../../kernel/principal.js';
import { takeExternalEmail } from '../external-emails.js';
import { framePage } from '../frame-page.js';
import type { HandlersOf } from '../handler-types.js';

/** What came back. */
export const area: HandlersOf<Areas['receiving']> = {
  resources: {
    received_messages: { view: receivedMessagesView },
    threads,
  },
  operations: {
    external_emails: { act: takeExternalEmail },
    received_message_body: {
      file: async ({ app, principal, render }, { params: { id } }) => {
        // There for whom the message is there.
        await render(receivedMessagesView, id);
        const { html, text } = await receivedBody(app.database.kysely, principal.teamId, id);
        return {
          contentType: 'text/html; charset=utf-8',
          fileName: `message-${id}.html`,
          body: framePage(html, text),
          frame: true,
        };
      },
    },
    received_message_dismiss: {
      write: async (command, { params: { id } }) => {
        await dismissSuggestion(command, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_mark: {
      write: async (command, { params: { id }, body }) => {
        await markReply(command, id, body.positive);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_opt_out: {
      write: async (command, { params: { id } }) => {
        await acceptOptOut(command, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_reclassify: {
      write: async (command, { params: { id }, body }) => {
        const { restored, left } = await reclassify(command, id, body);
        return async () => JSON.stringify({ kind: body.kind, restored, left });
      },
    },
    received_message_undo: {
      write: async (command, { params: { id } }) => {
        const undone = await undoReceived(command, id);
        return async () => JSON.stringify(undone);
      },
    },
    thread_messages: {
      read: async ({ app, principal, render }, { params: { id } }) => {
        await render(threads.view, id);
        return threadMessages(app.database.kysely, principal.teamId, id, {
          timeZone: principal.timeZone,
          contents: hasScope(principal, 'email_contents:read'),
        });
      },
    },
  },
};
