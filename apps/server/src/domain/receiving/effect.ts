import type { MeetingEffect } from '../meetings/index.js';
import type { ExitEffect } from '../memberships/index.js';

type SuppressionReason = 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import';

/** What a received message changed, as stored beside it (received_messages.effect): enough to take it back. Times are ISO 8601. */
export interface Effect {
  exits: ExitEffect[];
  pauses: { membership_id: number; until: string; before: string | null }[];
  /** Entries of the suppression list that it made. */
  suppressions: number[];
  /** Entries whose weaker reason was replaced. */
  upgraded?: { id: number; before: SuppressionReason; after: SuppressionReason }[];
  counted: Counted | null;
  /** What it answers to an invitation of ours. */
  meeting?: MeetingEffect;
  /** The e-mail whose fate it settled. That stays: the message is evidence whoever wrote it. */
  settled_email_id: number | null;
  /** The e-mail that was logged because of it. */
  logged_email_id: number | null;
}

/** Counters that went up by one, and moments that were set. */
export interface Counted {
  as: 'reply' | 'bounce';
  email_id: number | null;
  membership_id: number | null;
  template_id: number | null;
  /** people.emails_replied_to or emails_bounced went up: once for each e-mail. */
  first: boolean;
  last_replied_before: string | null;
}

export function noEffect(): Effect {
  return {
    exits: [],
    pauses: [],
    suppressions: [],
    counted: null,
    settled_email_id: null,
    logged_email_id: null,
  };
}

/** Whether there is anything to take back. */
export function changesSomething(effect: Effect): boolean {
  return (
    effect.exits.length > 0 ||
    effect.pauses.length > 0 ||
    effect.suppressions.length > 0 ||
    (effect.upgraded?.length ?? 0) > 0 ||
    effect.meeting !== undefined ||
    effect.counted !== null
  );
}
