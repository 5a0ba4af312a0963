import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch } from './support.js';

const executable = findBrowser();

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
  /** In both themes. */
  async function readsWell(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(page)).toEqual([]);
    }
  }
  const open = (name: string) => `section[aria-label="${name}"] button[aria-expanded="true"]`;
  const step = (name: string) => page.waitForSelector(open(name));
  /** Enter on what brings it, again when nothing came of it, as whoever sits there would: a busy machine loses a key now and then. */
  async function enter(role: 'button' | 'link', name: string, wanted: string): Promise<void> {
    const at = page.getByRole(role, { name });
    for (let tries = 1; ; tries += 1) {
      if (tries === 1 || (await at.isVisible())) await at.press('Enter');
      try {
        await page.waitForSelector(wanted, { timeout: 20_000 });
        return;
      } catch (error) {
        if (tries === 3) throw new Error(`${name}: ${await page.textContent('main')}`, { cause: error });
      }
    }
  }

  test(
    'from an empty team to the first answered e-mail, by keyboard alone, left and taken up',
    async () => {
      await signIn(page, cadenza.url);
      await enter('link', 'Set up your team', open('Your team'));
      await readsWell();
      await page.getByLabel('Postal address').fill('Street 1\n10115 Berlin');
      await enter('button', 'Save', open('People to reach'));
      // The first field follows the step's name, which has the focus by itself.
      await press('Tab');
      await page.keyboard.type('Ada');
      await page.getByLabel('E-mail address').fill('no address');
      await press('Enter');
      await page.waitForSelector('.field .error');
      await page.getByLabel('E-mail address').fill('ada@engines.example');
      await enter('button', 'Add', open('A first cadence'));
      await page.reload();
      await step('A first cadence');
      await enter('button', '7x7', open('Somebody on it'));
      await enter('button', 'Add to the cadence', open('The first answer'));
      await enter('button', 'Send it', '.said:has-text("Thursday at ten suits me.")');
      await readsWell();
      await enter('link', 'Read it', 'main:has-text("Taken for a reply")');
      expect(complaints.filter((each) => !each.includes('status of 4'))).toEqual([]);
    },
    PATIENCE_MS,
  );
});
