import { createHash, createHmac } from 'node:crypto';
import { constantTimeEqual, deriveKey } from './crypto.js';

/** What a link to a file leads to: a row of `files`, or an attachment of e-mails. */
export type LinkedKind = 'file' | 'attachment';

export interface LinkedFile {
  readonly kind: LinkedKind;
  readonly teamId: number;
  readonly id: number;
}

/** A link works for at least so long, and for STEP seconds more at most: answers within a step hold the same link. */
const SHORTEST_S = 900;
const STEP_S = 300;
const MAC_HEX = 40;

/** What links made at a moment are signed with, for one team: also handed to SQL, where it is good for that time only. */
export interface LinkSigning {
  /** Unix seconds. */
  readonly until: number;
  readonly key: Buffer;
}

/** The keys of the step in hand: every answer asks for its team's. */
const current = { until: 0, keys: new Map<string, Buffer>() };
const MAX_KEYS = 10_000;

/** @param now the wall clock's, whatever the team's clock says */
export function linkSigning(secretKey: string, teamId: number, now: Date): LinkSigning {
  const until = Math.ceil(now.getTime() / 1000 / STEP_S) * STEP_S + SHORTEST_S;
  if (until !== current.until || current.keys.size >= MAX_KEYS) {
    current.until = until;
    current.keys.clear();
  }
  const name = `${teamId} ${secretKey}`;
  let key = current.keys.get(name);
  if (key === undefined) current.keys.set(name, (key = signingKey(secretKey, teamId, until)));
  return { until, key };
}

/**
 * The path of a signed, short-lived link. Whoever has it may fetch the file without a token, as a browser does; it says
 * what it leads to, and until when.
 */
export function filePath({ kind, teamId, id }: LinkedFile, { until, key }: LinkSigning): string {
  return `/files/${kind}.${teamId}.${id}.${until}.${mac(key, `${kind}.${id}`)}`;
}

/** The same as SQL over a row `r`, for lists that are made in PostgreSQL. @param id an expression for the file's id */
export function filePathSql(kind: LinkedKind, id: string): string {
  const text = `convert_to('${kind}.' || ${id}, 'UTF8')`;
  return `'/files/${kind}.' || :team || '.' || ${id} || '.' || :links_until || '.' || left(encode(sha256(:link_key || sha256(:link_key || ${text})), 'hex'), ${MAC_HEX})`;
}

/** @param secrets SECRET_KEY first, then those before it @returns undefined for what is not one of ours, or is over */
export function readFileToken(token: string, secrets: readonly string[], now: Date): LinkedFile | undefined {
  const match = /^(file|attachment)\.(\d{1,15})\.(\d{1,15})\.(\d{1,12})\.([0-9a-f]{40})$/.exec(token);
  if (!match) return undefined;
  const [kind, teamId, id, until] = [match[1] as LinkedKind, ...match.slice(2, 5).map(Number)] as [
    LinkedKind,
    number,
    number,
    number,
  ];
  if (until * 1000 <= now.getTime()) return undefined;
  const genuine = secrets.some((secret) =>
    constantTimeEqual(mac(signingKey(secret, teamId, until), `${kind}.${id}`), match[5] ?? ''),
  );
  return genuine ? { kind, teamId, id } : undefined;
}

function signingKey(secretKey: string, teamId: number, until: number): Buffer {
  return createHmac('sha256', deriveKey(secretKey, 'file links')).update(`${teamId}.${until}`).digest();
}

/** Hashed twice, as PostgreSQL can: what is known of a hash continues none. */
function mac(key: Buffer, text: string): string {
  const inner = createHash('sha256').update(key).update(text).digest();
  return createHash('sha256').update(key).update(inner).digest('hex').slice(0, MAC_HEX);
}
