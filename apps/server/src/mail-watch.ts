import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { Database } from './db/connect.js';
import { createMailWatch, type MailWatch } from './engine/receiving/watch.js';
import type { Clock } from './kernel/clock.js';
import { mailboxDirectory } from './mail-parts.js';
import { signInOf } from './mail/access.js';
import { imapReader } from './mail/imap.js';

/** What reads the mailboxes of every team (docs/receiving.md). */
export function buildMailWatch(parts: {
  config: Config;
  database: Database;
  clock: Clock;
  log: Logger;
}): MailWatch {
  const { config, database, clock } = parts;
  const directory = mailboxDirectory(config, database);
  const reader = imapReader({
    idle: config.receive.idle,
    allowedHosts: config.mail.allowedHosts,
    signIn: (account) => signInOf(account, directory, config.mail.oauth, clock.now()),
  });
  return createMailWatch({
    ...parts,
    directory,
    reader,
    pollMs: config.receive.pollMs,
    publicHost: new URL(config.publicUrl).hostname,
  });
}
