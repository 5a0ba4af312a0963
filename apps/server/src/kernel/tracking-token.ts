import { constantTimeEqual, sign } from './crypto.js';
import { linkKey, type LinkSecret } from './link-secret.js';

/** A link or pixel of one e-mail, as its token says. */
export interface Tracked {
  teamId: number;
  emailId: number;
}

/**
 * Addresses of the open pixel and of tracked links. Everything they lead to stands in the token and is authenticated,
 * the target of a link too: nobody can make this server redirect anywhere its own e-mails do not lead.
 */
export interface TrackingTokens {
  open(teamId: number, emailId: number): string;
  click(teamId: number, emailId: number, url: string): string;
  /** undefined: not one of ours. */
  readOpen(token: string): Tracked | undefined;
  readClick(token: string): (Tracked & { url: string }) | undefined;
}

/** Links live as long as the e-mails they stand in, so those of older keys still count. @param secrets SECRET_KEY first */
export function trackingTokens(secrets: readonly [LinkSecret, ...LinkSecret[]]): TrackingTokens {
  const keys = secrets.map((secret) => linkKey(secret, 'tracking')) as [Buffer, ...Buffer[]];
  // 132 bits of the MAC. The kind goes in, so that a pixel's token is never a link's.
  const mac = (key: Buffer, kind: string, who: string, url = '') =>
    sign(key, `${kind} ${who} ${url}`).slice(0, 22);
  const genuine = (given: string, kind: string, who: string, url?: string) =>
    keys.some((key) => constantTimeEqual(mac(key, kind, who, url), given));
  const whoOf = (teamId: number, emailId: number) => `${teamId.toString(36)}.${emailId.toString(36)}`;
  return {
    open: (teamId, emailId) => {
      const who = whoOf(teamId, emailId);
      return `${who}.${mac(keys[0], 'open', who)}`;
    },
    click: (teamId, emailId, url) => {
      const who = whoOf(teamId, emailId);
      return `${who}.${mac(keys[0], 'click', who, url)}.${Buffer.from(url).toString('base64url')}`;
    },
    readOpen: (token) => {
      const match = /^(([0-9a-z]{1,11})\.([0-9a-z]{1,11}))\.([\w-]{22})$/.exec(token);
      if (!match || !genuine(match[4] ?? '', 'open', match[1] ?? '')) return undefined;
      return tracked(match);
    },
    readClick: (token) => {
      const match = /^(([0-9a-z]{1,11})\.([0-9a-z]{1,11}))\.([\w-]{22})\.([\w-]{1,8000})$/.exec(token);
      if (!match) return undefined;
      const url = Buffer.from(match[5] ?? '', 'base64url').toString();
      return genuine(match[4] ?? '', 'click', match[1] ?? '', url) ? { ...tracked(match), url } : undefined;
    },
  };
}

function tracked(match: RegExpExecArray): Tracked {
  return { teamId: Number.parseInt(match[2] ?? '', 36), emailId: Number.parseInt(match[3] ?? '', 36) };
}

/** A host name, with a port where one is needed. */
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i;

/** Where pixel and links are served: below the mailbox's or team's tracking domain, or below PUBLIC_URL. */
export interface TrackingLinks {
  pixel(domain: string | null, teamId: number, emailId: number): string;
  link(domain: string | null, teamId: number, emailId: number, url: string): string;
  /** Links that are left alone: the server's own, such as the one to unsubscribe. */
  own(url: string): boolean;
}

/** @param publicUrl without a trailing slash */
export function trackingLinks(publicUrl: string, tokens: TrackingTokens): TrackingLinks {
  const base = (domain: string | null) =>
    domain !== null && HOST.test(domain) ? `https://${domain}` : publicUrl;
  return {
    pixel: (domain, teamId, emailId) => `${base(domain)}/t/o/${tokens.open(teamId, emailId)}`,
    link: (domain, teamId, emailId, url) => `${base(domain)}/t/c/${tokens.click(teamId, emailId, url)}`,
    own: (url) => url === publicUrl || url.startsWith(`${publicUrl}/`),
  };
}
