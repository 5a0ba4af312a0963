import { expect, test } from 'vitest';
import { signedHeaders } from '../../../apps/server/src/webhooks/signatures.js';
import { verifyWebhook, type WebhookOptions, WebhookRefused } from './index.js';

const AT = new Date('2026-03-02T09:00:00Z');
const body = '{"id":7,"first_name":"Zoë"}';

function delivery(token: string, change: Record<string, string | undefined> = {}) {
  const signed = { teamId: 3, id: 9, type: 'person_updated', sequence: 12, body };
  return { headers: { ...signedHeaders(signed, token, AT), ...change }, body };
}
const options = (secret: WebhookOptions['secret'], more: Partial<WebhookOptions> = {}) => ({
  secret,
  now: () => AT.getTime(),
  ...more,
});

test('a delivery as the server signs it is genuine, as text, as bytes, with any spelling of its headers', async () => {
  const said = {
    id: 'msg_3_9',
    type: 'person_updated',
    sequence: 12,
    test: false,
    data: { id: 7, first_name: 'Zoë' },
  };
  const keys = ['a-secret-of-yours', `whsec_${btoa('thirty-two bytes of a secret key')}`];
  for (const token of keys) {
    const { headers } = delivery(token);
    expect(await verifyWebhook({ headers, body }, options(token))).toEqual(said);
    const bytes = new TextEncoder().encode(body);
    const shouted = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await verifyWebhook({ headers: shouted, body: bytes }, options(token))).toEqual(said);
    const one = await verifyWebhook(
      { headers: new Headers(headers as Record<string, string>), body: bytes },
      options(['new', token]),
    );
    expect(one).toEqual(said);
  }
});

test('what is forged, changed, old or of another scheme is refused', async () => {
  const refused = async (request: ReturnType<typeof delivery>, more: Partial<WebhookOptions> = {}) =>
    expect(verifyWebhook(request, options('right', more))).rejects.toBeInstanceOf(WebhookRefused);
  await refused(delivery('wrong'));
  await refused({ ...delivery('right'), body: `${body} ` });
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-salesloft-signature'])
    await refused(delivery('right', { [name]: undefined }));
  await refused(delivery('right', { 'webhook-id': 'msg_3_10' }));
  await refused(delivery('right', { 'webhook-timestamp': '1e9' }));
  await refused(delivery('right', { 'webhook-signature': 'v1,%%% v2,AAAA' }));
  for (const away of [-301_000, 301_000])
    await refused(delivery('right'), { now: () => AT.getTime() + away });
  await verifyWebhook(delivery('right'), options('right', { now: () => AT.getTime() + 299_000 }));
});

test('a receiver says which signatures it wants, and never that none', async () => {
  const original = { headers: { 'x-salesloft-signature': '' }, body };
  original.headers['x-salesloft-signature'] = delivery('right').headers['x-salesloft-signature'] ?? '';
  const loft = options('right', { signatures: 'salesloft', now: () => 0 });
  expect(await verifyWebhook(original, loft)).toMatchObject({ id: undefined, data: { id: 7 } });
  const modern = delivery('right', { 'x-salesloft-signature': undefined });
  await verifyWebhook(modern, options('right', { signatures: 'standard' }));
  for (const secret of ['', [], ['right', '']])
    await expect(verifyWebhook(modern, options(secret))).rejects.toBeInstanceOf(TypeError);
});
