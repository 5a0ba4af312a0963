import { sha256 } from '../../kernel/crypto.js';
import { SealError, type Sealer } from '../../kernel/sealed.js';
import type { Whose } from './two-factor.js';

/** So long after the password the second step may follow. */
export const PASS_MS = 10 * 60_000;
const ABOUT = 'a login after its password';

/** Who gave the right password, until when the second step may follow, and a mark of that password. */
interface Pass extends Whose {
  readonly ends: number;
  readonly mark: string;
}

/** Says, sealed, that somebody gave the right password. It opens nothing by itself. */
export const passOf = (sealer: Sealer, who: Whose, passwordHash: string, now: Date): string => {
  const pass: Pass = { ...who, ends: now.getTime() + PASS_MS, mark: markOf(passwordHash) };
  return sealer.seal(JSON.stringify(pass), ABOUT).toString('base64url');
};

/** undefined: not one of ours, or its time is over. */
export function readPass(sealer: Sealer, text: string, now: Date): Pass | undefined {
  try {
    const pass = JSON.parse(sealer.open(Buffer.from(text, 'base64url'), ABOUT)) as Pass;
    return pass.ends > now.getTime() ? pass : undefined;
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** With another password a pass of before is worth nothing. */
export const markOf = (passwordHash: string): string => sha256(passwordHash).toString('hex').slice(0, 16);
