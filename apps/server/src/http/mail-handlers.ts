import { say } from '../domain/said.js';
import { write } from '../db/write.js';
import type { TakePlace } from '../domain/place-by-hand.js';
import { readAttachment } from '../domain/emails/index.js';
import { sendLedgerView, settleMany, settleUncertainEmail } from '../domain/activities/index.js';
import {
  type Mailbox,
  noteDomainCheck,
  openDkimKey,
  PRESETS,
  publicHalf,
  requireOwnMailbox,
  retryServerTransport,
  serverTransportOf,
  setMailboxTrouble,
  setTransportWorking,
} from '../domain/mailboxes/index.js';
import { requireAdmin } from '../domain/records.js';
import { exportSuppressions, IMPORT_BATCH, readImport, writeImport } from '../domain/suppressions/index.js';
import { AppError, invalid } from '../kernel/errors.js';
import type { MailboxTest, MailTools } from './context.js';
import { authorizationUrl } from './mailbox-oauth.js';
import type { Handlers, Reader } from './handler-types.js';

type Operations = Handlers['operations'];

/** How long a failed test keeps the engine from trying, in milliseconds; it goes on by itself after that. */
const RETRY_AFTER_TEST_MS = 15 * 60_000;

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
    file: async ({ app, principal }, { params: { id } }) => {
      const file = await readAttachment(app.database.kysely, principal.teamId, id);
      return { contentType: file.content_type, fileName: file.name, body: file.content };
    },
  },
  mailbox_authorizations: {
    act: async ({ app, principal, now }, { body }) =>
      JSON.stringify({
        authorization_url: authorizationUrl(
          app.config,
          principal,
          body.provider,
          body.email_address ?? undefined,
          now,
        ),
      }),
  },
  mailbox_domain_check: {
    act: async (reader, { params: { id } }) => {
      const mailbox = await ownMailbox(reader, id);
      const result = await tools(reader).checkDomain(aboutDomain(reader, mailbox), reader.now);
      const text = JSON.stringify(result);
      await write(reader.app.database.kysely, reader.principal, (tx) =>
        noteDomainCheck(tx, reader.principal.teamId, id, reader.now, text),
      );
      return text;
    },
  },
  mailbox_presets: { read: async () => JSON.stringify(PRESETS) },
  mailbox_test: {
    act: async (reader, { params: { id } }) => {
      await ownMailbox(reader, id);
      const { teamId } = reader.principal;
      const result = await tools(reader).testMailbox(teamId, id, reader.now);
      await recordTest(reader, id, result);
      return JSON.stringify(result);
    },
  },
  send_ledger_settle: {
    write: async (command, { params: { id }, body }) => {
      await settleUncertainEmail(command, id, body.verdict);
      return (render) => render(sendLedgerView, id);
    },
  },
  send_ledger_settle_many: {
    act: async ({ app, principal, now }, { body }) =>
      JSON.stringify(await settleMany(app.database.kysely, principal, now, body, placeOf(app))),
  },
  server_transport: { read: readServerTransport },
  retry_server_transport: {
    act: async (reader) => {
      requireAdmin(reader.principal, "see how the server's own mail server fares");
      await retryServerTransport(reader.app.database.kysely, reader.now);
      return readServerTransport(reader);
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
      const db = app.database.kysely;
      const { entries, refused, refusals, notRead } = await readImport(db, principal, body);
      let imported = 0;
      for (let at = 0; at < entries.length; at += IMPORT_BATCH)
        imported += await write(db, principal, (tx) =>
          writeImport(tx, principal.teamId, now, entries.slice(at, at + IMPORT_BATCH)),
        );
      return JSON.stringify({
        imported,
        already_there: entries.length - imported,
        refused,
        refusals,
        columns_not_read: notRead,
      });
    },
  },
};

async function readServerTransport({ app, principal }: Reader): Promise<string> {
  requireAdmin(principal, "see how the server's own mail server fares");
  return serverTransportOf(app.database.kysely, principal.timeZone);
}

function placeOf({ takePlace }: Reader['app']): TakePlace {
  if (!takePlace) throw new AppError('unavailable', 'This server sends no e-mails');
  return takePlace;
}

function tools({ app }: Reader): MailTools {
  if (!app.mail) throw new AppError('unavailable', 'This server does not talk to mail servers');
  return app.mail;
}

/** @throws AppError not_found unless the caller may use it */
function ownMailbox({ app, principal, now, sealer }: Reader, id: number): Promise<Mailbox> {
  return write(app.database.kysely, principal, (tx) =>
    requireOwnMailbox({ tx, principal, now, sealer } as never, id),
  );
}

/** What the test found stands on the mailbox: it may send again at once, or is left alone for a while. */
async function recordTest({ app, principal, now }: Reader, id: number, result: MailboxTest): Promise<void> {
  const failed = [result.smtp, result.imap].find((each) => each?.ok === false);
  await write(app.database.kysely, principal, async (tx) => {
    await tx
      .updateTable('mailboxes')
      .set({ checked_at: now, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', id)
      .execute();
    if (result.smtp?.ok) {
      const reason = failed
        ? say('mailbox_test', { found: 'sends_only' }, { quote: failed.explanation })
        : say('mailbox_test', { found: 'works' });
      const transport = { teamId: principal.teamId, mailboxId: id, now, wall: app.clock.now() };
      await setTransportWorking(tx, transport, principal.userId, reason);
    } else {
      await setMailboxTrouble(tx, principal.teamId, id, now, {
        health: failed?.failed_at === 'connection' || failed?.failed_at === 'dns' ? 'failing' : 'blocked',
        reason: failed
          ? say('mailbox_test', { found: 'fails' }, { quote: failed.explanation })
          : say('mailbox_test', { found: 'no_credentials' }),
        retryAt: new Date(now.getTime() + RETRY_AFTER_TEST_MS),
      });
    }
  });
}

function aboutDomain(
  { principal, sealer }: Reader,
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
