import * as z from 'zod';

/**
 * Everything the engine gives as a reason, by name. A sentence is made of a rule and its facts; names are only ever added.
 * Kept in one list so that a program can read `rule` where a person reads the sentence.
 */
export const RULES = [
  // Who is contacted, and whether at all.
  'membership_ended',
  'person_deleted',
  'do_not_contact',
  'account_do_not_contact',
  'cadence_deleted',
  'cadence_archived',
  'cadence_ended',
  'cadence_paused',
  'membership_paused',
  'user_inactive',
  'step_disabled',
  'contact_restriction',
  'suppressed',
  'automation_allowed',
  'email_address',
  'bouncing',
  'public_url',
  'team_paused',
  'user_paused',
  'hand_over',
  // When.
  'due',
  'absence',
  'absence_without_end',
  'send_window',
  'never_open',
  'weekend',
  'holiday',
  'new_people_limit',
  'mailbox',
  'mailbox_daily_limit',
  'mailbox_ramp_up',
  'mailbox_hourly_limit',
  'mailbox_spacing',
  'mailbox_retry',
  'mailbox_paused',
  'no_mailbox',
  'email_daily_limit',
  'goes_out',
  'not_before',
  'step_at_once',
  'step_day_start',
  'step_at_time',
  'step_delay',
  'branch',
  // What moved a touch.
  'woken',
  'taken_back',
  'limits_changed',
  'pause_ended',
  'back_on_cadence',
  'moved_by_hand',
  'skipped_by_hand',
  'could_not_prepare',
  // What became of an e-mail.
  'send_ledger',
  'email_queued',
  'email_rendered',
  'email_written',
  'email_scheduled',
  'email_changed',
  'email_cancelled',
  'email_due',
  'email_sending',
  'email_sent',
  'email_sent_by_hand',
  'copy_refused',
  'email_not_begun',
  'email_already',
  'email_stopped',
  'email_unsendable',
  'email_refused',
  'email_deferred',
  'email_given_up',
  'email_unknown',
  'email_lost',
  'uncertain_policy',
  'evidence',
  'settled_by_person',
  'sent_again',
  'template',
  'template_fields',
  'template_error',
  'held',
  // Mailboxes and the server's own mail server.
  'mailbox_waits',
  'mailbox_released',
  'mailbox_works',
  'mailbox_trouble',
  'mailbox_silent',
  'mailbox_test',
  // How it went on or ended.
  'waits_for_rep',
  'action_ended',
  'action_done',
  'cadence_done',
  'cadence_left',
  'stage_reached',
  'replied',
  'reported_spam',
  'left_company',
  'opted_out',
  'bounced',
  'meeting_booked',
  'success',
  'nothing_against',
  'nothing_planned',
  // Written by a process of an earlier version, which kept no facts.
  'as_written',
] as const;

/** The name of a rule or happening that the engine gives as a reason. */
export type RuleName = (typeof RULES)[number];

export const Rule = z.enum(RULES);

/** One part of a sentence: its rule, and ids, moments, numbers and words of fixed lists. */
export const Fact = z.looseObject({ rule: Rule });

/** What stands beside every sentence: the facts it is made of, in the order it says them; null for one of an earlier version. */
export const Facts = z.array(Fact).nullable();
