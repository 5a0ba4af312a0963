import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListSpec } from '@cadenza/contract';
import type * as z from 'zod';
import type { ReadContext } from '../db/listing.js';
import { AppError, type FieldErrors, forbidden, invalidFields, notFound } from '../kernel/errors.js';
import { linkSigning } from '../kernel/file-token.js';
import { nearestName } from '../kernel/nearest.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import { uploadedPart } from './body.js';
import type { AppContext } from './context.js';
import type { ListRequest } from './params.js';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
    /** Asks again whom the request's token or session stands for: what lasts long looks from time to time. */
    callerAgain: ((now: Date) => Promise<Principal | null>) | null;
  }
}

/** @throws AppError unauthenticated or forbidden */
export function authorize(request: FastifyRequest, scope: string | null): Principal {
  const { principal } = request;
  if (!principal) throw new AppError('unauthenticated', 'Invalid Bearer token');
  if (scope !== null && !hasScope(principal, scope))
    // Clients look for the first words.
    throw forbidden(`The token does not have the required scopes: ${scope}`);
  return principal;
}

/** @throws AppError scoped_fields when a filter asks for what the token may not read, forbidden when it is none for programs of others */
export function requireScopedFields(spec: ListSpec, { query }: ListRequest, principal: Principal): void {
  for (const { filter } of query.conditions) {
    const known = spec.filters[filter];
    if (known?.kind === 'strings' && known.internal && principal.via === 'oauth')
      throw forbidden(`${filter} is not for OAuth applications`);
    if (known?.kind === 'strings' && known.needs !== undefined && !hasScope(principal, known.needs))
      throw new AppError(
        'scoped_fields',
        'Requested scoped field(s) could not be returned, required scope access not included.',
      );
  }
}

export function readContext(
  context: Pick<AppContext, 'config' | 'clock'>,
  principal: Principal,
  now: Date,
): ReadContext {
  const links = linkSigning(context.config.secretKey, principal.teamId, context.clock.now());
  return {
    team: principal.teamId,
    tz: principal.timeZone,
    base: context.config.publicUrl,
    user: principal.userId,
    admin: principal.admin,
    group: principal.groupId,
    open: principal.teamOpen,
    contents: hasScope(principal, 'email_contents:read'),
    scopes: scopesOf(principal),
    now,
    links_until: links.until,
    link_key: links.key,
    application: principal.application,
  };
}

const texts = new WeakMap<ReadonlySet<string>, string>();

/** Made once for each set: a caller who is remembered asks often. */
function scopesOf({ scopes }: Principal): string | undefined {
  if (scopes === 'all') return undefined;
  let text = texts.get(scopes);
  if (text === undefined) texts.set(scopes, (text = [...scopes].join(' ')));
  return text;
}

export function sendJson(reply: FastifyReply, json: string, status = 200): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(json);
}

/** An id in the path that is no integer names nothing: 404. */
export function integerId(request: FastifyRequest, name = 'id'): number {
  const given = (request.params as Record<string, string>)[name] ?? '';
  const value = Number(given);
  if (!/^\d{1,16}$/.test(given) || !Number.isSafeInteger(value)) throw notFound();
  return value;
}

/** The body with query parameters beneath it: documented query parameters of writes are sent either way. */
export function parseBody<S extends z.ZodObject>(schema: S, request: FastifyRequest): z.output<S> {
  const body = request.body as Record<string, unknown> | null | undefined;
  requireReadFile(schema, body);
  return parseWith(
    schema,
    { ...(request.query as object), ...(body ?? {}) },
    strict(request) ? Object.keys(schema.shape) : undefined,
  );
}

/** What of a body has no meaning, and whether that is refused. */
export interface Unknown {
  /** Our own addition: nobody writes names for it that another server knew (decision 45). */
  refused: boolean;
  /** Names of the record: who changes or copies what was read sends all of it back. */
  record?: z.ZodObject;
}

/**
 * parseBody for a write. On our own additions a name that is not known is refused, with the nearest that is: a misspelt
 * `send_after` would send at once. Where the original ignores them the answer says which were ignored; but who asks for a
 * dry run of what has none is refused everywhere.
 */
export function parseWrite<S extends z.ZodObject>(
  schema: S,
  request: FastifyRequest,
  reply: FastifyReply,
  { refused, record }: Unknown,
): z.output<S> {
  const given = Object.keys((request.body as object | null | undefined) ?? {});
  const known = Object.keys(schema.shape);
  const file = uploadedPart(request.body) === undefined ? [] : ['name', 'content_type', 'content'];
  const surplus = given
    .filter((name) => !known.includes(name) && !file.includes(name))
    .filter((name) => record === undefined || !(name in record.shape))
    .slice(0, MAX_ERRORS);
  if (refused && surplus.length > 0 && !strict(request)) throw invalidFields(unknownNames(surplus, known));
  const dry = surplus.filter((name) => asksForDryRun(name, (request.body as Record<string, unknown>)[name]));
  if (dry.length > 0) throw invalidFields(unknownNames(dry, known));
  const sayable = surplus.filter((name) => /^[\w.[\]-]{1,100}$/.test(name)).slice(0, 20);
  if (sayable.length > 0) reply.header('ignored-parameters', sayable.join(', '));
  return parseBody(schema, request);
}

/** Whether a name, however it is written, means that nothing shall stay. */
const asksForDryRun = (name: string, value: unknown): boolean =>
  name.replaceAll(/[-_ ]/g, '').toLowerCase() === 'dryrun' &&
  ![false, 0, null, 'false', '0', ''].includes(value as string);

function unknownNames(surplus: readonly string[], known: readonly string[]): FieldErrors {
  const errors: FieldErrors = Object.create(null) as FieldErrors;
  for (const name of surplus) {
    const near = nearestName(name, known);
    errors[shortened(name)] = [
      `is not a parameter of this endpoint${near === undefined ? '' : `: did you mean ${near}?`}`,
    ];
  }
  return errors;
}

/**
 * Taken without a word a file would be lost: only what has a place for its content takes one. @throws AppError invalid
 */
export function requireReadFile(schema: z.ZodObject, body: unknown): void {
  const file = uploadedPart(body);
  if (file !== undefined && !('content' in schema.shape))
    throw invalidFields({ [shortened(file)]: ['is a file, which this endpoint does not read'] });
}

/** Faults that one answer tells: whoever sends more has another problem. */
const MAX_ERRORS = 50;
/** Callers choose names; an answer repeats no more of one. */
const shortened = (name: string) => (name.length > 100 ? `${name.slice(0, 100)}...` : name);

/** Names that nobody asked for, the first of them: one look at each, of 20,000 as well. */
function surplusOf(input: object, asked: readonly string[]): string[] {
  const known = new Set(asked);
  const found: string[] = [];
  for (const key of Object.keys(input)) {
    if (found.length >= MAX_ERRORS) break;
    if (!known.has(key)) found.push(key);
  }
  return found;
}

/** @throws AppError invalid with the first fields that are wrong, at most MAX_ERRORS of them. */
export function parseWith<S extends z.ZodObject>(
  schema: S,
  input: unknown,
  onlyKeys?: string[],
): z.output<S> {
  const result = schema.safeParse(input);
  // No prototype: callers choose the names.
  const errors: FieldErrors = Object.create(null) as FieldErrors;
  const surplus = onlyKeys ? surplusOf(input as object, onlyKeys) : [];
  for (const key of surplus) errors[shortened(key)] = ['is not a parameter of this endpoint'];
  if (result.success && surplus.length === 0) return result.data;
  for (const issue of result.error?.issues.slice(0, MAX_ERRORS) ?? []) {
    const missing =
      issue.path.length === 1 && (input as Record<string, unknown>)[String(issue.path[0])] === undefined;
    const field = shortened(String(issue.path[0] ?? 'base'));
    const place = issue.path.length > 1 ? `${shortened(issue.path.slice(1).join('.'))} ` : '';
    (errors[field] ??= []).push(missing ? 'is required' : `${place}${issue.message}`);
  }
  throw invalidFields(errors);
}

/** `Prefer: handling=strict` (RFC 7240). */
export const strict = (request: FastifyRequest) =>
  /(^|[,;\s])handling=strict\b/.test(String(request.headers['prefer'] ?? ''));

/** @throws AppError malformed */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key === '' || key.length > 255)
    throw new AppError('malformed', 'Idempotency-Key must be 1 to 255 characters');
  return key;
}
