import { say } from '../said.js';
import { sql } from 'kysely';
import type { CommandBy } from '../command.js';
import { receivedSeenBy } from '../visibility.js';
import { AppError, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { completeAction } from '../activities/index.js';
import {
  lockPerson,
  lockMembership,
  pauseMembership,
  resumeMembership,
  undoExit,
} from '../memberships/index.js';
import { undoAnswer } from '../meetings/index.js';
import { unsuppressOfMessage, weaken } from '../suppressions/index.js';
import { sayAgain } from './again-commands.js';
import { uncount } from './count-commands.js';
import { changesSomething, type Effect } from './effect.js';

type UndoCommand = CommandBy<Pick<Principal, 'teamId' | 'userId' | 'admin'>>;

export interface UndoResult {
  /** Memberships that are on their cadence again, or no longer paused. */
  restored: number[];
  /** Those that could not be brought back, and why. */
  left: { membership_id: number; reason: string }[];
}

/**
 * Takes back what a received message changed: the place in the cadence, stage, counters, flags, suppression, pauses.
 * The message stays. Repeating it changes nothing. @throws AppError not_found; conflict when it changed nothing
 */
export async function undoReceived(command: UndoCommand, id: number): Promise<UndoResult> {
  const { tx, principal: who, now } = command;
  const { teamId } = who;
  const key = await tx
    .selectFrom('received_messages')
    .select(['person_id'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    // As in the view: what a rep cannot see, a rep cannot undo.
    .where(receivedSeenBy(who, 'received_messages'))
    .executeTakeFirst();
  if (!key) throw notFound();
  // The person's lock first, as everywhere.
  if (key.person_id !== null) await lockPerson(tx, teamId, key.person_id);
  const message = await tx
    .selectFrom('received_messages')
    .select(['person_id', 'membership_id', 'effect', 'undone_at', 'received_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const effect = message.effect as Effect | null;
  if (message.person_id === null || effect === null || !changesSomething(effect))
    throw new AppError('conflict', 'The message changed nothing that could be undone');
  if (message.undone_at !== null) return { restored: [], left: [] };
  const result = await undoEffect(command, { ...message, id, person_id: message.person_id }, effect);
  await sql`UPDATE received_messages SET undone_at = ${now}, undone_by_id = ${who.userId}, suggestion_answer = NULL, suggestion_answered_at = NULL, suggestion_answered_by_id = NULL, updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
  return result;
}

/**
 * What the message changed is taken back, except what others that came after it say as well: whoever answered twice stays
 * off the cadence. The caller holds the locks of person and message.
 */
export async function undoEffect(
  command: UndoCommand,
  message: Parameters<typeof sayAgain>[1] & { readonly received_at: Date },
  effect: Effect,
): Promise<UndoResult> {
  const { tx, principal, now } = command;
  const result: UndoResult = { restored: [], left: [] };
  // Flags first (do not contact would keep the memberships ended), then the last exit first.
  if (effect.suppressions.length > 0) await unsuppressOfMessage(command, effect.suppressions);
  for (const { id, before, after } of effect.upgraded ?? []) await weaken(command, id, after, before);
  for (const exit of effect.exits.toReversed()) {
    const undone = await undoExit(tx, withoutRepeatedFlags(exit, effect), now, {
      byUserId: principal.userId,
      complete: completeAction,
    });
    result.restored.push(...undone.restored);
    result.left.push(...undone.left);
  }
  for (const pause of effect.pauses) await endPause(command, pause, result);
  if (effect.counted) await uncount(command, message.person_id, effect.counted, message.received_at);
  await sayAgain(command, message, effect, result);
  // It counts for a cadence, whose row many share: last.
  if (effect.meeting) await undoAnswer({ tx, teamId: principal.teamId, now }, effect.meeting);
  return result;
}

/** Several memberships ended at once: the first exit set the person's flags, and all must see them gone. */
function withoutRepeatedFlags(exit: Effect['exits'][number], effect: Effect): Effect['exits'][number] {
  return {
    ...exit,
    flags: Object.assign({}, ...effect.exits.map(({ flags }) => flags)) as typeof exit.flags,
  };
}

async function endPause(
  command: UndoCommand,
  pause: Effect['pauses'][number],
  result: UndoResult,
): Promise<void> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const context = await lockMembership(tx, teamId, pause.membership_id);
  const { paused_until: until } = context.membership;
  if (until === null || until.toISOString() !== pause.until) {
    result.left.push({ membership_id: pause.membership_id, reason: 'The pause was changed since.' });
    return;
  }
  await resumeMembership(command, context);
  if (pause.before !== null && new Date(pause.before) > now) {
    const again = await lockMembership(tx, teamId, pause.membership_id);
    await pauseMembership(
      command,
      again,
      new Date(pause.before),
      say('membership_paused', { by: 'before_auto_reply', until: pause.before.slice(0, 10) }),
    );
  }
  result.restored.push(pause.membership_id);
}
