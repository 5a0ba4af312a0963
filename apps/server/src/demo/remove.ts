import type { Database } from '../db/connect.js';
import { removeRowsOf } from '../db/remove-team.js';
import { writeAcrossTeams } from '../db/write.js';
import { deleteExpiredFiles, expireFiles } from '../domain/files/index.js';
import { endDemoAccess } from '../domain/identity/index.js';
import { closeDemo, type Demo, forgetDemo } from '../domain/sandbox/index.js';
import type { FileStore } from '../kernel/file-store.js';

/** From now on nobody comes in, and the loop takes it away. */
export async function beginRemoval({ kysely }: Pick<Database, 'kysely'>, demo: Demo): Promise<void> {
  await writeAcrossTeams(kysely, async (tx) => {
    await endDemoAccess(tx, demo.teamId);
    await closeDemo(tx, demo.teamId);
  });
}

/** Takes away a part of a demo: its files, rows by the hundred, at last the team. @returns whether it is gone */
export async function removePart(
  { kysely }: Pick<Database, 'kysely'>,
  store: FileStore,
  demo: Demo,
  now: Date,
): Promise<boolean> {
  const { teamId } = demo;
  if ((await expireFiles(kysely, teamId)) > 0) {
    let problem: unknown;
    await deleteExpiredFiles(kysely, store, now, (error) => (problem = error));
    if (problem !== undefined) throw new Error('a file of the demo could not be removed', { cause: problem });
    return false;
  }
  if ((await removeRowsOf(kysely, teamId, ['files'])) > 0) return false;
  await forgetDemo(kysely, teamId);
  return true;
}
