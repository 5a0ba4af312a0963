/** What made-up people do about a message, by hand or drawn. */
export const REACTION_KINDS = ['reply', 'auto_reply', 'bounce', 'open', 'click', 'opt_out'] as const;
export type ReactionKind = (typeof REACTION_KINDS)[number];

/** teams.sandbox_settings. Rates are shares, 0 to 1, of the delivered messages. */
export interface SandboxSettings {
  seed: string;
  reply_rate: number;
  auto_reply_rate: number;
  bounce_rate: number;
  open_rate: number;
  click_rate: number;
  opt_out_rate: number;
  complete_manual_steps: boolean;
}

export const QUIET_SETTINGS: SandboxSettings = {
  seed: '1',
  reply_rate: 0,
  auto_reply_rate: 0,
  bounce_rate: 0,
  open_rate: 0,
  click_rate: 0,
  opt_out_rate: 0,
  complete_manual_steps: false,
};

/** Of a fresh installation's team: enough happens to be seen. */
export const LIVELY_SETTINGS: SandboxSettings = {
  seed: '1',
  reply_rate: 0.15,
  auto_reply_rate: 0.1,
  bounce_rate: 0.03,
  open_rate: 0.6,
  click_rate: 0.1,
  opt_out_rate: 0.03,
  complete_manual_steps: false,
};

export type TouchKind =
  | 'email_sent'
  | 'email_held'
  | 'email_cancelled'
  | 'step_waiting'
  | 'step_done'
  | 'step_skipped'
  | ReactionKind;

/** One thing that happened while the clock moved. */
export interface SandboxTouch {
  at: Date;
  kind: TouchKind;
  person_id: number | null;
  to: string | null;
  subject: string | null;
  reason: string;
  rule: string | null;
}

export const COUNTS = {
  email_sent: 'emails_sent',
  email_held: 'emails_held',
  email_cancelled: 'emails_cancelled',
  step_waiting: 'steps_waiting',
  step_done: 'steps_done',
  step_skipped: 'steps_skipped',
  reply: 'replies',
  auto_reply: 'auto_replies',
  bounce: 'bounces',
  open: 'opens',
  click: 'clicks',
  opt_out: 'opt_outs',
} as const satisfies Record<TouchKind, string>;
export type SandboxCounts = Record<(typeof COUNTS)[TouchKind], number>;

/** teams.sandbox_advance; times are ISO 8601 there. */
export interface SandboxAdvance {
  state: 'running' | 'done' | 'cancelled' | 'time_limit' | 'failed';
  from: Date;
  target: Date;
  now: Date;
  moments: number;
  counts: SandboxCounts;
  error: string | null;
  /** It goes on by itself, in another process where its own ended. */
  background?: Background;
}

/** What whoever takes up an advance needs to know of it. */
export interface Background {
  /** Times it was taken up since it last got on. */
  readonly tries: number;
  /** What had happened in its time before it began (keysHappened). */
  readonly before: readonly string[];
}

/** What an advance answers. */
export interface SandboxReport extends SandboxAdvance {
  touches: SandboxTouch[];
  more: boolean;
}

/** One thing somebody did about a message. */
export interface SandboxReaction {
  id: number;
  kind: ReactionKind;
  at: Date;
  outcome: string;
  received_message_id: number | null;
}
