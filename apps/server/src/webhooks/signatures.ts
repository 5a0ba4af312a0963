import { createHmac } from 'node:crypto';
import { VERSION } from '../kernel/version.js';

/** What the headers of a delivery say. */
export interface Signed {
  readonly teamId: number;
  /** Of the delivery; of what is none, a word. */
  readonly id: number | string;
  readonly type: string;
  /** Null: a test; absent: no event. */
  readonly sequence?: number | null;
  readonly body: string;
}

/** Tokens as Standard Webhooks writes them: base64 behind this. */
const PREFIX = 'whsec_';

/**
 * The headers of a delivery: the original's signature (hex HMAC-SHA1 of the body), and those of Standard Webhooks
 * (base64 HMAC-SHA256 of id, time and body). `at`: when the try begins, wall clock.
 */
export function signedHeaders(delivery: Signed, token: string, at: Date): Record<string, string> {
  const { teamId, id, type, sequence, body } = delivery;
  const messageId = `msg_${teamId}_${id}`;
  const seconds = Math.floor(at.getTime() / 1000);
  const key = token.startsWith(PREFIX) ? Buffer.from(token.slice(PREFIX.length), 'base64') : token;
  const standard = createHmac('sha256', key).update(`${messageId}.${seconds}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': `Cadenza-Webhooks/${VERSION}`,
    'x-salesloft-event': type,
    'x-salesloft-signature': createHmac('sha1', token).update(body).digest('hex'),
    'webhook-id': messageId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${standard}`,
    ...(sequence === null ? { 'x-cadenza-test': 'true' } : {}),
    ...(typeof sequence === 'number' ? { 'x-cadenza-sequence': String(sequence) } : {}),
  };
}
