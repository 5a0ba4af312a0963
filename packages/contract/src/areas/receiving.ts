import { externalEmails } from '../resources/external_emails.js';
import {
  receivedMessageBody,
  receivedMessageDismiss,
  receivedMessageMark,
  receivedMessageOptOut,
  receivedMessageReclassify,
  receivedMessages,
  undoReceivedMessage,
} from '../resources/received_messages.js';
import { threadMessages, threads } from '../resources/threads.js';

/** What came back. */
export const area = {
  resources: {
    received_messages: receivedMessages,
    threads,
  },
  operations: {
    external_emails: externalEmails,
    received_message_body: receivedMessageBody,
    received_message_dismiss: receivedMessageDismiss,
    received_message_mark: receivedMessageMark,
    received_message_opt_out: receivedMessageOptOut,
    received_message_reclassify: receivedMessageReclassify,
    received_message_undo: undoReceivedMessage,
    thread_messages: threadMessages,
  },
};
