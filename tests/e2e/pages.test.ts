import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ADMIN, audit, findBrowser, launch, signIn, startCadenza, startCallback, watch } from './support.js';

const executable = findBrowser();
if (executable === undefined)
  console.warn(
    '\n*** No Chromium found: THE BROWSER TESTS ARE SKIPPED. Install one, or name it in CHROMIUM. ***\n',
  );

describe.skipIf(executable === undefined)('in a browser', () => {
  let browser: Browser;
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let callback: Awaited<ReturnType<typeof startCallback>>;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, cadenza, callback] = await Promise.all([
      launch(executable ?? ''),
      startCadenza(),
      startCallback(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await callback.stop();
    await cadenza.stop();
  });

  const open = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    context = await browser.newContext(options);
    context.setDefaultTimeout(60_000);
    complaints = watch(context);
    page = await context.newPage();
  };
  beforeEach(() => open());
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await context.close();
  });
  const heading = () => page.textContent('h1');
  const go = (path: string) => page.goto(cadenza.url + path);

  test('without JavaScript: sign in, consent allowed and denied', async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    await signIn(page, cadenza.url, '/app', { ...ADMIN, password: 'wrong password' });
    expect(await page.textContent('[role=alert]')).toContain('not right');
    expect(await page.inputValue('#email')).toBe(ADMIN.email);
    await page.fill('#password', ADMIN.password);
    await page.click('main button');
    expect(new URL(page.url()).pathname).toBe('/app');

    const made = await cadenza.admin(
      ...['app', 'create', '--name', 'Pipeline <b>report</b>', '--redirect-uri', callback.url],
    );
    const [clientId, secret] = [String(made['client_id']), String(made['client_secret'])];

    const authorize = `${cadenza.url}/oauth/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: callback.url, response_type: 'code', scope: 'people:read cadences:write', state: 'here' }).toString()}`;
    await page.goto(authorize);
    expect(await heading()).toBe('Pipeline <b>report</b> wants to use your Cadenza account');
    expect((await page.locator('.permissions dl > div').allTextContents()).map((row) => row.trim())).toEqual([
      'Peoplesee',
      'Cadencescreate and change',
    ]);
    await page.click('text=Cancel');
    expect(await heading()).toBe('Back at the app');
    expect(Object.fromEntries(callback.calls.at(-1)?.searchParams ?? [])).toMatchObject({
      error: 'access_denied',
      state: 'here',
    });
    await page.goto(authorize);
    await page.click('text=Allow');
    const code = callback.calls.at(-1)?.searchParams.get('code') ?? '';
    const answer = await fetch(`${cadenza.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: secret,
        redirect_uri: callback.url,
        code,
      }),
    });
    expect(await answer.json()).toMatchObject({ scope: 'people:read cadences:write' });

    await page.goto(authorize.replace('response_type=code', 'response_type=code&prompt=consent'));
    await page.click('text=Sign out');
    expect(new URL(page.url()).pathname).toBe('/login');
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('cadenza_session');
  });

  test('a forgotten password: nothing to read in the sandbox, a link from the operator sets a new one', async () => {
    await go('/login');
    await page.click('text=Forgot your password?');
    await page.fill('#email', ADMIN.email);
    await page.click('main button');
    expect(await heading()).toBe('Check your mail');
    // Without a mail server nobody is mailed, and nothing is kept where somebody could read it.
    expect(await page.textContent('main')).toContain('whoever runs the server');
    await signIn(page, cadenza.url, '/sandbox');
    await page.waitForSelector('main:has-text("No message yet")');
    expect(await page.textContent('main')).not.toContain('Set a new password');
    const { url } = await cadenza.admin('user', 'reset', '--email', ADMIN.email);
    await page.goto(String(url));
    await page.fill('#password', 'short');
    // The browser would not send it; the server must not take it either.
    await page.evaluate(`document.querySelector('main form').noValidate = true`);
    await page.click('main button');
    expect(await page.textContent('[role=alert]')).toContain('too short');
    await page.fill('#password', ADMIN.password);
    await page.click('main button');
    expect(await heading()).toBe('Your password is set');
    await signIn(page, cadenza.url, '/device');
    expect(await heading()).toBe('Connect a device');
  });

  test('a device is connected with its code', async () => {
    const answer = await fetch(`${cadenza.url}/oauth/device`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'cadenza-cli', scope: 'people:read' }),
    });
    const { user_code: code } = (await answer.json()) as { user_code: string };
    await signIn(page, cadenza.url, '/device');
    await page.fill('#user_code', 'nope');
    await page.click('main button');
    expect(await page.textContent('[role=alert]')).toContain('not right');
    await page.fill('#user_code', code.toLowerCase());
    await page.click('main button');
    expect(await heading()).toContain('Cadenza command line');
    await page.click('text=Allow');
    expect(await heading()).toBe('Your device is connected');
  });

  test('the API reference: try-it with a key, and with OAuth and PKCE in a popup', async () => {
    await signIn(page, cadenza.url, '/device');
    const key = String((await cadenza.admin('key', 'create', '--user', ADMIN.email))['key']);

    // What is sent, and what comes back, when "Execute" is pressed.
    const execute = async () => {
      const [response] = await Promise.all([
        page.waitForResponse((each) => new URL(each.url()).pathname === '/v2/me'),
        page.click('button.execute'),
      ]);
      const shown = page.locator('.live-responses-table tbody .response-col_status');
      await expect.poll(() => shown.textContent()).toContain(String(response.status()));
      return { token: await response.request().headerValue('authorization'), status: response.status() };
    };
    await go('/swagger/index.html');
    await page.click('button.authorize');
    await page.fill('#auth-bearer-value', key);
    await page.click('.modal-ux [aria-label="Apply credentials"]');
    await page.click('.modal-ux .btn-done');
    await page.click('#operations-tag-Me >> button');
    await page.click('#operations-tag-Me ~ div .opblock-summary-control');
    expect(await execute()).toEqual({ token: `Bearer ${key}`, status: 200 });

    await page.click('.scheme-container button.authorize');
    await page.click('.modal-ux button:has-text("Logout")');
    await page.click('.modal-ux a:has-text("select all")');
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.click('.modal-ux [aria-label="Apply given OAuth2 credentials"]'),
    ]);
    await popup.click('text=Allow');
    await page.waitForSelector('.modal-ux button:has-text("Logout")');
    await page.click('.modal-ux .btn-done >> nth=-1');
    const answer = await execute();
    expect(answer.status).toBe(200);
    expect(answer.token).toMatch(/^Bearer [\w-]{20,}$/);
    expect(answer.token).not.toContain(key);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(key);
  });

  test('the first e-mail is in the sandbox; links that programs print lead to the person and the cadence', async () => {
    await signIn(page, cadenza.url, '/app/people');
    await page.click('a:has-text("Amara Okafor")');
    await page.waitForURL('**/app/people/*');
    const person = Number(new URL(page.url()).pathname.split('/').at(-1));
    const { key } = await cadenza.admin('key', 'create', '--user', ADMIN.email);
    const authorization = `Bearer ${String(key)}`;
    const added = await fetch(`${cadenza.url}/v2/cadence_memberships`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ person_id: String(person), cadence_id: '1' }),
    });
    expect(added.status).toBe(200);
    const touch = page.locator('tr:has-text("Quick question about Northwind Robotics") button');
    await expect
      .poll(async () => {
        await go('/sandbox');
        await page.waitForSelector('main:has-text("What happened")');
        return touch.count();
      })
      .toBe(1);
    await touch.click();
    expect(await page.frameLocator('iframe').locator('body').textContent()).toContain('Hi Amara,');
    await page.click('text=Open person');
    await page.waitForSelector('h1:has-text("Amara Okafor")');
    await page.waitForSelector('main:has-text("Quick question about Northwind Robotics")');
    await go('/app/cadences_v2/1');
    await page.waitForURL('**/app/cadences/1/people');
    await expect.poll(() => page.textContent('tbody')).toContain('Amara Okafor');
  });

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('every page reads well: %s, %i px wide', async (colorScheme, width) => {
    await context.close();
    await open({ colorScheme, viewport: { width, height: 800 } });
    const found: Record<string, string[]> = {};
    const look = async (path: string) => {
      const answer = await go(path);
      const policy = answer?.headers()['content-security-policy'] ?? '';
      const faults = await audit(page);
      if (!policy.includes("frame-ancestors 'none'")) faults.push('may be framed');
      if (/unsafe|\*/.test(policy)) faults.push(`loose policy: ${policy}`);
      if (faults.length > 0) found[path] = faults;
    };
    for (const path of ['/login', '/forgot-password', '/reset-password?token=x', '/nowhere'])
      await look(path);
    for (const path of ['/oauth/authorize?client_id=x', '/oauth/interaction/x']) await look(path);
    await signIn(page, cadenza.url);
    await look('/device');
    expect(found).toEqual({});
  });
});
