import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launch, signIn, startCadenza, watch } from './support.js';

const executable = findBrowser();
const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Several screens with all their answers, on a machine that does other things as well. */
const PATIENCE_MS = 180_000;

/** A team that has nothing yet: its admin's first day. */
describe.skipIf(executable === undefined)('The first day', () => {
  let browser: Browser;
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, cadenza] = await Promise.all([launch(executable ?? ''), startCadenza({ empty: true })]);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    context.setDefaultTimeout(60_000);
    complaints = watch(context);
    page = await context.newPage();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await cadenza?.stop();
  });

  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const reads = async () => {
    await page.evaluate(AXE);
    return await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map((each) => each.id + ": " + each.nodes[0].html))',
    );
  };
  /** In both themes. */
  async function readsWell(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await reads()).toEqual([]);
    }
  }
  const step = (name: string) =>
    page.waitForSelector(`section[aria-label="${name}"] button[aria-expanded="true"]`);

  test(
    'from an empty team to the first answered e-mail, by keyboard alone, left and taken up',
    async () => {
      await signIn(page, cadenza.url);
      await page.getByRole('link', { name: 'Set up your team' }).press('Enter');
      await step('Your team');
      await readsWell();
      await page.getByLabel('Postal address').fill('Street 1\n10115 Berlin');
      await page.getByRole('button', { name: 'Save' }).press('Enter');
      await step('People to reach');
      // The first field follows the step's name, which has the focus by itself.
      await press('Tab');
      await page.keyboard.type('Ada');
      await page.getByLabel('E-mail address').fill('no address');
      await press('Enter');
      await page.waitForSelector('.field .error');
      await page.getByLabel('E-mail address').fill('ada@engines.example');
      await press('Enter');
      await step('A first cadence');
      await page.reload();
      await step('A first cadence');
      await page.getByRole('button', { name: '7x7' }).press('Enter');
      await step('Somebody on it');
      await page.getByRole('button', { name: 'Add to the cadence' }).press('Enter');
      await step('The first answer');
      await page.getByRole('button', { name: 'Send it' }).press('Enter');
      await page.waitForSelector('.said:has-text("Thursday at ten suits me.")', { timeout: PATIENCE_MS });
      await readsWell();
      await page.getByRole('link', { name: 'Read it' }).press('Enter');
      await page.waitForSelector('main:has-text("Taken for a reply")');
      expect(complaints.filter((each) => !each.includes('status of 4'))).toEqual([]);
    },
    PATIENCE_MS,
  );
});
