import type { Tx } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import type { MailboxDay } from '../../domain/cadences/index.js';
import { allowance } from '../planning/rules/capacity.js';
import { readCapacities } from '../planning/send-capacity.js';
import { aNewEmail, smaller } from './mailbox-use.js';

/** What those mailboxes of these users that have a limit may send on these days, and what has its place there, by the planner's own reckoning. Only reads. */
export async function capacityAhead(
  tx: Tx,
  teamId: number,
  { userIds, days }: { readonly userIds: readonly number[]; readonly days: readonly string[] },
  now: Date,
): Promise<MailboxDay[]> {
  const users = await tx
    .selectFrom('users as u')
    .innerJoin('teams as t', 't.id', 'u.team_id')
    .select(['u.id', 'u.time_zone', 't.email_daily_limit'])
    .where('u.team_id', '=', teamId)
    .where('u.id', '=', anyOf(userIds))
    .orderBy('u.id')
    .execute();
  const sendings = users.map((user) => aNewEmail(user.id, user.time_zone, user.email_daily_limit));
  if (sendings.length === 0) return [];
  const capacities = await readCapacities({ tx, teamId, now }, sendings, false, false);
  return sendings.flatMap((sending) => {
    const capacity = capacities.byHand(sending);
    return (capacity?.mailboxes ?? []).flatMap((mailbox) =>
      days.flatMap((day) => {
        const limit = smaller(allowance(mailbox, day)?.count ?? null, capacity?.userLimit ?? null);
        if (mailbox.id === null || limit === null) return [];
        return [{ mailboxId: mailbox.id, day, limit, used: mailbox.used.get(day) ?? 0 }];
      }),
    );
  });
}
