import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { secretKeys } from '../config.js';
import { readAttachment } from '../domain/emails/index.js';
import { findFile, openFile } from '../domain/files/index.js';
import { AppError, notFound } from '../kernel/errors.js';
import type { ByteRange } from '../kernel/file-store.js';
import { type LinkedFile, readFileToken } from '../kernel/file-token.js';
import { createStrangerLimiter } from './caller.js';
import type { AppContext } from './context.js';
import { asDownload } from './download.js';

/** Of one network, in a minute. */
const PER_MINUTE = 300;
const CLIENTS = 50_000;

/** A file that is there: its words, and its bytes, all of them or a range. */
interface Found {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly tag: string;
  open(range?: ByteRange): Promise<Readable>;
}

/**
 * `GET /files/{token}`: a file by a signed, short-lived link (docs/files.md). The link is all that is asked for, so that
 * browsers and other programs follow it; it is always a download, never a page of this origin. Ranges are answered, one at a time.
 */
export function mountFiles(app: FastifyInstance, ctx: AppContext): void {
  const mayFetch = createStrangerLimiter(ctx, PER_MINUTE, CLIENTS);
  app.get('/files/:token', async (request, reply) => {
    const now = ctx.clock.now();
    if (!mayFetch(request, now)) throw new AppError('rate_limited', 'Too many downloads, try again later');
    const linked = readFileToken((request.params as { token: string }).token, secretKeys(ctx.config), now);
    if (!linked) throw notFound();
    const found = await foundFile(ctx, linked, now);
    asDownload(reply, found.contentType, found.name)
      .header('cache-control', 'private, no-store')
      .header('accept-ranges', 'bytes')
      .header('etag', found.tag)
      .header('x-robots-tag', 'noindex');
    const condition = request.headers['if-range'];
    const asked = condition === undefined || condition === found.tag ? request.headers.range : undefined;
    return send(reply, found, asked);
  });
}

async function send(reply: FastifyReply, found: Found, asked: string | undefined): Promise<FastifyReply> {
  const range = rangeOf(asked, found.bytes);
  if (range === 'none')
    return reply
      .code(416)
      .header('content-range', `bytes */${found.bytes}`)
      .header('content-length', 0)
      .send();
  if (range === undefined) return reply.header('content-length', found.bytes).send(await found.open());
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${found.bytes}`)
    .header('content-length', range.end - range.start + 1)
    .send(await found.open(range));
}

/** @returns undefined: the whole (RFC 9110 section 14.2: what is not understood is passed over); 'none': nothing of it is there */
function rangeOf(header: string | undefined, bytes: number): ByteRange | 'none' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return undefined;
  if (from === '') {
    const last = Number(to);
    return last === 0 || bytes === 0 ? 'none' : { start: Math.max(0, bytes - last), end: bytes - 1 };
  }
  const start = Number(from);
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (start >= bytes) return 'none';
  return to !== '' && Number(to) < start ? undefined : { start, end };
}

async function foundFile(ctx: AppContext, { kind, teamId, id }: LinkedFile, now: Date): Promise<Found> {
  const db = ctx.database.kysely;
  if (kind === 'attachment') {
    const { name, content_type: contentType, content } = await readAttachment(db, teamId, id);
    const open = async (range?: ByteRange) =>
      Readable.from([range ? content.subarray(range.start, range.end + 1) : content]);
    return { name, contentType, bytes: content.length, tag: `"a${id}"`, open };
  }
  const store = ctx.files;
  if (!store) throw new AppError('unavailable', 'Files cannot be read at the moment');
  const file = await findFile(db, teamId, id, now);
  return {
    name: file.name,
    contentType: file.content_type,
    bytes: file.bytes,
    tag: `"${file.sha256.toString('hex').slice(0, 32)}"`,
    open: (range) => openFile(store, file, range),
  };
}
