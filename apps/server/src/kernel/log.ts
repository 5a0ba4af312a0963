import { hostname } from 'node:os';
import { type DestinationStream, type Logger, pino } from 'pino';
import { VERSION } from './version.js';

const MAX_MESSAGE = 2_000;
const MAX_FRAMES = 30;
const MAX_CAUSES = 3;

/** One error in a line of the log. */
interface LoggedError {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: LoggedError;
}

/**
 * The log of one process, as JSON lines on standard error: each says the role, version and instance (host and process
 * id) it comes from.
 */
export function createLog(
  level: string,
  role: string,
  destination: DestinationStream = pino.destination(2),
): Logger {
  return pino(
    {
      level,
      base: { role, version: VERSION, instance: `${hostname()}:${process.pid}` },
      serializers: { err: (thrown: unknown) => toLogged(thrown, MAX_CAUSES) },
    },
    destination,
  );
}

/**
 * What a log keeps of an error: name, message, code, stack and causes, each cut. Never the rest: drivers hang whole
 * clients on their errors, with every statement and the key that cancels the session.
 */
function toLogged(thrown: unknown, causes: number): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: cut(String(thrown), MAX_MESSAGE) };
  const { code } = thrown as { code?: unknown };
  return {
    type: thrown.name,
    message: cut(thrown.message, MAX_MESSAGE),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(thrown.stack === undefined ? {} : { stack: frames(thrown.stack) }),
    ...(thrown.cause === undefined || causes === 0 ? {} : { cause: toLogged(thrown.cause, causes - 1) }),
  };
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)} ...` : text);

/** Where it was thrown, without the message that stands above and may be long. */
const frames = (stack: string) =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, MAX_FRAMES)
    .join('\n');
