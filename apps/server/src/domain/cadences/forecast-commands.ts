import { undoable } from '../../events/outbox.js';
import { AppError, invalid, notFound } from '../../kernel/errors.js';
import type { Tx } from '../../db/connect.js';
import type { Command } from '../command.js';
import { addToCadence } from '../memberships/index.js';
import { seesCadence } from '../visibility.js';

/** How far ahead somebody may be put on a cadence in a trial: a year. */
const FURTHEST_MS = 366 * 86_400_000;

/** How long people are put on a cadence in a trial, milliseconds: whose turn has not come then is left out. */
const LONGEST_MS = 10_000;

/** Who is tried on a cadence, and how. */
export interface Tried {
  readonly personIds: readonly number[];
  readonly userId?: number | null | undefined;
  readonly stepId?: number | null | undefined;
  /** When they would be put on it. */
  readonly at: Date;
  readonly longestMs?: number;
}

/** What came of it: memberships that never were by person, and what the command said of those it refused. */
export interface OnTrial {
  readonly added: ReadonlyMap<number, number>;
  readonly refused: ReadonlyMap<number, AppError>;
  /** Who was not looked at, for it took too long. */
  readonly leftOut: number;
}

/**
 * Puts people on a cadence by its own command, a draft as if it were launched, looks, and takes all of it back: no row and no
 * event is left. Their rows are held until the transaction ends. @throws AppError not_found, invalid
 */
export async function onTrial<T>(
  command: Command,
  cadenceId: number,
  { personIds, userId, stepId, at, longestMs = LONGEST_MS }: Tried,
  look: (tx: Tx, trial: OnTrial) => Promise<T>,
): Promise<T> {
  const { tx, principal, now } = command;
  if (at < now) throw invalid('from', 'lies in the past');
  if (at.getTime() - now.getTime() > FURTHEST_MS) throw invalid('from', 'is more than a year ahead');
  const cadence = await tx
    .selectFrom('cadences')
    .select(['owner_id', 'team_cadence', 'shared', 'group_ids', 'draft', 'deleted_at'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', cadenceId)
    .executeTakeFirst();
  if (!cadence || cadence.deleted_at !== null || !seesCadence(principal, cadence)) throw notFound();
  return undoable(
    tx,
    async () => {
      if (cadence.draft)
        await tx
          .updateTable('cadences')
          .set({ draft: false })
          .where('team_id', '=', principal.teamId)
          .where('id', '=', cadenceId)
          .execute();
      const added = new Map<number, number>();
      const refused = new Map<number, AppError>();
      const began = performance.now();
      // In one order, as everybody locks them.
      for (const id of [...personIds].toSorted((a, b) => a - b)) {
        if (performance.now() - began > longestMs) break;
        const input = {
          person_id: id,
          cadence_id: cadenceId,
          ...(userId == null ? {} : { user_id: userId }),
          ...(stepId == null ? {} : { step_id: stepId }),
        };
        try {
          added.set(id, await undoable(tx, () => addToCadence({ ...command, now: at }, input)));
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          refused.set(id, error);
        }
      }
      const leftOut = personIds.length - added.size - refused.size;
      return look(tx, { added, refused, leftOut });
    },
    true,
  );
}
