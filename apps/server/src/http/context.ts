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
}

/** @throws Error when the mail server did not take the message */
export type SystemMail = (mail: { to: string; subject: string; text: string }) => Promise<void>;
