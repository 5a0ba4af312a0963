import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch, wear } from './support.js';

const executable = findBrowser();

describe.skipIf(executable === undefined)('people and accounts in the web app', () => {
  let browser: Browser;
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, cadenza] = await Promise.all([launch(executable ?? ''), startCadenza()]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([browser?.close(), cadenza?.stop()]);
  });
  const open = async (theme: 'light' | 'dark', width: number) => {
    context = await browser.newContext({ colorScheme: theme, viewport: { width, height: 900 } });
    complaints = watch(context);
    page = await context.newPage();
  };
  beforeEach(() => open('light', 1440));
  afterEach(async () => {
    await context.close();
    // What the API refuses is told to the user; browsers note it down all the same.
    expect(complaints.filter((each) => !/status of 4(04|22)/.test(each))).toEqual([]);
  });
  const rows = () => page.locator('tr[data-row]');
  const row = (name: string) => page.locator(`tr[data-row]:has-text("${name}")`);
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

  test('by keyboard alone: filter, choose, tag many, undo, open, go on to the next', async () => {
    await signIn(page, cadenza.url, '/app/people');
    await rows().first().waitFor();
    expect(await page.locator('table').getAttribute('aria-rowcount')).toBe('7');

    await press('f');
    await page.keyboard.type('title');
    await press('Enter');
    await page.locator('dialog select').waitFor();
    // The way of asking comes first: the second is "starts with".
    await press('ArrowDown', 'Tab');
    await page.keyboard.type('Chief');
    await press('Enter');
    await page.waitForURL((url) => url.search === '?title[_starts_with]=Chief');
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('button', { name: 'Remove the filter Title' }).press('Enter');
    await expect.poll(() => rows().count()).toBe(6);

    await press('j', 'x', 'Shift+J');
    await expect.poll(() => page.textContent('.bulk b')).toBe('2 selected');
    const [first, second] = await page.locator('tr.sel td:nth-child(2) a').allTextContents();
    await press('l');
    await page.keyboard.type('fair');
    await press('Enter');
    await expect.poll(() => page.textContent('.job')).toContain('2 done');
    await row(first ?? '')
      .locator('a')
      .first()
      .press('Enter');
    await page.waitForSelector(`h1:has-text("${first}")`);
    await expect.poll(() => page.getByLabel('Tags').inputValue()).toBe('fair');
    await press(']');
    await page.waitForSelector(`h1:has-text("${second}")`);
    expect(await page.textContent('.walk')).toContain('2 of 6');
    await page.locator('.job').getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => page.getByLabel('Tags').inputValue()).toBe('');
    await press('Escape');
    await page.waitForURL('**/app/people');
  });

  test('a field is saved by leaving it, a refusal stands in the field, undo puts it back', async () => {
    await signIn(page, cadenza.url, '/app/people');
    await row('Priya Raman').locator('a').first().click();
    const city = page.getByLabel('City');
    await city.fill('Bern');
    await city.press('Enter');
    await page.locator('.toast:has-text("City saved")').waitFor();
    await page.reload();
    await expect.poll(() => city.inputValue()).toBe('Bern');

    const address = page.getByLabel('E-mail', { exact: true });
    const before = await address.inputValue();
    await address.fill('no address');
    await address.press('Enter');
    await page.locator('.inline-field .error').waitFor();
    expect(await page.textContent('.inline-field .error')).toContain('valid');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await address.fill(before);
    await address.press('Enter');
    await city.fill('Lima');
    await city.press('Enter');
    await page.locator('.toast:has-text("City saved")').waitFor();
    await press('z');
    await expect.poll(() => city.inputValue()).toBe('Bern');
  });

  test('put on a cadence: tried first, then what will come stands above now, and why', async () => {
    await signIn(page, cadenza.url, '/app/people');
    await row('Priya Raman').locator('a').first().click();
    await page.waitForSelector('h1:has-text("Priya Raman")');
    await press('a');
    await page.locator('dialog [role=option]:has-text("7x7 outbound")').waitFor();
    await press('Enter');
    await expect.poll(() => page.textContent('.reasons')).toContain('1 will be done');
    await page.getByRole('button', { name: 'Do it' }).press('Enter');
    await expect.poll(() => page.locator('ol[aria-label="What will happen"] li').count()).toBeGreaterThan(2);
    await press('w');
    await page.locator('dialog .why-one').first().waitFor();
    await press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    await page.getByRole('button', { name: 'Go on' }).waitFor();
  });

  test('a new person whose address is taken: the words stand in the field', async () => {
    await signIn(page, cadenza.url, '/app/people');
    await rows().first().waitFor();
    await press('c');
    await page.getByLabel('E-mail address').fill('priya.raman@juniper.example');
    await press('Enter');
    await page.locator('dialog .error').waitFor();
    await page.getByLabel('E-mail address').fill('new@juniper.example');
    await page.getByLabel('First name').fill('Nora');
    await press('Enter');
    await page.waitForSelector('h1:has-text("Nora")');
  });

  test('a file: how it is read, what would come of it and why not, imported, two made one, and undone', async () => {
    await signIn(page, cadenza.url, '/app/imports');
    const lines = [
      'Vorname;Nachname;E-Mail;Webseite;Schuhgröße',
      'Priya;Raman;priya@home.example;https://juniper.example;38',
      'Tom;Whitfield;tom.whitfield@harbour.example;;45',
      'Kaputt;;no address;;',
    ];
    const [file] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByLabel('A file with').press('Enter'),
    ]);
    await file.setFiles({
      name: 'Messe.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'),
    });
    await page.locator('[aria-label=Columns]:has-text("cut at semicolons")').waitFor();
    expect(await page.textContent('[aria-label=Columns]')).toContain('letters as UTF-16');
    await page.getByLabel('Schuhgröße goes to').selectOption('new person');
    await page.locator('.toast:has-text("There is a field")').waitFor();
    await page.getByLabel('gets what was empty so far').press('Space');
    await page.getByRole('button', { name: 'Try it' }).press('Enter');
    const would = page.getByRole('region', { name: 'What would become of it' });
    await would.locator('.chip:has-text("done")').waitFor();
    expect(await would.locator('.figure').allTextContents()).toEqual([
      '1would be new',
      '1would be changed',
      '0would stay as they are',
      '1would be refused',
    ]);
    expect(await would.getByRole('list', { name: 'Why' }).textContent()).toContain(
      'not a valid e-mail address',
    );
    await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    const did = page.getByRole('region', { name: 'What became of it' });
    await did.locator('.chip:has-text("done")').waitFor();
    const list = page.url();

    await page.goto(`${cadenza.url}/app/people`);
    await row('Chief Technology Officer').locator('a').first().press('Enter');
    await page.getByRole('button', { name: 'Compare with Priya Raman' }).press('Enter');
    const differing = page.getByRole('table', { name: 'What differs' });
    await differing.locator('tr:has-text("Schuhgröße")').waitFor();
    await differing.getByLabel('priya@home.example').press('Space');
    await page.locator('.merge-lost').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
    await page.locator('.toast:has-text("Merged")').waitFor();
    await expect
      .poll(() => page.getByLabel('E-mail', { exact: true }).inputValue())
      .toBe('priya@home.example');
    expect(await page.getByLabel('Schuhgröße').inputValue()).toBe('38');
    await press('z');
    await page.locator('.toast:has-text("two again")').waitFor();
    await expect.poll(() => page.getByLabel('Schuhgröße').inputValue()).toBe('');

    await page.goto(list);
    const undo = async (way: string) => {
      await page.getByRole('button', { name: 'Undo…' }).press('Enter');
      await page.getByRole('button', { name: way }).press('Enter');
    };
    await undo('Put back what it changed');
    await expect.poll(() => page.textContent('.job')).toContain('1 done');
    await undo('Delete the people whom it made');
    await page.waitForURL('**/app/imports');
    await page.locator('.job').waitFor({ state: 'detached' });
    await page.goto(`${cadenza.url}/app/people?custom_fields[Schuhgröße]=38`);
    await page.locator('.state').waitFor();
    expect(await page.textContent('.state')).toContain('No people match');
  });

  test('nothing is in the way of anybody, in any theme and size', async () => {
    let looks = 0;
    const found: Record<string, string[]> = {};
    await signIn(page, cadenza.url, '/app/people');
    const look = async (path: string, wait: string) => {
      await wear(page, looks++);
      await page.goto(cadenza.url + path);
      await page.locator(wait).first().waitFor();
      const wrong = await axe(page);
      if (wrong.length > 0) found[path] = wrong;
    };
    for (const list of ['people', 'accounts']) {
      await look(`/app/${list}`, 'tr[data-row]');
      await look(`/app/${list}/1`, '.record');
      await look(`/app/${list}/999`, '[role=alert]');
    }
    await look('/app/people?city=Nowhere&country[_starts_with]=Ger&owner_id=x', '.state .pill');
    expect(await page.locator('.state .pill').count()).toBe(2);
    expect(found).toEqual({});
  });
});
