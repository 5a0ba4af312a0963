import { write } from '../db/write.js';
import type { TakePlace } from '../domain/place-by-hand.js';
import { attachments, readAttachment } from '../domain/emails/index.js';
import { countDoubts, sendLedgerView, settleMany, settleUncertainEmail } from '../domain/activities/index.js';
import {
  connectionToTry,
  type Mailbox,
  noteDomainCheck,
  openDkimKey,
  PRESETS,
  publicHalf,
  recordMailboxTest,
  requireOwnMailbox,
  retryServerTransport,
  serverTransportOf,
} from '../domain/mailboxes/index.js';
import { exportSuppressions, importSuppressions } from '../domain/suppressions/index.js';
import { AppError, invalid } from '../kernel/errors.js';
import type { MailTools } from './context.js';
import { authorizationOf, authorizationUrl } from './mailbox-oauth.js';
import { type Handlers, type Outside, said } from './handler-types.js';

type Operations = Handlers['operations'];

/** Operations on mailboxes, the ledger, suppressions and files. */
export const mailOperations: Pick<
  Operations,
  | 'attachment_content'
  | 'mailbox_authorizations'
  | 'mailbox_domain_check'
  | 'mailbox_presets'
  | 'mailbox_test'
  | 'retry_server_transport'
  | 'send_ledger_settle_many'
  | 'server_transport'
  | 'send_ledger_settle'
  | 'suppression_export'
  | 'suppression_imports'
> = {
  attachment_content: {
    file: async ({ app, principal, render }, { params: { id } }) => {
      // There for whom the file is there.
      await render(attachments.view, id);
      const file = await readAttachment(app.database.kysely, principal.teamId, id);
      return { contentType: file.content_type, fileName: file.name, body: file.content };
    },
  },
  mailbox_authorizations: {
    act: async ({ app, principal, now }, { body }) => {
      const { provider, email_address: address } = body;
      return said({
        authorization_url: authorizationUrl(app.config, principal, provider, address ?? undefined, now),
      });
    },
  },
  mailbox_domain_check: {
    act: async (reader, { params: { id } }) => {
      const mailbox = await ownMailbox(reader, id);
      const result = await tools(reader).checkDomain(aboutDomain(reader, mailbox), reader.now);
      const text = JSON.stringify(result);
      return async ({ tx, principal, now }) => {
        await noteDomainCheck(tx, principal.teamId, id, now, text);
        return async () => text;
      };
    },
  },
  mailbox_presets: {
    read: async ({ app }) =>
      JSON.stringify(
        PRESETS.map((preset) => ({
          ...preset,
          authorization: preset.oauth && authorizationOf(app.config, preset.oauth),
        })),
      ),
  },
  mailbox_test: {
    act: async (reader, { params: { id }, body }) => {
      const { app, principal, now } = reader;
      const as = await write(app.database.kysely, principal, (tx) =>
        connectionToTry({ tx, principal, now }, id, body),
      );
      const which = { teamId: principal.teamId, mailboxId: id };
      const result = await tools(reader).testMailbox(which, now, as);
      // What was only tried says nothing about the mailbox as it is.
      if (as) return said(result);
      return async (command) => {
        await recordMailboxTest(command, id, result, reader.app.clock.now());
        return async () => JSON.stringify(result);
      };
    },
  },
  send_ledger_settle: {
    write: async (command, { params: { id }, body }) => {
      await settleUncertainEmail(command, id, body.verdict);
      return (render) => render(sendLedgerView, id);
    },
  },
  send_ledger_settle_many: {
    act: async ({ app, principal, now }, { body }) => {
      const settled = await settleMany(app.database.kysely, principal, now, body, placeOf(app));
      return async (command) => {
        const left = await countDoubts(command, body);
        return async () => JSON.stringify({ ...settled, left });
      };
    },
  },
  server_transport: { read: ({ app, principal }) => serverTransportOf(app.database.kysely, principal) },
  retry_server_transport: {
    write: async (command) => {
      await retryServerTransport(command);
      return () => serverTransportOf(command.tx, command.principal);
    },
  },
  suppression_export: {
    file: async ({ app, principal }) => ({
      contentType: 'text/csv; charset=utf-8',
      fileName: 'suppressions.csv',
      body: await exportSuppressions(app.database.kysely, principal),
    }),
  },
  suppression_imports: {
    // In short transactions: a long list keeps nobody else waiting, and sent again it goes on where it ended.
    act: async ({ app, principal, now }, { body }) => {
      return said(await importSuppressions(app.database.kysely, principal, now, body));
    },
  },
};

function placeOf({ takePlace }: Outside['app']): TakePlace {
  if (!takePlace) throw new AppError('unavailable', 'This server sends no e-mails');
  return takePlace;
}

function tools({ app }: Outside): MailTools {
  if (!app.mail) throw new AppError('unavailable', 'This server does not talk to mail servers');
  return app.mail;
}

/** @throws AppError not_found unless the caller may use it */
function ownMailbox({ app, principal, now }: Outside, id: number): Promise<Mailbox> {
  return write(app.database.kysely, principal, (tx) => requireOwnMailbox({ tx, principal, now }, id));
}

function aboutDomain(
  { principal, sealer }: Outside,
  mailbox: Mailbox,
): Parameters<MailTools['checkDomain']>[0] {
  const domain = mailbox.email_address.split('@').at(-1);
  if (domain === undefined || domain === '') throw invalid('id', 'has an address without a domain');
  const { dkim_selector: selector, dkim_key: sealed } = mailbox;
  if (selector === null) return { domain, kind: mailbox.kind, dkim: null };
  const key = sealed && openDkimKey(sealer, [principal.teamId, mailbox.id], sealed);
  return {
    domain: mailbox.dkim_domain ?? domain,
    kind: mailbox.kind,
    dkim: { selector, publicKey: key ? publicHalf(key) : null },
  };
}
