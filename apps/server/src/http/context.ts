import type { WebhookType } from '@cadenza/contract';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Database } from '../db/connect.js';
import type { TakePlace } from '../domain/place-by-hand.js';
import type { Forecasts } from '../domain/cadences/index.js';
import type {
  ReactionKind,
  SandboxAdvance,
  SandboxReaction,
  SandboxReport,
} from '../domain/sandbox/index.js';
import type { SendSystemMail } from '../domain/identity/index.js';
import type { Connection, MailboxTest } from '../domain/mailboxes/index.js';
import type { FileStore } from '../kernel/file-store.js';
import type { DeliveryWords } from '../domain/webhooks/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Principal } from '../kernel/principal.js';
import type { ShowOutcome } from '../kernel/shown-mail.js';

/** What the HTTP layer is built from; main.ts (or a test) constructs it. */
export interface AppContext {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Mail from the server itself: password resets. Absent: there is no way to send it. */
  readonly sendSystemMail?: SendSystemMail;
  /** Where files are kept; file-parts.ts. */
  readonly files?: FileStore;
  /** Talks to the mail servers, DNS and OAuth providers of mailboxes. */
  readonly mail?: MailTools;
  /** Timelines and reasons; engine/forecast/forecasts.ts. */
  readonly forecasts?: Forecasts;
  /** Where e-mails sent by hand leave from; engine/planning/place-by-hand.ts. */
  readonly takePlace?: TakePlace;
  /** Told when a command left something to be done after its commit; engine/long-commands.ts. */
  readonly carryOn?: () => void;
  /** Told when a command changed what a caller is; http/auth.ts. */
  readonly forgetCallers?: () => void;
  /** Moves the clock of sandbox teams; sandbox-parts.ts. */
  readonly sandbox?: SandboxTools;
  /** What webhooks need beside rows; webhook-parts.ts. */
  readonly webhooks?: WebhookTools;
}

/** Webhooks, as far as they are more than rows; made by buildWebhookTools. */
export interface WebhookTools {
  /** Posts a signed body to the dialer of a team; `token`: sealed. @returns what went wrong, in words; undefined: it was taken */
  dial(call: {
    readonly teamId: number;
    readonly url: string;
    readonly token: Buffer;
    readonly body: string;
  }): Promise<string | undefined>;
  /** The headers that a delivery would have now; `token`: sealed. */
  headers(delivery: Omit<DeliveryWords, 'answer'> & { readonly teamId: number }): Record<string, string>;
  /** The newest record a type is about that the subscriber sees, as a webhook carries it. */
  newest(
    principal: Principal,
    subscription: number,
    type: WebhookType,
  ): Promise<{ resource: string; id: number; body: string } | undefined>;
}

/** The mail sandbox's time travel and its made-up people. @throws AppError conflict for a team that is no sandbox */
export interface SandboxTools {
  /** Does what is due until a target: for `by` or `until`, one of the two. @throws AppError conflict, invalid */
  advance(
    teamId: number,
    wanted: {
      by?: string | null | undefined;
      until?: string | null | undefined;
      stop?: AbortSignal;
      /** Real time after which it stops on the way, milliseconds. */
      limitMs?: number;
      onProgress?: (advance: SandboxAdvance) => void;
    },
  ): Promise<SandboxReport>;
  /**
   * Begins an advance that goes on by itself, in another process where this one ends. @returns it as it begins
   * @throws AppError conflict, invalid, unavailable when this process has many of them in hand
   */
  begin(
    teamId: number,
    wanted: { by?: string | null | undefined; until?: string | null | undefined },
  ): Promise<SandboxAdvance>;
  /** Ends what goes on by itself after what it is doing. */
  stop(): Promise<void>;
  /** What a person does about a message, at once. @throws AppError not_found */
  react(
    teamId: number,
    messageId: number,
    wanted: { kind: ReactionKind; note: string | null; byUserId: number },
  ): Promise<SandboxReaction>;
  /** Takes a kept message apart, away from the thread that answers requests (mail/foreign). */
  show(raw: Uint8Array): Promise<ShowOutcome>;
}

/** The outside world of mailboxes, made by buildMailTools. None of these throws for what a server says. */
export interface MailTools {
  /** Takes in a message that another program fetched or sent. @returns its Message-ID, null when it has none */
  takeExternal(
    message: { readonly teamId: number; readonly mailboxId: number; readonly raw: Buffer },
    now: Date,
  ): Promise<string | null>;
  /** An e-mail of the ledger as a message; undefined: there is none. */
  written(
    teamId: number,
    emailId: number,
  ): Promise<{ readonly mailbox: string; readonly messageId: string; readonly raw: Buffer } | undefined>;
  /** @param as what it signs in with instead of what is stored */
  testMailbox(
    which: { readonly teamId: number; readonly mailboxId: number },
    now: Date,
    as?: Connection,
  ): Promise<MailboxTest>;
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
