import {
  mailboxAuthorizations,
  mailboxDomainCheck,
  mailboxPresets,
  mailboxTest,
  mailboxUse,
  mailboxes,
} from '../resources/mailboxes.js';
import { retryServerTransport, serverTransport } from '../resources/sending_settings.js';

/** What e-mails leave through. */
export const area = {
  resources: {
    mailboxes,
  },
  operations: {
    mailbox_authorizations: mailboxAuthorizations,
    mailbox_domain_check: mailboxDomainCheck,
    mailbox_presets: mailboxPresets,
    mailbox_test: mailboxTest,
    mailbox_use: mailboxUse,
    retry_server_transport: retryServerTransport,
    server_transport: serverTransport,
  },
};
