import type { Logger } from 'pino';
import type { Config } from './config.js';
import { secretKeys } from './config.js';
import type { Database } from './db/connect.js';
import { openMailbox, renewMailboxTokens } from './domain/mailboxes/index.js';
import type { MailboxDirectory, Mailer } from './engine/ports.js';
import { takeExternal } from './engine/receiving/external.js';
import { writtenMessage } from './engine/sending/written-message.js';
import type { MailTools } from './http/context.js';
import { createSealer } from './kernel/sealed.js';
import { testMailbox } from './mail/check.js';
import { checkDomain } from './mail/dns-check.js';
import { createMailer } from './mail/mailer.js';
import { exchangeCode } from './mail/oauth2.js';

/** Mailboxes with their secrets opened by the server's keys. */
export function mailboxDirectory(config: Config, { kysely }: Database): MailboxDirectory {
  const sealer = createSealer('mailboxes', secretKeys(config));
  return {
    find: (teamId, mailboxId) => openMailbox(kysely, sealer, teamId, mailboxId),
    renewTokens: (teamId, id, stale, now, fetchNew) =>
      renewMailboxTokens({ db: kysely, sealer, teamId, id }, stale, now, fetchNew),
  };
}

/** Every transport of this server. */
export function buildMailer(config: Config, database: Database): Mailer {
  return createMailer({
    smtpUrl: config.smtpUrl,
    store: database,
    dkim: config.mail.dkim,
    mailboxes: {
      directory: mailboxDirectory(config, database),
      providers: config.mail.oauth,
      allowedHosts: config.mail.allowedHosts,
    },
  });
}

/** What the API asks of mail servers, name servers and OAuth providers. */
export function buildMailTools(config: Config, database: Database, log: Logger): MailTools {
  const directory = mailboxDirectory(config, database);
  const { oauth: providers, allowedHosts, dnsServer } = config.mail;
  return {
    takeExternal: (message, now) => takeExternal({ database, log }, message, now),
    written: (teamId, emailId) => writtenMessage(database.kysely, teamId, emailId),
    testMailbox: async ({ teamId, mailboxId }, now, as) => {
      const account = await directory.find(teamId, mailboxId);
      return account
        ? testMailbox({ ...account, ...as }, { directory, providers, allowedHosts }, now)
        : { ok: false, smtp: null, imap: null };
    },
    checkDomain: (about, now) => checkDomain(about, dnsServer, now),
    exchangeCode: (provider, grant, now) => exchangeCode(providers[provider], grant, now),
  };
}
