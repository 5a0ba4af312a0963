import { Busboy } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import qs from 'qs';
import { AppError } from '../kernel/errors.js';

/** Largest request body, in bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;
const MAX_DEPTH = 24;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `a[b]=1&c[]=2` as objects and arrays; later duplicates of a plain name win as arrays. */
export function parseQueryString(text: string): Record<string, unknown> {
  return text === ''
    ? {}
    : qs.parse(text, { depth: 4, arrayLimit: 1000, parameterLimit: 2000, plainObjects: true });
}

/**
 * JSON, form and multipart bodies all become one plain object (reference semantics section 1); a body of another or
 * no declared type is read as JSON, then as a form. @throws AppError malformed, 400
 */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const asBuffer = { parseAs: 'buffer' as const, bodyLimit: BODY_LIMIT };
  app.addContentTypeParser(
    /^application\/(?:[\w.+-]+\+)?json/,
    asBuffer,
    async (_: FastifyRequest, body: Buffer) => parseJson(decode(body)),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    asBuffer,
    async (_: FastifyRequest, body: Buffer) => parseForm(decode(body)),
  );
  app.addContentTypeParser(
    /^multipart\/form-data/,
    { bodyLimit: BODY_LIMIT },
    async (request: FastifyRequest, payload: NodeJS.ReadableStream) => parseMultipart(request, payload),
  );
  app.addContentTypeParser('*', asBuffer, async (_: FastifyRequest, body: Buffer) => {
    const text = decode(body).trim();
    return text === '' || text.startsWith('{') || text.startsWith('[') ? parseJson(text) : parseForm(text);
  });
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (error) {
    throw new AppError('malformed', 'The request body is not valid UTF-8', { cause: error });
  }
}

function parseJson(text: string): Record<string, unknown> {
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
  if (tooDeep(value, MAX_DEPTH)) throw new AppError('malformed', 'The request body is nested too deeply');
  return value as Record<string, unknown>;
}

/** What languages without a type for "no parameters" send for it: PHP's empty array, Go's nil map, an empty text. */
function saysNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((each) => tooDeep(each, left - 1));
}

function parseForm(text: string): Record<string, unknown> {
  return { ...qs.parse(text, { depth: 6, arrayLimit: 5000, parameterLimit: 10_000, plainObjects: true }) };
}

/**
 * Fields of a multipart body under the same naming as a form. The first file becomes name, content_type and content
 * (Base64), the fields of an upload in JSON; fields of those names that were sent too count before it.
 */
function parseMultipart(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown) =>
      reject(new AppError('malformed', 'The multipart body cannot be read', { cause }));
    try {
      const pairs: string[] = [];
      const parser = new Busboy({
        headers: request.headers as { 'content-type': string },
        limits: { fields: 2000, fieldSize: BODY_LIMIT, files: 1, fileSize: BODY_LIMIT },
      });
      parser.on('field', (name, value) =>
        pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
      );
      let file: Record<string, string> = {};
      parser.on('file', (_name, stream, fileName, _encoding, contentType) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => reject(new AppError('too_large', 'The file is too large')));
        stream.on('end', () => {
          const content = Buffer.concat(chunks).toString('base64');
          file = { name: fileName, content_type: contentType, content };
        });
      });
      parser.on('error', refuse);
      parser.on('finish', () => {
        try {
          resolve({ ...file, ...parseForm(pairs.join('&')) });
        } catch (error) {
          refuse(error);
        }
      });
      payload.on('error', refuse);
      // Fastify measures only the bodies it collects itself.
      let length = 0;
      payload.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= BODY_LIMIT) return;
        payload.unpipe(parser);
        payload.resume();
        reject(new AppError('too_large', 'The request body is too large'));
      });
      payload.pipe(parser);
    } catch (error) {
      refuse(error);
    }
  });
}
