import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch, wear } from './support.js';

const chromium = findBrowser();

describe.skipIf(!chromium)('templates in the web app', () => {
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
  const press = (name: string | RegExp) => page.getByRole('button', { name }).press('Enter');

  it('is written, tried, kept over a closed tab, saved, found and archived by keyboard alone', async () => {
    await open('/app/templates');
    await page.keyboard.press('c');
    await page.getByLabel('Title (required)').fill('After the fair');
    await page.keyboard.press('Enter');
    await page.waitForURL(/templates\/\d+$/);
    await page.getByLabel('Subject', { exact: true }).fill('Hello {{ frist_name }}');
    await page.getByRole('textbox', { name: 'Text' }).fill('We met at the fair.');
    await expect.poll(() => page.textContent('.preview')).toContain('did you mean first_name?');
    await press('Replace');
    await page.getByLabel('Preview for').selectOption({ label: 'Priya Raman' });
    await expect.poll(() => page.textContent('.mail-subject')).toBe('Hello Priya');
    await page.reload();
    await expect
      .poll(() => page.getByLabel('Subject', { exact: true }).inputValue())
      .toBe('Hello {{ first_name }}');
    await page.getByLabel('Tags (with commas between)').fill('fair, spring');
    await page.getByLabel('Colleagues may use it').press('Space');
    await page.keyboard.press('Control+s');
    await page.locator('.toast:has-text("Saved")').waitFor();
    await expect.poll(() => page.textContent('.crumb')).toContain('Shared');

    await page.getByLabel('Attach a file').setInputFiles({
      name: 'map.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Hall 7'),
    });
    await page.locator('.files li:has-text("map.txt")').waitFor();
    await press('Take off map.txt');
    await page.locator('.files li').waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await page.locator('.files li:has-text("map.txt")').waitFor();

    await page.getByRole('link', { name: 'Templates' }).first().press('Enter');
    await page.getByLabel('Search templates').fill('the fair');
    await page.waitForURL((url) => url.searchParams.get('q') === 'the fair');
    await expect.poll(() => page.locator('.row-open').allTextContents()).toEqual(['After the fair']);
    await page.locator('.row-open').press('Enter');
    await press('Archive');
    await expect.poll(() => page.textContent('.crumb')).toContain('Archived');
    await page.goto(`${cadenza.url}/app/templates?q=the+fair`);
    await page.waitForSelector('text=No template like that');
  });

  it('refuses words over somebody else’s, and keeps them in the form', async () => {
    await open('/app/templates?view=cadences');
    await page.locator('.row-open').first().press('Enter');
    await page.getByLabel('Subject', { exact: true }).fill('Mine');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.evaluate(async (template) => {
      const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as { csrf: string };
      await fetch(`/v2/email_templates/${template}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'x-cadenza-csrf': boot.csrf },
        body: JSON.stringify({ subject: 'Theirs' }),
      });
    }, id);
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.textContent('.template-form [role=alert]')).toContain('Changed since');
    expect(await page.getByLabel('Subject', { exact: true }).inputValue()).toBe('Mine');
  });

  it('is in nobody’s way, in any theme and size', async () => {
    await open('/app/templates?view=cadences');
    await page.locator('.row-open').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await wear(page, 1);
    await page.locator('.row-open').first().press('Enter');
    await page.locator('.preview .mail-frame').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});
