import { afterAll, beforeAll, expect, test } from 'vitest';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { Browser, createIdentity, type Identity } from './support.js';

const clock = manualClock(new Date());
let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity({ clock });
});
afterAll(() => identity.close());

test('device flow: a poll before its time is told to slow down, of many at once all but one; consent is told at once', async () => {
  const app = await identity.oauthApp({ confidential: false, redirectUris: [], scopes: ['people:read'] });
  const browser = new Browser(identity.app);
  const device = (await browser.post('/oauth/device', { client_id: app.clientId })).json;
  expect(device.interval).toBe(5);
  const poll = async () =>
    (
      await identity.token({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: app.clientId,
        device_code: device.device_code,
      })
    ).json.error ?? 'tokens';
  const many = await Promise.all(Array.from({ length: 12 }, poll));
  expect(many.toSorted()).toEqual(['authorization_pending', ...Array(11).fill('slow_down')]);
  // Eleven times five seconds more, but no more than a minute.
  clock.advance(59_000);
  expect(await poll()).toBe('slow_down');
  clock.advance(1_000);
  expect(await poll()).toBe('authorization_pending');

  await browser.login(identity.admin.email);
  const link = new URL(device.verification_uri_complete);
  const entry = await browser.get(link.pathname + link.search);
  await browser.submit(entry, '/device', { user_code: device.user_code, decision: 'allow' });
  expect(await poll()).toBe('tokens');
});
