import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Database } from '../db/connect.js';
import type { Clock } from '../kernel/clock.js';

/** What the HTTP layer is built from; main.ts (or a test) constructs it. */
export interface AppContext {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Mail from the server itself: password resets. */
  readonly sendSystemMail?: SystemMail;
  /** Talks to the mail servers, DNS and OAuth providers of mailboxes. */
  readonly mail?: MailTools;
}

/** The outside world of mailboxes; mail/tools.ts. None of these throws for what a server says. */
export interface MailTools {
  testMailbox(teamId: number, mailboxId: number, now: Date): Promise<MailboxTest>;
  checkDomain(
    about: { domain: string; kind: string; dkim: { selector: string; publicKey: string | null } | null },
    now: Date,
  ): Promise<object>;
  /** @throws Error in the provider's words */
  exchangeCode(
    provider: 'google' | 'microsoft',
    grant: { code: string; redirectUri: string; verifier: string },
    now: Date,
  ): Promise<{
    tokens: { access_token: string; refresh_token: string; expires_at: string };
    emailAddress: string | undefined;
    name: string | undefined;
  }>;
}

export interface MailboxTest {
  ok: boolean;
  smtp: ServerTest | null;
  imap: ServerTest | null;
}

export interface ServerTest {
  ok: boolean;
  /** For the person who typed the settings. */
  explanation: string;
  server: string | null;
  server_said: string | null;
  failed_at: 'dns' | 'connection' | 'tls' | 'authentication' | 'policy' | 'protocol' | null;
}

/** @throws Error when the mail server did not take the message */
export type SystemMail = (mail: { to: string; subject: string; text: string }) => Promise<void>;
