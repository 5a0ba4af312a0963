import type { RuleName } from '@cadenza/contract';

/** ISO 8601, in UTC. */
export type MomentText = string;
/** YYYY-MM-DD. */
export type DayText = string;

/** What of a sending window a sentence says: minutes since midnight, days 1 (Monday) to 7. */
export interface BlockFacts {
  days: readonly number[];
  from: number;
  to: number;
}

/** A limit of a mailbox; `queue_until`: others have places up to then. */
interface LimitFacts {
  mailbox_id: number | null;
  count: number;
  queue_until?: MomentText;
  zone?: string;
}

type BranchEnd = { then: 'ahead' | 'end' | 'past' | 'gone' } | { then: 'to'; to: Place };
/** A step as the sentence names it; null: it is gone. */
export type Place = { day: number; number: number } | null;

/** What a branch looked at, and found. */
export type BranchFound =
  | { look: 'field'; field: string; present: boolean }
  | {
      look: 'opened' | 'clicked' | 'replied';
      /** undefined: any e-mail of the cadence. */
      step?: Place;
      within_days: number | null;
      found: 'not_sent' | 'not_done' | 'done';
      on: DayText | null;
    };
/** The same, and where it leads. */
export type BranchFacts = BranchEnd & ({ look: 'unreadable' } | BranchFound);

/** Ids, moments, numbers and words of fixed lists: what each rule's sentence is made of. Texts never stand here. */
export interface FactsOf extends Record<RuleName, object> {
  /** Another person of the same account; absent: the person. */
  replied: { person_id?: number };
  do_not_contact: { was?: boolean };
  opted_out: { how: 'wish' | 'link' };
  left_company: { how: 'auto_reply' | 'set' };
  cadence_paused: { taken_back?: boolean; waits?: boolean };
  cadence_archived: { taken_back?: boolean };
  cadence_deleted: { taken_back?: boolean };
  /** `restored`: not the team, all sending of the server, until an operator has looked at what was restored. */
  team_paused: { taken_back?: boolean; waits?: boolean; restored?: boolean };
  user_paused: { taken_back?: boolean; waits_for_user?: number };
  user_inactive: { waits_for_user?: number };
  cadence_ended: { date: DayText };
  step_disabled: { how: 'skipped' | 'disabled' | 'deleted' };
  membership_paused: {
    by: 'auto_reply' | 'user' | 'before_auto_reply' | 'unknown';
    back?: DayText | null;
    until: DayText | null;
  };
  contact_restriction: { by: 'call' | 'email' };
  suppressed: {
    why: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import';
    here: boolean;
    skipped: boolean;
  };
  hand_over: { user_id: number; until: DayText };
  absence: { until: DayText; days: number; day: number };
  send_window: { owner: 'cadence' | 'user' | 'team'; zone: string; blocks: readonly BlockFacts[] };
  never_open: { owner: 'cadence' | 'user' | 'team' };
  weekend: { date: DayText };
  holiday: { date: DayText };
  new_people_limit: { per_day: number | null; per_user_per_day: number | null };
  mailbox_daily_limit: LimitFacts;
  mailbox_ramp_up: LimitFacts & { date: DayText };
  mailbox_hourly_limit: LimitFacts;
  mailbox_spacing: { mailbox_id: number | null; seconds: number };
  mailbox_retry: { mailbox_id: number | null };
  mailbox_paused: { mailbox_id: number | null; how: 'paused' | 'blocked' | 'waits' };
  no_mailbox: { why: 'required' | 'no_server' | 'none' };
  email_daily_limit: { count: number };
  person_touch_limit: { count: number; days: number };
  account_touch_limit: { count: number; days: number };
  provider_limit: { count: number; hours: number; provider: string };
  goes_out: { at: MomentText; zone: string; automatic: boolean };
  not_before: { at: MomentText; zone: string };
  step_at_once: { day: number };
  step_day_start: { day: number; date: DayText; instead_of: DayText | null };
  step_at_time: {
    day: number;
    time: string;
    whose: 'user' | 'person' | 'person_unknown';
    zone: string;
    date: DayText;
    late: boolean;
    /** HH:MM, when the clocks are changed over it. */
    instead: string | null;
  };
  step_delay: { day: number; days: number; minutes: number };
  branch: BranchFacts;
  woken: {
    what:
      | 'cadence'
      | 'user_sending'
      | 'team_sending'
      | 'no_mailbox_needed'
      | 'touch_limits'
      | 'user_active'
      | 'mailbox_connected'
      | 'mailbox_settings'
      | 'mailbox_removed'
      | 'mailbox_works'
      | 'server'
      | 'zone';
  };
  put_off_by_hand: { until: MomentText; zone: string };
  handed_over_by_hand: { user_id: number };
  answer_waits: { since: MomentText; zone: string };
  person_clicked: { at: MomentText; zone: string };
  person_opened_twice: { at: MomentText; zone: string };
  person_signal: { at: MomentText; zone: string };
  promised_at: { at: MomentText; zone: string };
  due_since: { at: MomentText; zone: string };
  /** Whole days that it is late, at the rep's place. */
  overdue_since: { date: DayText; days: number };
  cadence_priority: { priority: 'High' | 'Medium' | 'Low' };
  their_hours_end: { at: MomentText; zone: string };
  /** At the person's place. */
  call_hours: { until: MomentText; zone: string };
  outside_call_hours: { next: MomentText | null; zone: string };
  call_hours_unknown: { why: 'no_rule' | 'no_zone' };
  could_not_prepare: { attempt: number };
  limits_changed: { what: 'daily_limit' | 'mailbox_connected' | 'mailbox_settings' | 'mailbox_removed' };
  email_already: {
    state: 'planned' | 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed' | 'cancelled' | 'skipped';
  };
  email_stopped: {
    why:
      | 'person_deleted'
      | 'do_not_contact'
      | 'left_cadence'
      | 'address_changed'
      | 'mailbox_removed'
      | 'gone'
      | 'itself_not_sent'
      | 'step_gone'
      | 'no_email'
      | 'no_sender';
  };
  email_deferred: { attempt: number };
  email_lost: { where: 'server' | 'sandbox' };
  uncertain_policy: { policy: 'hold' | 'assume_sent' | 'assume_failed' };
  evidence: {
    what:
      | 'copy'
      | 'answer'
      | 'sent_folder'
      | 'report'
      | 'receipt'
      | 'complaint'
      | 'picture'
      | 'link'
      | 'sandbox'
      | 'left_before';
  };
  settled_by_person: { verdict: 'sent' | 'not_sent' };
  template: { lacks: 'template' | 'text' | 'subject' };
  template_fields: { fields: readonly string[]; unknown: boolean };
  mailbox_waits: { mailbox_id?: number | null; at: 'mailbox' | 'server' | 'limit'; health: boolean };
  mailbox_released: {
    what: 'works' | 'resumed' | 'set_up' | 'connected' | 'removed' | 'server' | 'tried_again';
  };
  mailbox_trouble: { trouble: 'auth' | 'connection' | 'sender' | 'limit' | 'policy' | 'silent' };
  mailbox_silent: { count: number };
  mailbox_test: { found: 'works' | 'sends_only' | 'fails' | 'no_credentials' };
  action_ended: { how: 'completed' | 'skipped' | 'cancelled' };
  action_done: { what: 'marked' | 'integration' | 'call' };
  cadence_left: { why: 'removed' | 'reassigned' | 'account_do_not_contact' | 'merged' | 'unknown' };
  /** null: some stage that ends the cadence. */
  stage_reached: { stage_id: number | null };
  bounced: { status: string | null; address: boolean };
  nothing_against: { by_itself?: boolean };
  nothing_planned: {
    how: 'never_on' | 'is_on' | 'left';
    cadence_id?: number;
    state?: string | null;
    last?: boolean;
  };
}
