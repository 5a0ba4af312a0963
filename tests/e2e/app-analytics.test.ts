import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch } from './support.js';

const chromium = findBrowser();

describe.skipIf(!chromium)('analytics in the web app', () => {
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(60_000);
    complaints = watch(context);
    page = await context.newPage();
    await signIn(page, cadenza.url, path);
    await page.waitForSelector('main h1');
  }
  const call = (method: string, path: string, body?: unknown) =>
    page.evaluate(
      async ([how, where, what]) => {
        const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as { csrf: string };
        const answer = await fetch(`/v2/${where}`, {
          method: how as string,
          headers: { 'content-type': 'application/json', 'x-cadenza-csrf': boot.csrf },
          ...(what === undefined ? {} : { body: JSON.stringify(what) }),
        });
        return ((await answer.json()) as { data: never }).data;
      },
      [method, path, body] as const,
    );

  beforeAll(async () => {
    cadenza = await startCadenza();
    browser = await launch(chromium ?? '');
    // Two weeks of the demo: everybody on its cadence, and everybody answers.
    await open('/app/sandbox');
    await call('PUT', 'sandbox', {
      seed: 'spring',
      reply_rate: 1,
      bounce_rate: 0,
      complete_manual_steps: true,
    });
    const people = (await call('GET', 'people?per_page=100')) as { id: number }[];
    for (const { id } of people)
      await call('POST', 'cadence_memberships', { person_id: id, cadence_id: 1, user_id: 1 });
    await call('POST', 'sandbox/advance', { by: '14d' });
    await context.close();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await cadenza?.stop();
  });
  afterEach(async () => {
    await context?.close();
    expect(complaints).toEqual([]);
  });

  /** The number of a figure, by the button that opens its records. */
  // (A step is named with its day and cadence.)
  const number = (figure: string, row: string) =>
    page.getByRole('button', { name: new RegExp(`^${figure}, ${row}(?: · .*)?: `) });
  const records = () => page.locator('.counted li').count();

  it('opens every number by keyboard: as many records as it says, in an address for everybody', async () => {
    await open('/app/analytics');
    await page.waitForURL('**/app/analytics/overview');
    const sent = number('Sent', 'all');
    await sent.waitFor();
    const told = Number(await sent.textContent());
    expect(told).toBeGreaterThan(0);
    await sent.press('Enter');
    await expect.poll(records).toBe(told);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Sent');
    await page.keyboard.press('Escape');
    await page.locator('.counted').waitFor({ state: 'detached' });

    // The step that was answered; the same address shows the same to whoever opens it.
    await page.keyboard.press('3');
    await page.waitForURL('**/analytics/steps*');
    const replied = number('Replied', 'First touch');
    const answered = Number(await replied.textContent());
    await replied.press('Enter');
    await expect.poll(records).toBe(answered);
    await page.getByRole('button', { name: 'Link' }).press('Enter');
    await page.locator('.toast').waitFor();
    const report = (await call('GET', 'reports/emails?by=step&basis=cohort')) as {
      rows: { name: string; people_replied: number; reply_rate: { rate: number } }[];
    };
    expect(report.rows.find(({ name }) => name.startsWith('First touch · '))?.people_replied).toBe(answered);
    await page.reload();
    await expect.poll(records).toBe(answered);
    expect(await page.textContent('.counted h2')).toMatch(/^Replied · First touch · day 1 · /);

    // What a figure counts is told to who reaches its sign.
    await page.getByRole('button', { name: 'What this counts: Replied' }).focus();
    await expect
      .poll(() => page.locator('[role=tooltip]:popover-open').textContent())
      .toContain('never count');
  });

  it('has the rows as a file, and says why there are none', async () => {
    await open('/app/analytics/cadences');
    await page.waitForSelector('.report');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).press('Enter'),
    ]);
    expect(file.suggestedFilename()).toMatch(/^emails-by-cadence-.*\.csv$/);
    expect(readFileSync(await file.path(), 'utf8')).toContain('7x7 outbound');
    await page.goto(`${cadenza.url}/app/analytics/cadences?from=2020-01-01&until=2020-01-31`);
    await page.waitForSelector('text=Nothing happened in this time');
  });

  it.each([
    ['light', 1440, ['overview', 'steps', 'reps', 'deliverability']],
    ['dark', 390, ['overview', 'cadences', 'hours', 'versions', 'templates']],
  ] as const)('is in nobody’s way: %s, %i px wide', async (colorScheme, width, reports) => {
    await open('/app/analytics/overview', { colorScheme, viewport: { width, height: 900 } });
    const found: Record<string, string[]> = {};
    for (const report of reports) {
      await page.goto(`${cadenza.url}/app/analytics/${report}?compare=1&figure=sent`);
      await page.waitForSelector('.report, .heat, main .state');
      await page.locator('.counted li').first().waitFor();
      const wrong = await axe(page);
      if (await page.evaluate('document.scrollingElement.scrollWidth > innerWidth')) wrong.push('too wide');
      if (wrong.length > 0) found[report] = wrong;
    }
    expect(found).toEqual({});
  });
});
