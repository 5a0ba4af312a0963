import type { Areas } from '@cadenza/contract';
import { createMailbox, deleteMailbox, mailboxesView, updateMailbox } from '../../domain/mailboxes/index.js';
import type { HandlersOf } from '../handler-types.js';
import { timelineOperations } from '../timeline-handlers.js';
import { mailOperations } from '../mail-handlers.js';

/** What e-mails leave through. */
export const area: HandlersOf<Areas['mailboxes']> = {
  resources: {
    mailboxes: { view: mailboxesView, create: createMailbox, update: updateMailbox, remove: deleteMailbox },
  },
  operations: {
    mailbox_authorizations: mailOperations.mailbox_authorizations,
    mailbox_domain_check: mailOperations.mailbox_domain_check,
    mailbox_presets: mailOperations.mailbox_presets,
    mailbox_test: mailOperations.mailbox_test,
    mailbox_use: timelineOperations.mailbox_use,
    retry_server_transport: mailOperations.retry_server_transport,
    server_transport: mailOperations.server_transport,
  },
};
