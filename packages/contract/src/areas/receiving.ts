import {
  receivedMessageDismiss,
  receivedMessageOptOut,
  receivedMessages,
  undoReceivedMessage,
} from '../resources/received_messages.js';

/** What came back. */
export const area = {
  resources: {
    received_messages: receivedMessages,
  },
  operations: {
    received_message_dismiss: receivedMessageDismiss,
    received_message_opt_out: receivedMessageOptOut,
    received_message_undo: undoReceivedMessage,
  },
};
