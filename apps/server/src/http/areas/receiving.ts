import type { Areas } from '@cadenza/contract';
import {
  acceptOptOut,
  dismissSuggestion,
  receivedMessagesView,
  undoReceived,
} from '../../domain/receiving/index.js';
import type { HandlersOf } from '../handler-types.js';

/** What came back. */
export const area: HandlersOf<Areas['receiving']> = {
  resources: {
    received_messages: { view: receivedMessagesView },
  },
  operations: {
    received_message_dismiss: {
      write: async (command, { params: { id } }) => {
        await dismissSuggestion(command, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_opt_out: {
      write: async (command, { params: { id } }) => {
        await acceptOptOut(command, id);
        return (render) => render(receivedMessagesView, id);
      },
    },
    received_message_undo: {
      write: async (command, { params: { id } }) => {
        const undone = await undoReceived(command, id);
        return async () => JSON.stringify(undone);
      },
    },
  },
};
