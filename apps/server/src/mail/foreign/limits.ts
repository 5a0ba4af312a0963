import { HEADER_LIMIT, SOURCE_LIMIT } from './types.js';

const HEADER_FIELDS = 1_000;
/** Lines between parts. A report has three parts, the richest newsletters some dozens. */
const PARTS = 1_000;
/** Different boundaries, nested or one after the other. */
const BOUNDARIES = 50;
/** RFC 2046 allows 70; some programs write more. */
const BOUNDARY_LENGTH = 200;

const LF = 10;
const DASH = 45;

/** Why a header block is not read; undefined when it may be. Linear in its bytes. */
export function excessOfHeader(block: Uint8Array): string | undefined {
  if (block.length >= HEADER_LIMIT) return `Its header is longer than ${HEADER_LIMIT / 1000} kB.`;
  let fields = 0;
  for (let at = 0; at !== -1 && at < block.length; at = next(block, at)) {
    const first = block[at];
    // Continuation lines belong to the field above.
    if (first !== 32 && first !== 9) fields += 1;
  }
  return fields > HEADER_FIELDS ? `Its header has more than ${HEADER_FIELDS} fields.` : undefined;
}

/** Why a message is not read; undefined when it may be. Linear in its bytes: it looks at each line once. `limit` in bytes. */
export function excessOfMessage(raw: Uint8Array, limit = SOURCE_LIMIT): string | undefined {
  if (raw.length > limit) return `It is longer than ${limit / 1_000_000} MB.`;
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const header = excessOfHeader(bytes.subarray(0, headerEnd(bytes)));
  if (header !== undefined) return header;
  const boundaries = new Set<string>();
  let parts = 0;
  for (let at = 0; at !== -1 && at < bytes.length; at = next(bytes, at)) {
    const end = bytes.indexOf(LF, at);
    const line = bytes.subarray(at, end === -1 ? bytes.length : end);
    if (line.length > 10_000) continue;
    if (line[0] === DASH && line[1] === DASH) {
      const text = line.toString('latin1').trimEnd();
      if (boundaries.has(text.slice(2))) parts += 1;
    } else {
      const boundary = boundaryIn(line.toString('latin1'));
      if (boundary !== undefined) boundaries.add(boundary);
    }
    if (parts > PARTS) return `It has more than ${PARTS} parts.`;
    if (boundaries.size > BOUNDARIES) return `Its parts are nested or split more than ${BOUNDARIES} times.`;
  }
  return undefined;
}

/** The value of a boundary parameter in a line of a header; good enough to count with. */
function boundaryIn(line: string): string | undefined {
  const at = line.toLowerCase().indexOf('boundary');
  if (at === -1) return undefined;
  const equals = line.indexOf('=', at);
  if (equals === -1 || equals > at + 12) return undefined;
  const value = line.slice(equals + 1).trim();
  const quoted = value.startsWith('"') ? value.slice(1).split('"')[0] : value.split(';')[0]?.trim();
  return quoted === undefined || quoted === '' || quoted.length > BOUNDARY_LENGTH ? undefined : quoted;
}

/** Where the first empty line begins; the whole length when there is none. */
export function headerEnd(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  const found = [crlf, lf].filter((at) => at !== -1);
  return found.length === 0 ? raw.length : Math.min(...found);
}

/** Where the next line begins; -1 when there is none. */
function next(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end === -1 ? -1 : end + 1;
}
