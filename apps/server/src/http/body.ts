import type { FastifyInstance, FastifyRequest } from 'fastify';
import qs from 'qs';
import { AppError } from '../kernel/errors.js';
import { readMultipart } from './multipart.js';
import type { Uploads } from './upload-types.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a JSON body, where it is more than MAX_VALUES (OperationSpec.values). */
    mostValues?: number;
  }
}

/** Largest body of a request of the API, in bytes: an attachment, or a list to import. */
export const API_BODY_LIMIT = 5 * 1024 * 1024;
/** Everywhere else (login, OAuth, opt-out, pages, unknown paths): nobody needs a token to send one. */
export const BODY_LIMIT = 64 * 1024;
/** How deep a body may be nested. */
const MAX_DEPTH = 24;
/** Names, list elements, objects and lists of a JSON body together, unless its operation takes more. */
export const MAX_VALUES = 20_000;
/** Parameters of a query or form. */
const MAX_PARAMETERS = 1000;
/** Above it `a[5]` and the elements of `a[]` become an object by number, which filters read as a list all the same. */
const ARRAY_LIMIT = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `a[b]=1&c[]=2` as objects and arrays; later duplicates of a plain name win as arrays. */
export function parseQueryString(text: string): Record<string, unknown> {
  return text === ''
    ? {}
    : qs.parse(text, {
        depth: 4,
        arrayLimit: ARRAY_LIMIT,
        parameterLimit: MAX_PARAMETERS,
        plainObjects: true,
      });
}

/**
 * JSON, form and multipart bodies all become one plain object (docs/wire.md section 1); a body of another or
 * no declared type is read as JSON, then as a form. @throws AppError malformed, 400
 */
export function registerBodyParsers(app: FastifyInstance, uploads: Uploads): void {
  app.removeAllContentTypeParsers();
  // How long it may be is a matter of the route.
  const asBuffer = { parseAs: 'buffer' as const };
  app.addContentTypeParser(
    /^application\/(?:[\w.+-]+\+)?json/,
    asBuffer,
    async (request: FastifyRequest, body: Buffer) => parseJson(body, mostValues(request)),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    asBuffer,
    async (_: FastifyRequest, body: Buffer) => parseForm(decode(body)),
  );
  app.addContentTypeParser(
    /^multipart\/form-data/,
    async (request: FastifyRequest, payload: NodeJS.ReadableStream) =>
      parseMultipart(request, payload, uploads),
  );
  app.addContentTypeParser(FILE_TYPES, async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    if (!uploads.takes(request))
      return parseAny(
        await collected(payload, request.routeOptions.bodyLimit ?? BODY_LIMIT),
        mostValues(request),
      );
    const name = (request.query as Record<string, unknown>)['name'];
    const stream = payload as unknown as AsyncIterable<Uint8Array>;
    const kept = await uploads.keep(request, { name: 'people.csv', stream });
    return { ...kept, ...(typeof name === 'string' ? { name } : {}) };
  });
  app.addContentTypeParser('*', asBuffer, async (request: FastifyRequest, body: Buffer) =>
    parseAny(body, mostValues(request)),
  );
}

/** Types of a body that may be a file as it is. */
const FILE_TYPES =
  /^(?:text\/csv|text\/tab-separated-values|application\/csv|application\/vnd\.ms-excel|application\/octet-stream)/;

const mostValues = ({ routeOptions }: FastifyRequest): number => routeOptions.config.mostValues ?? MAX_VALUES;

function parseAny(body: Buffer, most: number): Record<string, unknown> {
  const first = body.find((byte) => !BLANK.includes(byte));
  return first === undefined || first === OPEN_OBJECT || first === OPEN_LIST
    ? parseJson(body, most)
    : parseForm(decode(body).trim());
}

/** @throws AppError too_large */
async function collected(payload: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new AppError('too_large', 'The request body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (error) {
    throw new AppError('malformed', 'The request body is not valid UTF-8', { cause: error });
  }
}

function parseJson(body: Buffer, most: number): Record<string, unknown> {
  const problem = oversized(body, most);
  if (problem !== undefined) throw new AppError('malformed', problem);
  const text = decode(body);
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('malformed', 'The request body is not valid JSON', { cause: error });
  }
  if (saysNothing(value)) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('malformed', 'The request body must be a JSON object');
  return value as Record<string, unknown>;
}

/** What languages without a type for "no parameters" send for it: PHP's empty array, Go's nil map, an empty text. */
function saysNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const BLANK = [0x20, 0x09, 0x0a, 0x0d];

/**
 * Why a JSON text is more than anybody needs, looked at byte by byte before anything is made of it: an object of
 * 300,000 names holds the process for seconds, so one has MAX_VALUES of them wherever there may be more values than that.
 * Linear; whether it is JSON at all is for the parser to say.
 */
export function oversized(body: Buffer, most = MAX_VALUES): string | undefined {
  let depth = 0;
  let values = 1;
  /** Of each level, how many its object has; lists are not counted. */
  const names: number[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = stringEnd(body, at);
    } else if (byte === COMMA) {
      values += 1;
      const named = (names[depth] ?? 0) + 1;
      names[depth] = named;
      if (named > MAX_VALUES) return `An object of the request body has more than ${MAX_VALUES} names`;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
      values += 1;
      names[depth] = byte === OPEN_OBJECT ? 1 : Number.NEGATIVE_INFINITY;
      if (depth > MAX_DEPTH) return 'The request body is nested too deeply';
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth = Math.max(0, depth - 1);
    if (values > most) return `The request body has more than ${most} values`;
  }
  return undefined;
}

/** Where the string that begins at `start` ends; the end of the body where it does not. */
function stringEnd(body: Buffer, start: number): number {
  let at = start + 1;
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** Blanks of a form, written as `+`: each costs the decoder more than a hundred other characters. */
const MAX_BLANKS = 200_000;

/** @throws AppError malformed for more parameters than a form of the API has, and for bytes that are no UTF-8 */
function parseForm(text: string): Record<string, unknown> {
  requireUtf8(text);
  let parameters = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    parameters += 1;
    if (parameters > MAX_PARAMETERS)
      throw new AppError('malformed', `The request body has more than ${MAX_PARAMETERS} parameters`);
  }
  let blanks = 0;
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
    blanks += 1;
    if (blanks > MAX_BLANKS) throw new AppError('too_large', 'The form is too large: send JSON');
  }
  // A percent sign that begins no escape is one: the parser would leave the whole value as it is written.
  const whole = text.replace(/%(?![0-9a-f]{2})/gi, '%25');
  return {
    ...qs.parse(whole, {
      depth: 6,
      arrayLimit: ARRAY_LIMIT,
      parameterLimit: MAX_PARAMETERS,
      plainObjects: true,
    }),
  };
}

/** Escapes in another encoding (`M%FCller`): the parser would keep them as they are, for a name. */
function requireUtf8(text: string): void {
  try {
    decodeURIComponent((text.match(/(?:%[89a-f][0-9a-f])+/gi) ?? []).join('+'));
  } catch (error) {
    throw new AppError('malformed', 'The request body is not valid UTF-8', { cause: error });
  }
}

/** Bodies that carried a file, and the name of its part. */
const fileParts = new WeakMap<object, string>();

/** The name of the part that was a file; undefined: there was none. */
export const uploadedPart = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null ? fileParts.get(body) : undefined;

/**
 * Fields of a multipart body under the same naming as a form. The first file becomes name, content_type and content
 * (Base64), the fields of an upload in JSON; fields of those names that were sent too count before it.
 */
async function parseMultipart(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  uploads: Uploads,
): Promise<Record<string, unknown>> {
  if (uploads.takes(request)) return parseUpload(request, payload, uploads);
  const { pairs, file } = await readMultipart(
    request.headers['content-type'] ?? '',
    payload,
    request.routeOptions.bodyLimit ?? BODY_LIMIT,
  );
  const body = { ...file?.fields, ...parseForm(pairs.join('&')) };
  if (file !== undefined) fileParts.set(body, file.part);
  return body;
}

/** The same where the file is kept as it comes, whatever its size. Its name counts unless a field says another. */
async function parseUpload(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  uploads: Uploads,
): Promise<Record<string, unknown>> {
  const { pairs, kept } = await readMultipart(
    request.headers['content-type'] ?? '',
    payload,
    uploads.limit + API_BODY_LIMIT,
    { fieldSize: BODY_LIMIT, keep: (upload) => uploads.keep(request, upload) },
  );
  return { ...parseForm(pairs.join('&')), ...kept };
}
