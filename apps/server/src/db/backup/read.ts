import { createHash } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BootError } from '../../kernel/boot-error.js';
import { damaged, decrypting, type Opened, readHead, unlock } from './envelope.js';
import { type Frame, frame, framesOf } from './frames.js';
import { End, Manifest, Sequences, type Sequence, shaped, TableEnd, TableStart } from './shape.js';

/** Who takes what a backup holds, in its order. */
export interface Reader {
  manifest?(manifest: Manifest): Promise<void>;
  /** A table begins. @returns who takes its rows, and is told when they are at an end */
  table?(name: string): Promise<Rows>;
  sequences?(sequences: readonly Sequence[]): Promise<void>;
}
export interface Rows {
  write(rows: Buffer): Promise<void>;
  /** @param rows as many as the backup says that there were */
  end(rows: number): Promise<void>;
}

/** What was read: all of it agrees with its counts and hashes. */
export interface Read {
  manifest: Manifest;
  tables: number;
  rows: number;
}

/** Opens a backup's file or stream: its head is read, and the passphrase tried. @throws BootError when it cannot be opened */
export async function openBackup(
  from: Readable,
  passphrase: string | undefined,
): Promise<{ opened: Opened; body: AsyncIterable<Buffer> }> {
  let first = Buffer.alloc(0);
  const chunks = from.iterator({ destroyOnReturn: true }) as AsyncIterator<Buffer>;
  for (;;) {
    const next = await chunks.next();
    if (next.done === true)
      throw first.length === 0 ? new BootError('This is no backup of Cadenza.') : damaged();
    first = Buffer.concat([first, next.value]);
    const head = readHead(first);
    if (head === undefined) continue;
    const opened = await unlock(head, passphrase);
    const rest = first.subarray(head.bytes.length);
    return { opened, body: bodyOf(opened, rest, chunks) };
  }
}

async function* raw(rest: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (rest.length > 0) yield rest;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

/** The body's bytes as they were before they were compressed and encrypted. */
async function* bodyOf(
  { key, bytes }: Opened,
  rest: Buffer,
  chunks: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const ended = () => undefined;
  if (key === undefined) pipeline(raw(rest, chunks), gunzip, ended);
  else pipeline(raw(rest, chunks), decrypting(key, bytes), gunzip, ended);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    throw asDamaged(error);
  }
}

/** What zlib says of bytes that it did not write is said as every other damage. */
function asDamaged(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const torn = code?.startsWith('Z_') === true || message === 'unexpected end of file';
  return torn || code === 'ERR_STREAM_PREMATURE_CLOSE' ? damaged() : error;
}

/**
 * Reads a backup from end to end, handing on what it holds, and holds it against its own counts and hashes.
 * @throws BootError where it does not agree: then nothing of what was handed on may be kept
 */
export async function readBackup(
  from: Readable,
  passphrase: string | undefined,
  reader: Reader = {},
): Promise<Read> {
  const { opened, body } = await openBackup(from, passphrase);
  const frames = framesOf(body);
  const all = createHash('sha256');
  const next = async (): Promise<Frame> => {
    const { value, done } = await frames.next();
    if (done === true) throw damaged();
    if (value.kind !== 'Z') all.update(frame(value.kind, value.payload));
    return value;
  };
  const manifest = shaped(Manifest, payloadOf(await next(), 'M'));
  if (manifest.head_sha256 !== createHash('sha256').update(opened.bytes).digest('hex')) throw damaged();
  await reader.manifest?.(manifest);
  const found = { tables: 0, rows: 0 };
  for (const { name } of manifest.tables) {
    if (shaped(TableStart, payloadOf(await next(), 'T')).name !== name) throw damaged();
    found.rows += await readTable(name, next, await reader.table?.(name));
    found.tables += 1;
  }
  const sequences = shaped(Sequences, payloadOf(await next(), 'S'));
  await reader.sequences?.(sequences);
  const end = shaped(End, payloadOf(await next(), 'Z'));
  const agrees = end.tables === found.tables && end.rows === found.rows && end.sha256 === all.digest('hex');
  if (!agrees || (await frames.next()).done !== true) throw damaged();
  return { manifest, ...found };
}

async function readTable(name: string, next: () => Promise<Frame>, rows: Rows | undefined): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (;;) {
    const each = await next();
    if (each.kind !== 'D') {
      const end = shaped(TableEnd, payloadOf(each, 'E'));
      if (end.name !== name || end.bytes !== bytes || end.sha256 !== hash.digest('hex')) throw damaged();
      await rows?.end(end.rows);
      return end.rows;
    }
    hash.update(each.payload);
    bytes += each.payload.length;
    await rows?.write(each.payload);
  }
}

function payloadOf({ kind, payload }: Frame, wanted: Frame['kind']): Buffer {
  if (kind !== wanted) throw damaged();
  return payload;
}
