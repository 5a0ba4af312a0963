import type { Db } from '../db/connect.js';
import { cancelLong, isCancellable, listLong, retryLong } from '../domain/long-commands.js';
import type { Command } from '../domain/command.js';
import type { Principal } from '../kernel/principal.js';
import type { Answer, Reader } from './handler-types.js';
import { wireTime } from './wire-time.js';

/** The newest that are told. */
const TOLD = 100;

/** GET /v2/long_commands: what is still to come of commands over many rows, and which were given up; the caller's own, and everybody's for admins. */
export async function readLongCommands({ app, principal }: Reader): Promise<string> {
  return JSON.stringify(await told(app.database.kysely, principal));
}

/** POST /v2/long_commands/{id}/retry. @throws AppError forbidden, not_found, invalid */
export async function retryLongCommand(
  command: Command,
  { params: { id } }: { params: { id: number } },
): Promise<Answer> {
  await retryLong(command, id);
  const [row] = await told(command.tx, command.principal, id);
  return async () => JSON.stringify(row);
}

/** POST /v2/long_commands/{id}/cancel. @throws AppError not_found, invalid */
export async function cancelLongCommand(
  command: Command,
  { params: { id } }: { params: { id: number } },
): Promise<Answer> {
  await cancelLong(command, id);
  const [row] = await told(command.tx, command.principal, id);
  return async () => JSON.stringify(row);
}

async function told(db: Db, principal: Principal, id?: number): Promise<object[]> {
  const rows = await listLong(db, principal, { id, limit: TOLD });
  const timeOf = (at: Date | null) => at && wireTime(at, principal.timeZone);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    record: row.subject_id === 0 ? null : { id: row.subject_id },
    total: row.total,
    done: row.done,
    started_at: wireTime(row.started_at, principal.timeZone),
    user: { id: row.user_id },
    failed_at: row.cancelled_at ? null : timeOf(row.failed_at),
    problem: row.cancelled_at ? null : row.problem,
    cancelled_at: timeOf(row.cancelled_at),
    cancellable: row.failed_at === null && isCancellable(row.kind),
  }));
}
