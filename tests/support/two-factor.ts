import { hashPassword } from '../../apps/server/src/domain/identity/passwords.js';
import { codeOf, stepAt } from '../../apps/server/src/domain/identity/totp.js';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for a secret (base 32), so many steps of time from now. */
export function appCode(secret: string, now: Date, steps = 0): string {
  const bits = Array.from(secret, (sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return codeOf(bytes, stepAt(now) + steps);
}

export const OWN_PASSWORD = 'engines weave algebraic patterns';

/** A user of the API signs in with a password of their own from now on. */
export async function givePassword(
  pool: { query(text: string, values: unknown[]): Promise<unknown> },
  userId: number,
): Promise<void> {
  await pool.query('UPDATE users SET password_hash = $1 WHERE id = $2', [
    await hashPassword(OWN_PASSWORD, []),
    userId,
  ]);
}
