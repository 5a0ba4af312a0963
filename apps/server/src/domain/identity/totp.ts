import { createHmac } from 'node:crypto';
import { constantTimeEqual } from '../../kernel/crypto.js';

/** What every authenticator app takes without asking (RFC 6238): SHA-1, six digits, half a minute. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Bytes of a secret: as many as the hash has (RFC 4226, section 4). */
export const SECRET_BYTES = 20;
/** Steps that a clock may be off, to either side. */
const DRIFT = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 without padding: how apps take a secret that is typed. */
export function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31];
}

/** The code of a step of time (RFC 4226, section 5.3). */
export function codeOf(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/** The step a code is of, among those a clock may be off by; undefined: of none. All are tried, whichever fits. */
export function stepOf(secret: Buffer, code: string, now: Date): number | undefined {
  let found: number | undefined;
  for (let step = stepAt(now) - DRIFT; step <= stepAt(now) + DRIFT; step += 1)
    if (constantTimeEqual(codeOf(secret, step), code)) found = step;
  return found;
}

/** What an authenticator app reads from the picture. */
export function otpauthUri(secret: Buffer, account: string): string {
  const label = `Cadenza:${account}`;
  return `otpauth://totp/${encodeURIComponent(label)}?secret=${base32(secret)}&issuer=Cadenza`;
}
