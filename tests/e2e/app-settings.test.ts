import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch } from './support.js';

const chromium = findBrowser();

describe.skipIf(!chromium)('settings in the web app', () => {
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    cadenza = await startCadenza();
    browser = await launch(chromium ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await cadenza?.stop();
  });
  afterEach(async () => {
    await context?.close();
    // Browsers write every refusal of a server down.
    expect(complaints.filter((each) => !each.includes('status of 4'))).toEqual([]);
  });
  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(60_000);
    complaints = watch(context);
    page = await context.newPage();
    await signIn(page, cadenza.url, path);
    await page.waitForSelector('main h1');
  }
  const form = (name: string) => page.getByRole('form', { name });
  const go = async (name: string) => {
    await page
      .getByLabel('Settings', { exact: true })
      .getByRole('link', { name, exact: true })
      .press('Enter');
    await page.waitForSelector(`.bar:has-text("${name}")`);
  };

  it('saves a card by itself; a refusal stands in its field; hours are kept', async () => {
    await open('/app/settings');
    await page.waitForURL('**/settings/profile');
    await form('Profile').getByLabel('First name').fill('Ana');
    await page.keyboard.press('Enter');
    await page.locator('.toast:has-text("Profile: saved")').waitFor();
    const days = (time: string) => form('Working hours').getByRole('group', { name: time });
    await days('Time').getByLabel('to').fill('16:00');
    await days('Time').getByLabel('Fri').press('Space');
    await form('Working hours').getByRole('button', { name: 'Another time' }).press('Enter');
    await days('Time 2').getByLabel('Fri').press('Space');
    await days('Time 2').getByLabel('to').fill('12:00');
    await form('Working hours').getByRole('button', { name: 'Save' }).press('Enter');
    await page.locator('.toast:has-text("Working hours: saved")').waitFor();
    await page.reload();
    await expect.poll(() => form('Profile').getByLabel('First name').inputValue()).toBe('Ana');
    await expect.poll(() => days('Time 1').getByLabel('to').inputValue()).toBe('16:00');
    expect(await days('Time 1').getByLabel('Fri').isChecked()).toBe(false);
    expect(await days('Time 2').getByLabel('Fri').isChecked()).toBe(true);
    expect(await days('Time 2').getByLabel('to').inputValue()).toBe('12:00');
    await go('Notices');
    await form('Notices by mail').getByLabel(/^Hour/).fill('99');
    await page.keyboard.press('Enter');
    await form('Notices by mail').locator('.error').waitFor();
    expect(await form('Notices by mail').getByLabel(/^Hour/).inputValue()).toBe('99');
  });

  it('names, renames and deletes what the team has; undo keeps it', async () => {
    await open('/app/settings/outcomes');
    const card = page.getByRole('region', { name: 'Outcomes of calls' });
    await card.getByLabel('New: Outcomes of calls').fill('Gatekeeper');
    await page.keyboard.press('Enter');
    await card.getByLabel('Name of Gatekeeper').fill('Front desk');
    await page.keyboard.press('Enter');
    await card.getByLabel('Name of Front desk').waitFor();
    await card.getByRole('button', { name: 'Delete Front desk' }).press('Enter');
    await card.getByLabel('Name of Front desk').waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await card.getByLabel('Name of Front desk').waitFor();
  });

  it('invites a colleague, and makes a key that is shown once', async () => {
    await open('/app/settings/users');
    await form('Invite a colleague').getByLabel('E-mail address').fill('no address');
    await page.keyboard.press('Enter');
    await form('Invite a colleague').locator('.error').waitFor();
    await form('Invite a colleague').getByLabel('E-mail address').fill('maya@cadenza.test');
    await form('Invite a colleague').getByLabel('First name').fill('Maya');
    await page.keyboard.press('Enter');
    await page.locator('dialog:has-text("A link for maya@cadenza.test")').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Invited' }).waitFor();
    await page.locator('tr:has-text("maya@cadenza.test")').waitFor();

    await go('API keys');
    await form('New key').getByLabel('Name').fill('Sync');
    await page.keyboard.press('Enter');
    await expect.poll(() => form('New key').locator('.error').textContent()).toContain('scope');
    await form('New key').getByLabel('people:read').press('Space');
    await form('New key').getByRole('button', { name: 'Make the key' }).press('Enter');
    const key = await page.locator('dialog .secret').textContent();
    const answer = await page.request.get(`${cadenza.url}/v2/people?per_page=1`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status()).toBe(200);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'API keys' }).locator('li:has-text("Sync")').waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it('a mailbox: refused beside its field, connected when both are right; a change is tried before it is saved', async () => {
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'rep' }) : done(new Error('no such password')),
    });
    const port = await new Promise<number>((resolve) => {
      const at = smtp.listen(0, '127.0.0.1', () => resolve((at.address() as AddressInfo).port));
    });
    await open('/app/mailboxes');
    await page.keyboard.press('c');
    const box = form('Mailbox');
    await box.getByLabel('E-mail address').fill('rep@sender.test');
    const sends = box.getByRole('group', { name: 'Sends through' });
    await sends.getByLabel('Server').fill('127.0.0.1');
    await sends.getByLabel('Port').fill(String(port));
    await sends.getByLabel('Encryption').selectOption('none');
    await box.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await box.locator('.field:has(input[type=password]) .error').waitFor();
    await box.getByLabel('Password').fill('right');
    await page.keyboard.press('Enter');
    await page.locator('.toast:has-text("rep@sender.test is connected")').waitFor();
    const card = page.getByRole('region', { name: 'rep@sender.test' });
    await card.locator('.chip:has-text("Healthy")').waitFor();
    await card.getByRole('button', { name: 'Edit' }).press('Enter');
    await box.getByLabel('Password').fill('mistyped');
    await page.keyboard.press('Enter');
    await box.locator('.error-text:has-text("nothing is saved")').waitFor();
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: 'Test' }).press('Enter');
    await card.getByRole('list', { name: 'What the test found' }).waitFor();
    expect(await card.textContent()).toContain('accepts the sign-in');
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });

  it.each([
    ['light', 1440, ['profile', 'users', 'keys', 'outcomes', 'audit', 'webhooks', 'holidays', 'leave']],
    ['dark', 390, ['groups', 'apps', 'sign-in', 'team', 'suppressions', 'privacy']],
  ] as const)('is in nobody’s way: %s, %i px wide', async (colorScheme, width, pages) => {
    await open('/app/settings/profile', { colorScheme, viewport: { width, height: 900 } });
    const found: Record<string, string[]> = {};
    for (const each of pages) {
      await page.goto(`${cadenza.url}/app/settings/${each}`);
      await page.waitForSelector('.settings-page .card');
      await page.waitForFunction(() => !document.querySelector('[aria-label=Loading]'));
      const wrong = await axe(page);
      if (await page.evaluate('document.scrollingElement.scrollWidth > innerWidth')) wrong.push('too wide');
      if (wrong.length > 0) found[each] = wrong;
    }
    expect(found).toEqual({});
  });
});
