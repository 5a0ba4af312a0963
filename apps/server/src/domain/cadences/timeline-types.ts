import type { Tx } from '../../db/connect.js';
import type { RuleName } from '@cadenza/contract';
import type { Said } from '../said.js';

/** What happened to an action, or will, and why (docs/timeline.md). */
export interface TimelineEntry {
  /** Done, left out or withdrawn; waiting for somebody now; expected; or standing still until somebody does something. */
  state: 'done' | 'skipped' | 'cancelled' | 'open' | 'planned' | 'waiting';
  /** When it happened or will; null for what nobody can say. */
  at: Date | null;
  type: string;
  automated: boolean;
  day: number;
  stepId: number;
  stepName: string | null;
  actionId: number | null;
  userId: number;
  /** The rule that decided the moment. */
  rule: RuleName | null;
  reason: Said;
  email: TimelineEmail | null;
}

export interface TimelineEmail {
  id: number | null;
  /** Of the send ledger; `forecast` for one that does not exist yet. */
  state: string;
  mailboxId: number | null;
  from: string;
  to: string;
  subject: string;
  bodyHtml: string;
  variantId: number | null;
  views: number;
  clicks: number;
  replies: number;
  bounced: boolean;
}

export interface Timeline {
  membershipId: number;
  personId: number;
  cadenceId: number;
  state: string | null;
  entries: TimelineEntry[];
  /** How it ends when everything is done as it falls due; null when it stands still before. */
  ends: { at: Date | null; reason: Said } | null;
}

/** One rule asked about one action, now. */
export interface RuleAnswer {
  rule: RuleName;
  /** It keeps the action from going now. */
  stops: boolean;
  says: Said;
}

/** Why an action has not happened. */
export interface Why {
  actionId: number | null;
  emailId: number | null;
  membershipId: number | null;
  cadenceId: number | null;
  type: string;
  /** The first thing in its way, in a sentence. */
  because: Said;
  rules: RuleAnswer[];
  /** When it can go as things stand; null when nobody can say. */
  next: Date | null;
}

/** How much of a mailbox's limits is used. */
export interface MailboxUse {
  /** Today where its user is, YYYY-MM-DD. */
  day: string;
  used: number;
  /** The smaller of its own and the team's for each user; null: none. */
  limit: number | null;
  ramping: boolean;
  /** When another e-mail could leave; null: not until somebody does something. */
  nextFree: Date | null;
  /** What keeps it from leaving now. */
  because: Said | undefined;
  waiting: number;
  sent: number;
  bounced: number;
  hard: number;
}

/** What a mailbox may send on a day, YYYY-MM-DD where its user is. */
export interface MailboxDay {
  readonly mailboxId: number;
  readonly day: string;
  readonly limit: number;
  /** Sent, queued, or with a place. */
  readonly used: number;
}

/** Looks ahead and explains; changes nothing. engine/forecast/forecasts.ts implements it. */
export interface Forecasts {
  timelines(teamId: number, membershipIds: readonly number[], now: Date): Promise<Timeline[]>;
  /** What the mailboxes of these users may send on these days, those with a limit. */
  capacityAhead(
    teamId: number,
    of: { readonly userIds: readonly number[]; readonly days: readonly string[] },
    now: Date,
  ): Promise<MailboxDay[]>;
  /** undefined: there is no such action. */
  whyAction(teamId: number, actionId: number, now: Date): Promise<Why | undefined>;
  /** As `timelines`, of memberships that only this transaction sees; without what was, if asked so. */
  timelinesIn(
    tx: Tx,
    teamId: number,
    membershipIds: readonly number[],
    now: Date,
    withPast?: boolean,
  ): Promise<Timeline[]>;
  /** As `timelines`, without what was. */
  aheadOf(teamId: number, membershipIds: readonly number[], now: Date): Promise<Timeline[]>;
  /** undefined: there is no such mailbox. */
  mailboxUse(teamId: number, mailboxId: number, now: Date): Promise<MailboxUse | undefined>;
  /** One for each action and e-mail that waits; none: `nothing` says why. */
  whyPerson(teamId: number, personId: number, now: Date): Promise<{ waiting: Why[]; nothing: Said | null }>;
}
