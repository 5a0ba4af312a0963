/** PostgreSQL's error, by the SQLSTATE and constraint it names. */
interface PgError {
  code: string;
  message: string;
  constraint?: string;
  routine?: string;
}

function isPgError(error: unknown): error is PgError {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** True when `error` is a violation (23505 unique, 23503 foreign key) of the named constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    isPgError(error) && (error.code === '23505' || error.code === '23503') && error.constraint === constraint
  );
}

/** Serialization failure, deadlock, or a statement that has to be prepared anew: the whole transaction may be tried again. */
export function isRetryable(error: unknown): boolean {
  return isPgError(error) && (error.code === '40001' || error.code === '40P01' || isStalePlan(error));
}

/** Others hold the locks it wants: lock_timeout ran out (55P03), or waiting in a circle was ended (40P01). */
export function isWaitedFor(error: unknown): boolean {
  return isPgError(error) && (error.code === '55P03' || error.code === '40P01');
}

/** A right is missing, or `role` may not be taken or is gone (told by its name: messages are translated). */
export function isRefusedRight(error: unknown, role: string): boolean {
  return (
    isPgError(error) && (error.code === '42501' || (error.code === '22023' && error.message.includes(role)))
  );
}

/**
 * A prepared statement whose result changed by DDL (0A000 "cached plan must not change result type", told by its
 * routine: messages are translated), or that this connection does not know any more (26000).
 */
export function isStalePlan(error: unknown): boolean {
  return (
    isPgError(error) &&
    (error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery'))
  );
}

/**
 * The connection is gone, not the statement at fault: a socket's error, the driver's own, or PostgreSQL saying that it
 * is going away (class 57P, 08). Whether a COMMIT that failed so took effect is not known.
 */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return ['connect', 'read', 'write'].includes(syscall);
  return code === undefined ? /connect/i.test(message) : /^(57P|08)/.test(code);
}
