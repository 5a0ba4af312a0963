import type { Tx } from '../../db/connect.js';
import type { DueAction } from './planning-rows.js';

/** One team at one moment, in a transaction. */
export interface TeamMoment {
  tx: Tx;
  teamId: number;
  now: Date;
}

/** What of an action its capacity depends on; a one-off e-mail has it too. */
export interface Sending {
  action: Pick<
    DueAction['action'],
    | 'id'
    | 'membership_id'
    | 'step_id'
    | 'user_id'
    | 'automated'
    | 'type'
    | 'booked'
    | 'booked_mailbox_id'
    | 'due_at'
  > &
    Partial<Pick<DueAction['action'], 'decided_by'>>;
  row: Pick<
    DueAction['row'],
    | 'user_time_zone'
    | 'team_email_daily_limit'
    | 'thread_group_id'
    | 'seed'
    | 'team_sandbox'
    | 'team_requires_mailbox'
    | 'server_smtp_url'
  > &
    Partial<Pick<DueAction['row'], 'team_touch_limits'>>;
  /** Whom a touch is for, where limits on touches hold for it; a one-off e-mail and a mailbox that is asked about have none. */
  context?: { person: Pick<DueAction['context']['person'], 'id' | 'account_id' | 'email_address'> };
}
