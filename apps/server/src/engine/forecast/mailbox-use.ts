import type { Tx } from '../../db/connect.js';
import type { MailboxUse } from '../../domain/cadences/index.js';
import { countsOfMailbox, ownerOfMailbox } from '../../domain/mailboxes/index.js';
import { readCapacities } from '../planning/send-capacity.js';
import type { Sending } from '../planning/sending.js';
import { allowance, chooseMailbox } from '../planning/rules/capacity.js';
import { DAY_MS, dateIn } from '../planning/rules/wall-clock.js';

/** Days that bounces are counted over. */
const DAYS = 30;

/** What a mailbox has left of its limits, by the planner's own reckoning; undefined: there is none. Only reads. */
export async function mailboxUse(
  tx: Tx,
  teamId: number,
  id: number,
  now: Date,
): Promise<MailboxUse | undefined> {
  const owner = await ownerOfMailbox(tx, teamId, id);
  if (!owner) return undefined;
  const sending = aNewEmail(owner.user_id, owner.time_zone, owner.email_daily_limit);
  const capacities = await readCapacities({ tx, teamId, now }, [sending], false, false);
  const capacity = capacities.byHand(sending);
  const mailbox = capacity?.mailboxes.find((each) => each.id === id);
  if (!capacity || !mailbox) return undefined;
  const day = dateIn(capacity.zone, now);
  const allowed = allowance(mailbox, day);
  const alone = { ...capacity, mailboxes: [mailbox], thread: undefined, kept: undefined, booked: null };
  const next = chooseMailbox(alone, now, 'next', (at) => at);
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  const counts = await countsOfMailbox(tx, teamId, { id, userId: owner.user_id, since });
  return {
    day,
    used: mailbox.used.get(day) ?? 0,
    limit: smaller(allowed?.count ?? null, capacity.userLimit),
    ramping: allowed?.ramping ?? false,
    nextFree: 'at' in next ? next.at : null,
    because: 'stopped' in next ? next.stopped : 'at' in next ? next.limit?.reason() : undefined,
    ...counts,
  };
}

/** An e-mail that goes on in no conversation and has no place yet. */
export function aNewEmail(userId: number, zone: string, limit: number | null): Sending {
  return {
    action: {
      id: 0,
      membership_id: 0,
      step_id: 0,
      user_id: userId,
      automated: false,
      type: 'email',
      booked: false,
      booked_mailbox_id: null,
      due_at: new Date(0),
    },
    row: {
      user_time_zone: zone,
      team_email_daily_limit: limit,
      thread_group_id: null,
      seed: 'next',
      team_sandbox: false,
      team_requires_mailbox: false,
      server_smtp_url: null,
    },
  };
}

export const smaller = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
