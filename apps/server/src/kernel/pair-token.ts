import { constantTimeEqual, sign } from './crypto.js';
import { linkKey, type LinkSecret } from './link-secret.js';

/** Names a row of a team in a link, without anybody else being able to make one. */
export interface PairTokens {
  make(teamId: number, id: number): string;
  /** undefined: not one of ours. */
  read(token: string): { teamId: number; id: number } | undefined;
}

/**
 * Links live as long as the e-mails they stand in, so those of older keys still count. `about`: what is signed beside the ids; a
 * token of one kind is none of another. @param secrets SECRET_KEY first
 */
export function pairTokens(secrets: readonly [LinkSecret, ...LinkSecret[]], about: string): PairTokens {
  const keys = secrets.map((secret) => linkKey(secret, 'unsubscribe')) as [Buffer, ...Buffer[]];
  // 132 bits of the MAC: short enough for a header line.
  const mac = (key: Buffer, payload: string) => sign(key, `${about}${payload}`).slice(0, 22);
  return {
    make: (teamId, id) => {
      const payload = `${teamId.toString(36)}.${id.toString(36)}`;
      return `${payload}.${mac(keys[0], payload)}`;
    },
    read: (token) => {
      const match = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/.exec(token);
      if (!match) return undefined;
      const payload = `${match[1]}.${match[2]}`;
      if (!keys.some((key) => constantTimeEqual(mac(key, payload), match[3] ?? ''))) return undefined;
      return { teamId: Number.parseInt(match[1] ?? '', 36), id: Number.parseInt(match[2] ?? '', 36) };
    },
  };
}
