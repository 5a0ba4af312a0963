import { constantTimeEqual, sign } from './crypto.js';
import { linkKey, type LinkSecret } from './link-secret.js';

/** Says which e-mail an unsubscribe link belongs to, without anybody else being able to make one. */
export interface UnsubscribeTokens {
  make(teamId: number, emailId: number): string;
  /** undefined: not one of ours. */
  read(token: string): { teamId: number; emailId: number } | undefined;
}

/** Links live as long as the e-mails they stand in, so those of older keys still count. @param secrets SECRET_KEY first */
export function unsubscribeTokens(secrets: readonly [LinkSecret, ...LinkSecret[]]): UnsubscribeTokens {
  const keys = secrets.map((secret) => linkKey(secret, 'unsubscribe')) as [Buffer, ...Buffer[]];
  // 132 bits of the MAC: short enough for a header line.
  const mac = (key: Buffer, payload: string) => sign(key, payload).slice(0, 22);
  return {
    make: (teamId, emailId) => {
      const payload = `${teamId.toString(36)}.${emailId.toString(36)}`;
      return `${payload}.${mac(keys[0], payload)}`;
    },
    read: (token) => {
      const match = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/.exec(token);
      if (!match) return undefined;
      const payload = `${match[1]}.${match[2]}`;
      if (!keys.some((key) => constantTimeEqual(mac(key, payload), match[3] ?? ''))) return undefined;
      return { teamId: Number.parseInt(match[1] ?? '', 36), emailId: Number.parseInt(match[2] ?? '', 36) };
    },
  };
}
