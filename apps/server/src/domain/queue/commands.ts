import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { lockNamedAction } from '../activities/index.js';
import { findKeptCaller } from '../identity/index.js';
import {
  giveAction,
  isExpired,
  type MembershipContext,
  putOffAction,
  type Action,
  withdrawAction,
} from '../memberships/index.js';
import { say } from '../said.js';
import { seesOwned } from '../visibility.js';

/** How far an action may be put off: a year. */
const FURTHEST_MS = 366 * 86_400_000;

/** @throws AppError invalid while its e-mail is on its way, or behind the end of its cadence; not_found */
export async function snoozeAction(
  command: Command,
  id: number,
  { until: text }: { until: string },
): Promise<void> {
  const { tx, now } = command;
  const until = new Date(text);
  if (until <= now) throw invalid('until', 'must lie in the future');
  if (until.getTime() - now.getTime() > FURTHEST_MS) throw invalid('until', 'is more than a year ahead');
  const { context, action } = await own(command, id);
  const { cadence } = context;
  if (isExpired(cadence, until))
    throw invalid(
      'until',
      `is behind ${cadence.latest_active_date ?? ''}, the last day of the cadence: the person would leave it first`,
    );
  await putOffAction(
    tx,
    action,
    until,
    now,
    say('put_off_by_hand', { until: until.toISOString(), zone: context.zones.user }),
  );
}

/** @throws AppError invalid where the colleague is not active, or does not see the person; not_found */
export async function handOverAction(
  command: Command,
  id: number,
  { user_id: userId }: { user_id: number },
): Promise<void> {
  const { tx, principal, now } = command;
  const { context, action } = await own(command, id);
  const user = await tx
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) throw invalid('user_id', 'could not be found');
  // As what they are now, whatever their role gives.
  const colleague = await findKeptCaller(tx, {
    teamId: principal.teamId,
    userId: user.id,
    granted: null,
    admin: true,
  });
  if (!colleague) throw invalid('user_id', 'is not active');
  if (user.id === action.user_id) throw invalid('user_id', 'has it already');
  if (!(await seesOwned(tx, colleague, context.person.owner_id)))
    throw invalid('user_id', 'does not see the person');
  const said = say('handed_over_by_hand', { user_id: user.id }, { name: user.name ?? user.email });
  await giveAction(tx, action, user.id, now, said);
}

/** @throws AppError invalid where its e-mail is being sent, or may have left; not_found */
export async function dropAction(command: Command, id: number): Promise<void> {
  const { tx, now } = command;
  const { context, action } = await own(command, id, true);
  if (!(await withdrawAction(tx, context, action.id, now, say('skipped_by_hand', {}))))
    throw invalid('id', 'has an e-mail that is being sent, or whose fate is not known yet');
}

/** An open action of the caller's, locked, whose e-mail is not on its way, unless that `may` be. @throws AppError */
async function own(
  command: Command,
  id: number,
  may = false,
): Promise<{ context: MembershipContext; action: Action }> {
  const { tx, principal } = command;
  const locked = await lockNamedAction(tx, principal, id, []);
  if (may) return locked;
  const email = await tx
    .selectFrom('emails')
    .select('state')
    .where('team_id', '=', principal.teamId)
    .where('action_id', '=', id)
    .executeTakeFirst();
  if (email && ['planned', 'queued', 'sending', 'uncertain'].includes(email.state))
    throw invalid('id', `has an e-mail that is ${email.state}: cancel it first`);
  return locked;
}
