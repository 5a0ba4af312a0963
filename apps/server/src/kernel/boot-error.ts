/**
 * A reason not to start that the operator can act on: a port in use, an unwritable folder, an unreachable or too
 * old database. The message is one line in plain words; the composition root prints it and exits with 1, without a
 * stack trace.
 */
export class BootError extends Error {
  override readonly name = 'BootError';
}
