import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import type { Email } from '../../domain/activities/index.js';
import type { Said } from '../../domain/said.js';
import type { Clock } from '../../kernel/clock.js';
import type { SwappedLinks } from '../../kernel/link-swap.js';
import type { TrackingLinks } from '../../kernel/tracking-token.js';
import type { NextOpen } from '../planning/next-open.js';
import type { ClaimedEmail } from './claim-emails.js';
import type { Mailer, SendResult } from '../ports.js';

export interface SendOptions {
  database: Database;
  mailer: Mailer;
  log: Logger;
  clock: Clock;
  /** Where the person of this e-mail can opt out; absent: no List-Unsubscribe. */
  unsubscribeUrl?: ((teamId: number, emailId: number) => string) | undefined;
  /** Addresses of pixels and tracked links; absent: nothing is tracked. */
  tracking?: TrackingLinks | undefined;
  /** Asks programs of the team for other links, right before an e-mail leaves; absent: nobody. Never fails. */
  swapLinks?: SwapLinks | undefined;
  /** The next moment at which this e-mail may go out, `at` itself when it may then; absent: any. */
  nextOpen?: NextOpen | undefined;
}

/** @param linksOf the written links, looked for where somebody is asked */
export type SwapLinks = (
  email: Pick<Email, 'team_id' | 'id' | 'person_id' | 'user_id'>,
  linksOf: () => readonly string[],
) => Promise<SwappedLinks>;

/** One message on its way: the team's present goes on meanwhile. */
export interface Flight {
  claim: ClaimedEmail;
  /** It may have left. */
  begun: boolean;
  /** Nobody knows whether the database has it as begun. */
  unclear: boolean;
  /** Resolves when what became of it is written down. */
  settled: Promise<void>;
  now(): Date;
}

/** What became of one message. */
export type Outcome =
  | SendResult
  | { kind: 'stopped'; reason: Said; again?: boolean }
  | { kind: 'shut'; at: Date; reason: Said | undefined };
