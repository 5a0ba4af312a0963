import type { Tx } from '../db/connect.js';
import type { Command } from './command.js';

/** What a part of a long command needs to know of who asked. */
export interface Part {
  readonly tx: Tx;
  readonly principal: Pick<Command['principal'], 'teamId' | 'userId'>;
  readonly now: Date;
  readonly subjectId: number;
  /** Rows up to this id are done. */
  readonly after: number;
}

/** The last row that was done and how many; `last` is undefined when nothing is left. */
export interface PartDone {
  readonly last: number | undefined;
  readonly done: number;
}

export type LongCommandKind = 'detach_people' | 'stop_contacting';

/**
 * Does the first part at once, in the command's own transaction; what is left is stored with it, and the engine goes on
 * as soon as it is committed, in short transactions, also after `kill -9` (docs/decisions/0021-long-commands.md).
 */
export async function beginLong(
  { tx, principal, now }: Command,
  kind: LongCommandKind,
  subjectId: number,
  work: (part: Part) => Promise<PartDone>,
): Promise<void> {
  const { last, done } = await work({ tx, principal, now, subjectId, after: 0 });
  if (last === undefined) return;
  await tx
    .insertInto('long_commands')
    .values({
      team_id: principal.teamId,
      started_at: now,
      kind,
      subject_id: subjectId,
      user_id: principal.userId,
      after_id: last,
      done,
    })
    .execute();
}
