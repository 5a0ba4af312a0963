import { constantTimeEqual, sign } from './crypto.js';
import { linkKey, type LinkSecret } from './link-secret.js';

/** Says whose mails about notices a link is about, without anybody else being able to make one. */
interface NoticeTokens {
  make(teamId: number, userId: number): string;
  /** undefined: not one of ours. */
  read(token: string): { teamId: number; userId: number } | undefined;
}

/** Links live as long as the mails they stand in, so those of older keys still count. @param secrets SECRET_KEY first */
export function noticeTokens(secrets: readonly [LinkSecret, ...LinkSecret[]]): NoticeTokens {
  const keys = secrets.map((secret) => linkKey(secret, 'unsubscribe')) as [Buffer, ...Buffer[]];
  // By a prefix of its own: no link of an e-mail to a person is one of these, nor the other way round.
  const mac = (key: Buffer, payload: string) => sign(key, `notices of ${payload}`).slice(0, 22);
  return {
    make: (teamId, userId) => {
      const payload = `${teamId.toString(36)}.${userId.toString(36)}`;
      return `${payload}.${mac(keys[0], payload)}`;
    },
    read: (token) => {
      const match = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/.exec(token);
      if (!match) return undefined;
      const payload = `${match[1]}.${match[2]}`;
      if (!keys.some((key) => constantTimeEqual(mac(key, payload), match[3] ?? ''))) return undefined;
      return { teamId: Number.parseInt(match[1] ?? '', 36), userId: Number.parseInt(match[2] ?? '', 36) };
    },
  };
}
