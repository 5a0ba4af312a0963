import { say } from '../said.js';
import { append } from '../../events/outbox.js';
import { notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import { setPaused } from '../cadences/cadence-rows.js';
import type { Command } from '../command.js';
import { requeueEmails, resumeActions } from '../memberships/index.js';
import { setSendingPaused } from '../team/user-rows.js';

/**
 * Pauses or resumes a cadence; repeating it changes nothing. E-mails that have not left are taken back; resuming wakes
 * what came due meanwhile. The caller has checked who may.
 */
export async function setCadencePaused(command: Command, id: number, paused: boolean): Promise<void> {
  const { tx, principal, now } = command;
  const team = principal.teamId;
  if (!(await setPaused(tx, team, id, paused, now))) return;
  const whose = { cadenceId: id };
  if (paused) await requeueEmails(tx, team, whose, now, say('cadence_paused', { taken_back: true }));
  else
    await resumeActions({ tx, principal, now }, whose, ['cadence_paused'], say('woken', { what: 'cadence' }));
  await append({ tx, teamId: team, now, userId: principal.userId }, 'cadence_updated', id);
}

/**
 * The same for the automatic e-mails of a user: the user themselves or an admin. @returns since when it is
 * paused. @throws AppError not_found, forbidden
 */
export async function setUserSendingPaused(
  { tx, principal, now }: Command,
  id: number,
  paused: boolean,
): Promise<Date | null> {
  const team = principal.teamId;
  if (principal.userId !== id) requirePermission(principal, 'manage_users', "pause other users' e-mails");
  const user = await tx
    .selectFrom('users')
    .select('sending_paused_at')
    .where('team_id', '=', team)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!user) throw notFound();
  if ((user.sending_paused_at !== null) === paused) return user.sending_paused_at;
  await setSendingPaused(tx, team, id, paused ? now : null, now);
  const whose = { userId: id };
  if (paused) await requeueEmails(tx, team, whose, now, say('user_paused', { taken_back: true }));
  else
    await resumeActions(
      { tx, principal, now },
      whose,
      ['user_paused'],
      say('woken', { what: 'user_sending' }),
    );
  await append({ tx, teamId: team, now, userId: principal.userId }, 'user_updated', id);
  return paused ? now : null;
}
