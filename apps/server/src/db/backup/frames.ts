import { damaged } from './envelope.js';

/**
 * A body is a row of frames: a letter, the length of what follows (4 bytes, big-endian), and that.
 * M: the manifest. T: a table begins. D: rows of it, as COPY writes them. E: it ends, with counts and hash. S: sequences.
 * Z: the end, with the hash of all that stood before.
 */
export type Kind = 'M' | 'T' | 'D' | 'E' | 'S' | 'Z';
const KINDS: ReadonlySet<string> = new Set<Kind>(['M', 'T', 'D', 'E', 'S', 'Z']);
const HEAD_BYTES = 5;
/** Bytes of one frame: what is written is smaller, what asks to read more is damaged. */
const LARGEST_FRAME = 16 * 1024 * 1024;
/** Bytes of rows in one frame. */
const ROWS_AT_ONCE = 256 * 1024;

export interface Frame {
  kind: Kind;
  payload: Buffer;
}

/** One frame as bytes. */
export function frame(kind: Kind, payload: Buffer | object): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(kind, 'latin1');
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Rows as COPY hands them out, in frames of bounded size. */
export function* rowFrames(rows: Buffer): Generator<Buffer> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    yield frame('D', rows.subarray(at, at + ROWS_AT_ONCE));
}

/** The frames of a body, however its bytes come in pieces. @throws BootError where it ends in the middle of one */
export async function* framesOf(body: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer[] = [];
  let size = 0;
  /** Bytes without which there is no whole frame. */
  let wanted = HEAD_BYTES;
  for await (const chunk of body) {
    held.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    let rest = Buffer.concat(held);
    for (wanted = wholeFrame(rest); rest.length >= wanted; wanted = wholeFrame(rest)) {
      yield { kind: kindOf(rest), payload: rest.subarray(HEAD_BYTES, wanted) };
      rest = rest.subarray(wanted);
    }
    held = [rest];
    size = rest.length;
  }
  if (size > 0) throw damaged();
}

/** Bytes of the frame that begins here; as many as tell it where they are too few. */
function wholeFrame(rest: Buffer): number {
  if (rest.length < HEAD_BYTES) return HEAD_BYTES;
  const length = rest.readUInt32BE(1);
  if (length > LARGEST_FRAME) throw damaged();
  return HEAD_BYTES + length;
}

function kindOf(rest: Buffer): Kind {
  const kind = rest.toString('latin1', 0, 1);
  if (!KINDS.has(kind)) throw damaged();
  return kind as Kind;
}
