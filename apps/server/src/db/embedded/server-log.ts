import { chmodSync, existsSync, renameSync, statSync } from 'node:fs';
import { chmod, copyFile, stat, truncate } from 'node:fs/promises';

/**
 * What PostgreSQL writes into its log: its own life, lock waits, fatal ends. No statement, no value and no error of a
 * statement: those come from callers, as long as they like and as often, and the server logs what it cannot answer.
 */
export const LOG_SETTINGS: Readonly<Record<string, string>> = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_statement: 'none',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Bytes of the log, and of the one file kept of what it was before. */
const LOG_LIMIT = 16 * 1024 * 1024;
const LOOK_MS = 30_000;

const before = (log: string): string => `${log}.1`;

/** Before a start, while nobody writes. */
export function rotate(log: string): void {
  if (!existsSync(log) || statSync(log).size <= LOG_LIMIT) return;
  renameSync(log, before(log));
  chmodSync(before(log), 0o600);
}

/**
 * While PostgreSQL writes: it appends to a file that stays open, so the file is copied and emptied. What is written in
 * between is lost. @returns whether it was too large. @throws Error of the file system
 */
export async function rotateRunning(log: string): Promise<boolean> {
  if (!existsSync(log) || (await stat(log)).size <= LOG_LIMIT) return false;
  await copyFile(log, before(log));
  await chmod(before(log), 0o600);
  await truncate(log, 0);
  return true;
}

/** Looks at the log's size from now on; keeps no process alive. @returns what ends that */
export function keepSmall(log: string): () => void {
  // A disk that is full now may not be next time; a log is no reason to end.
  const timer = setInterval(() => void rotateRunning(log).catch(() => undefined), LOOK_MS).unref();
  return () => clearInterval(timer);
}
