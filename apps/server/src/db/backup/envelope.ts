import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { promisify } from 'node:util';
import { z } from 'zod';
import { BootError } from '../../kernel/boot-error.js';

/** First line of every backup: what the file is, and the version of its form. */
const MAGIC = 'CADENZA-BACKUP';
const FORM = 1;
/** Bytes of the two lines before the body, at most. */
const LONGEST_HEAD = 4096;
/** Of the body, encrypted piece by piece. */
const PIECE_BYTES = 65_536;
const TAG_BYTES = 16;
/** scrypt's cost: 128 MB and some tenths of a second for each try of a passphrase. */
const COST = 2 ** 17;
/** A file that asks for more would have its reader run out of memory. */
const DEAREST = 2 ** 20;

const Head = z.object({
  cadenza: z.string(),
  made_at: z.string(),
  /** null: nothing is encrypted, and secrets were left out. */
  encryption: z
    .object({
      kdf: z.literal('scrypt'),
      n: z.number().int().min(1024).max(DEAREST),
      r: z.literal(8),
      p: z.literal(1),
      salt: z.string().max(100),
      /** Tells a wrong passphrase from a file that was changed. */
      check: z.string().max(100),
    })
    .nullable(),
});
/** What stands readable before the body. */
export type Head = z.infer<typeof Head>;

/** A head and what its body is written or read with. */
export interface Opened {
  head: Head;
  /** The bytes of both lines: what the body is bound to. */
  bytes: Buffer;
  /** undefined: the body is not encrypted. */
  key: Buffer | undefined;
}

/** Makes the head of a new backup. @param passphrase undefined: nothing is encrypted */
export async function makeHead(
  about: Pick<Head, 'cadenza' | 'made_at'>,
  passphrase: string | undefined,
): Promise<Opened> {
  const salt = randomBytes(16).toString('base64');
  const derived = passphrase === undefined ? undefined : await derive(passphrase, salt, COST);
  const encryption =
    derived === undefined
      ? null
      : { kdf: 'scrypt' as const, n: COST, r: 8 as const, p: 1 as const, salt, check: checkOf(derived) };
  const head = { ...about, encryption };
  const bytes = Buffer.from(`${MAGIC} ${FORM}\n${JSON.stringify(head)}\n`);
  return { head, bytes, key: derived && bodyKey(derived) };
}

/**
 * Reads the head of a file whose first bytes these are. @returns undefined: it needs more of them
 * @throws BootError when this is no backup, or one of a later form
 */
export function readHead(first: Buffer): { head: Head; bytes: Buffer } | undefined {
  const start = first.subarray(0, MAGIC.length).toString('latin1');
  if (start !== MAGIC.slice(0, start.length)) throw new BootError('This is no backup of Cadenza.');
  const end = first.indexOf('\n', first.indexOf('\n') + 1) + 1;
  if (end === 0 || first.indexOf('\n') < 0) {
    if (first.length > LONGEST_HEAD) throw damaged();
    return undefined;
  }
  const bytes = first.subarray(0, end);
  const [magic = '', json = ''] = bytes.toString('utf8').split('\n');
  if (magic !== `${MAGIC} ${FORM}`)
    throw new BootError(
      `This backup has a form of a newer Cadenza (${magic.slice(0, 40)}): use that version.`,
    );
  const parsed = Head.safeParse(parseJson(json));
  if (!parsed.success) throw damaged();
  return { head: parsed.data, bytes };
}

/** The key of a body. @throws BootError when a passphrase is missing or wrong */
export async function unlock(
  { head, bytes }: { head: Head; bytes: Buffer },
  passphrase: string | undefined,
): Promise<Opened> {
  if (head.encryption === null) return { head, bytes, key: undefined };
  if (passphrase === undefined || passphrase === '')
    throw new BootError(
      'This backup is encrypted: give its passphrase by --passphrase-stdin or --passphrase-file FILE.',
    );
  const { salt, n, check } = head.encryption;
  const derived = await derive(passphrase, salt, n);
  const [ours, theirs] = [Buffer.from(checkOf(derived)), Buffer.from(check)];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs))
    throw new BootError('The passphrase does not open this backup.');
  return { head, bytes, key: bodyKey(derived) };
}

const derive = (passphrase: string, salt: string, n: number): Promise<Buffer> =>
  promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)(
    passphrase.normalize('NFC'),
    Buffer.from(salt, 'base64'),
    32,
    { N: n, r: 8, p: 1, maxmem: 256 * n * 8 },
  );
const checkOf = (derived: Buffer): string =>
  createHmac('sha256', derived).update('check').digest('base64').slice(0, 22);
const bodyKey = (derived: Buffer): Buffer => createHmac('sha256', derived).update('body').digest();

/** Never the same twice under one key: the number of the piece, and whether it is the last (STREAM, as age does it). */
function nonceOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(piece), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Cuts what flows through it into pieces of one size and does something to each; the last is known as such. */
class Pieces extends Transform {
  private readonly held: Buffer[] = [];
  private size = 0;
  private count = 0;

  constructor(
    private readonly bytes: number,
    private readonly work: (piece: Buffer, count: number, last: boolean) => Buffer,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.held.push(chunk);
    this.size += chunk.length;
    try {
      // One piece is always kept: whether it is the last only its end tells.
      if (this.size > this.bytes) this.cut();
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.push(this.work(Buffer.concat(this.held), this.count, true));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  private cut(): void {
    let rest = Buffer.concat(this.held);
    while (rest.length > this.bytes) {
      this.push(this.work(rest.subarray(0, this.bytes), this.count, false));
      this.count += 1;
      rest = rest.subarray(this.bytes);
    }
    this.held.splice(0, this.held.length, rest);
    this.size = rest.length;
  }
}

/** Encrypts a body: AES-256-GCM piece by piece, bound to the head, so that none can be left out, moved or added. */
export function encrypting(key: Buffer, head: Buffer): Transform {
  return new Pieces(PIECE_BYTES, (piece, count, last) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count, last));
    cipher.setAAD(head);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  });
}

/** The way back. Fails with a BootError where the file was cut or changed. */
export function decrypting(key: Buffer, head: Buffer): Transform {
  return new Pieces(PIECE_BYTES + TAG_BYTES, (piece, count, last) => {
    if (piece.length < TAG_BYTES) throw damaged();
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(count, last), { authTagLength: TAG_BYTES });
    cipher.setAAD(head);
    cipher.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    try {
      return Buffer.concat([cipher.update(piece.subarray(0, piece.length - TAG_BYTES)), cipher.final()]);
    } catch {
      throw damaged();
    }
  });
}

/** What is said of a file that is not as it was written. */
export const damaged = (): BootError =>
  new BootError(
    'This backup is damaged: it was cut or changed after it was made. Nothing of it can be trusted.',
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
