/** A delivery as your server got it. */
export interface WebhookRequest {
  /** Of the request, by whatever spelling: `request.headers` of Node, or Headers. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came, or their text: parsed and written anew they are others, and nothing fits. */
  readonly body: string | Uint8Array;
}

export interface WebhookOptions {
  /** `callback_token` of the subscription; several while you change from one to another. */
  readonly secret: string | readonly string[];
  /**
   * Which signatures must hold. `both`, the default: Cadenza sends both. `standard`: that of Standard Webhooks alone.
   * `salesloft`: that of the hosted original alone, which says nothing about when: whoever caught a delivery once can send
   * it again for ever, so look at the record itself.
   */
  readonly signatures?: 'both' | 'standard' | 'salesloft';
  /** Seconds that the sender's clock and ours may differ, and a delivery may have been under way. Default 300. */
  readonly toleranceSeconds?: number;
  /** Milliseconds since 1970; given by tests. */
  readonly now?: () => number;
}

/** What a genuine delivery says. */
export interface Webhook {
  /** The delivery, the same at each try: whoever has seen it does nothing. undefined from the hosted original. */
  readonly id: string | undefined;
  /** E.g. `person_updated`. */
  readonly type: string | undefined;
  /** Place of the event in the order of the team's events; undefined on tests. */
  readonly sequence: number | undefined;
  /** Sent to try the address. */
  readonly test: boolean;
  /** The record. */
  readonly data: unknown;
}

/** The delivery is not from where it says, or too old: answer 401 and do nothing. */
export class WebhookRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'WebhookRefused';
  }
}

/**
 * Proves that a delivery comes from who knows the subscription's token, and came now (docs/webhooks.md). It may still come
 * twice: remember `id`. Compared in constant time by Web Crypto, so it runs wherever that is.
 * @throws WebhookRefused; TypeError without a secret
 */
export async function verifyWebhook(request: WebhookRequest, options: WebhookOptions): Promise<Webhook> {
  const { signatures = 'both', toleranceSeconds = 300, now = Date.now } = options;
  const secrets = typeof options.secret === 'string' ? [options.secret] : options.secret;
  if (secrets.length === 0 || secrets.some((each) => each === ''))
    throw new TypeError('secret is empty: anybody could sign');
  const header = reader(request.headers);
  const body =
    typeof request.body === 'string' ? new TextEncoder().encode(request.body) : new Uint8Array(request.body);
  if (signatures !== 'salesloft') requireRecent(header('webhook-timestamp'), toleranceSeconds, now());
  const checks = await Promise.all(
    secrets.map(async (secret) => {
      const standard = signatures === 'salesloft' || (await standardHolds(secret, header, body));
      return standard && (signatures === 'standard' || (await salesloftHolds(secret, header, body)));
    }),
  );
  if (!checks.includes(true)) throw new WebhookRefused('The signature does not fit');
  const sequence = header('x-cadenza-sequence');
  return {
    id: header('webhook-id'),
    type: header('x-salesloft-event'),
    sequence: sequence === undefined ? undefined : Number(sequence),
    test: header('x-cadenza-test') === 'true',
    data: read(body),
  };
}

function requireRecent(timestamp: string | undefined, toleranceSeconds: number, now: number): void {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp))
    throw new WebhookRefused('webhook-timestamp is missing');
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new WebhookRefused('The delivery is too old, or from the future');
}

type Header = (name: string) => string | undefined;

/** Several of one name are none: which of them was signed? */
function reader(headers: WebhookRequest['headers']): Header {
  if (headers instanceof Headers) return (name) => headers.get(name) ?? undefined;
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string') found.set(name.toLowerCase(), value);
  return (name) => found.get(name);
}

/** Signatures that one header may hold: more are nobody's. */
const MOST = 10;
const PREFIX = 'whsec_';

async function standardHolds(secret: string, header: Header, body: Uint8Array): Promise<boolean> {
  const given = (header('webhook-signature') ?? '').split(' ', MOST).flatMap((each) => {
    const bytes = each.startsWith('v1,') ? fromBase64(each.slice('v1,'.length)) : undefined;
    return bytes === undefined ? [] : [bytes];
  });
  if (given.length === 0 || header('webhook-id') === undefined) return false;
  const key = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : utf8(secret);
  if (key === undefined || key.length === 0)
    throw new TypeError('secret begins with whsec_ and is no base64 behind it');
  const head = utf8(`${header('webhook-id')}.${header('webhook-timestamp')}.`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  const checks = await Promise.all(given.map((each) => holds('SHA-256', key, each, signed)));
  return checks.includes(true);
}

async function salesloftHolds(secret: string, header: Header, body: Uint8Array): Promise<boolean> {
  const given = header('x-salesloft-signature') ?? '';
  if (!/^[0-9a-f]{40}$/i.test(given)) return false;
  const bytes = Uint8Array.from({ length: 20 }, (_, at) =>
    Number.parseInt(given.slice(2 * at, 2 * at + 2), 16),
  );
  return holds('SHA-1', utf8(secret), bytes, body);
}

async function holds(
  hash: string,
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array,
): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['verify']);
  return crypto.subtle.verify('HMAC', imported, signature, new Uint8Array(data));
}

const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined; // no base64
  }
}

function read(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new WebhookRefused('The body is no JSON');
    throw error;
  }
}
