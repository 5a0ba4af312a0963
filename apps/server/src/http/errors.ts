import type { FastifyReply } from 'fastify';
import { AppError, type ErrorKind } from '../kernel/errors.js';

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  invalid: 422,
  scoped_fields: 422,
  rate_limited: 429,
  unavailable: 503,
};

/** 401 on every path of the API without a token (docs/wire.md section 4). */
export const NO_TOKEN =
  'No Bearer Token attached to request, please see documentation at /swagger/index.html';

/** Status and body of an error: `error` on all but an invalid request, `errors` there; never both, never a stack trace. */
export function wireError(error: AppError): { status: number; body: Record<string, unknown> } {
  const status = STATUS[error.kind];
  if (error.kind === 'invalid')
    return { status, body: { errors: error.fields ?? { base: [error.message] } } };
  if (error.kind === 'not_found') {
    const { mergedInto: into } = error;
    return { status, body: { status, error: error.message, ...(into && { merged_into: into }) } };
  }
  return { status, body: { error: error.message } };
}

/** What a thrown value means to the caller. Fastify's own refusals keep their meaning; all else is internal. */
export function toAppError(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError) return thrown;
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
  const status =
    typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new AppError('too_large', 'The request body is too large');
  if (status >= 400 && status < 500)
    return new AppError('malformed', 'The request cannot be read', { cause: thrown });
  // 22021, 22P05: text PostgreSQL cannot hold; 22003: a number out of range; 54001: nested too deeply.
  if (['22021', '22P05', '22003', '54001'].includes(code))
    return new AppError('malformed', 'The request contains a value that cannot be stored', { cause: thrown });
  // 54000: longer than an index can hold, in signs of several bytes (a column that is searched or sorted by).
  if (code === '54000')
    return new AppError('invalid', 'A text is too long to be searched for', { cause: thrown });
  if (['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300'].includes(code))
    return new AppError('unavailable', 'The database cannot be reached, try again', { cause: thrown });
  return undefined;
}

/** Says when it may be tried again (RFC 9110 section 10.2.3), if the error knows; all other 429 say a minute (app.ts). */
export function tellWait(reply: FastifyReply, error: unknown): void {
  if (error instanceof AppError && error.retryAfter !== undefined)
    reply.header('retry-after', error.retryAfter);
}

export function sendError(reply: FastifyReply, error: AppError): FastifyReply {
  const { status, body } = wireError(error);
  tellWait(reply, error);
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
}
