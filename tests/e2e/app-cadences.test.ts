import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe, findBrowser, launch, signIn, startCadenza, watch, wear } from './support.js';

const chromium = findBrowser();

describe.skipIf(!chromium)('cadences, mailboxes, ledger and sandbox in the web app', () => {
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
    expect(complaints).toEqual([]);
  });

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(60_000);
    complaints = watch(context);
    page = await context.newPage();
    await signIn(page, cadenza.url, path);
    await page.waitForSelector('main h1, main .seg');
  }

  /** The API as the page calls it: by the session, with its token. */
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

  const press = (name: string | RegExp, key = 'Enter') => page.getByRole('button', { name }).press(key);

  it('builds and launches a cadence by keyboard alone: a mistake is named, and mended', async () => {
    await open('/app/cadences');
    await page.waitForSelector('.row-open');
    await page.keyboard.press('c');
    await page.getByLabel('Name (required)').fill('Spring push');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cadences/*/steps');
    await expect.poll(() => page.textContent('.launch')).toContain('It has no step yet.');

    await press('E-mail');
    await page.getByLabel(/^Subject/).fill('About {{ titel }}');
    await page.getByRole('textbox', { name: 'Text' }).focus();
    await page.keyboard.type('Hello ');
    await page.keyboard.press('{');
    await page.getByRole('combobox', { name: 'Variable or snippet' }).fill('first_name');
    await page.keyboard.press('Enter');
    await page.keyboard.type(', & ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('bold');
    await expect.poll(() => page.textContent('.preview')).toContain('did you mean title?');
    await press('Replace');
    await expect.poll(() => page.getByLabel(/^Subject/).inputValue()).toBe('About {{ title }}');
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.textContent('.launch')).toContain('the server can read them');

    await press('Call');
    await expect.poll(() => page.locator('.step-list li').count()).toBe(2);
    // Deleted, and had back; moved twice before the first order has arrived.
    await press('Delete');
    await expect.poll(() => page.locator('.step-list li').count()).toBe(1);
    await page.locator('main').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.step-list li').count()).toBe(2);
    await page.locator('.step-list .row-open').last().press('Enter');
    await press('Up');
    await press('Down');
    await page.locator('.step-list li.on .row-open').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => page.locator('.day-head').allTextContents()).toEqual(['Day 1', 'Day 2']);

    await press('Branch');
    await page.getByLabel('Who gets it').selectOption('opened');
    await page.getByLabel('Everybody else').selectOption('end');
    await page.keyboard.press('Control+s');
    await expect
      .poll(() => page.textContent('.step-branch'))
      .toContain('if they opened any e-mail, else the cadence ends');
    await page.locator('.step-list .row-open').first().press('Enter');
    await press('Versions');
    await press('Add a version');
    await page.getByRole('button', { name: 'Version B', pressed: true }).waitFor();

    await press('Launch');
    await expect.poll(() => page.textContent('.crumb')).toContain('Active');
    const id = Number(new URL(page.url()).pathname.split('/')[3]);
    const steps = (await call('GET', `steps?cadence_id=${id}`)) as { type: string; day: number }[];
    expect(steps.map(({ type, day }) => `${type} ${day}`).toSorted()).toEqual(['email 1', 'phone 2']);
    const [template] = (await call('GET', 'email_templates?sort_by=created_at&sort_direction=DESC')) as {
      subject: string;
      body: string;
    }[];
    expect(template).toMatchObject({
      subject: 'About {{ title }}',
      body: '<p>Hello&nbsp;{{ first_name }}, &amp; <b>bold</b></p>',
    });
  });

  it('keeps what rich text cannot show, and drops a step where it is dragged', async () => {
    await open('/app/cadences/1/steps');
    await press('Source');
    const odd =
      '<p style="color: #333">Hi {{ first_name }}</p>\n<!-- note -->\n{% if title %}<p>As {{ title }}</p>{% endif %}<table><tr><td>1</td></tr></table>';
    await page.getByLabel(/^Text/).fill(odd);
    await press('Rich text');
    await page.getByRole('textbox', { name: 'Text' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await press('Source');
    expect(await page.getByLabel(/^Text/).inputValue()).toBe(odd.replace('</p>', '!</p>'));
    await press('Put back');

    interface Placed {
      readonly id: number;
      readonly name: string;
      readonly day: number;
      readonly step_number: number;
    }
    const steps = async () =>
      ((await call('GET', 'steps?cadence_id=1&per_page=100')) as Placed[]).toSorted(
        (a, b) => a.day - b.day || a.step_number - b.step_number,
      );
    const before = await steps();
    // (An e-mail in a thread cannot come before the one that it answers.)
    const manual = page.locator('.step-list li', { hasText: 'manual' }).last();
    const moving = (await manual.locator('.step-name').textContent()) ?? '';
    const first = page.locator('.step-list li').first();
    await manual.dragTo(first, { targetPosition: { x: 60, y: 4 } });
    await expect.poll(() => page.textContent('.step-list .step-name')).toBe(moving);
    await expect.poll(async () => (await steps())[0]?.name).toBe(moving);
    await call('PUT', 'cadences/1/step_places', { steps: before.map(({ id, day }) => ({ id, day })) });
  });

  it('refuses words over somebody else’s, and keeps them in the form', async () => {
    await open('/app/cadences/1/steps');
    await page.getByLabel(/^Subject/).fill('Mine');
    await call('PUT', 'email_templates/1', { subject: 'Theirs {{ company | default: "x" }}' });
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.textContent('.editor [role=alert]')).toContain('Changed since');
    expect(await page.getByLabel(/^Subject/).inputValue()).toBe('Mine');
    // A closed tab loses nothing of it.
    await expect
      .poll(async () => {
        await page.reload();
        // (What was kept is read after the page is there.)
        const mine = () => [...document.querySelectorAll('input')].some(({ value }) => value === 'Mine');
        return page.waitForFunction(mine, undefined, { timeout: 5000 }).then(
          () => true,
          () => false,
        );
      })
      .toBe(true);
    await press('Put back');
    // Browsers write every refusal of a server down.
    expect(complaints.splice(0).join()).toMatch(/^[^,]* 412 [^,]*$/);
  });

  it('rehearses and puts people on by keyboard: who is refused, and why, is said before', async () => {
    await open('/app/cadences/1/rehearse');
    const person = { first_name: 'Rhea', last_name: 'Hearsal', email_address: 'rhea@acme.example' };
    const rhea = (await call('POST', 'people', person)) as { id: number };
    await call('POST', 'people', { ...person, email_address: 'never@acme.example', do_not_contact: true });
    await page
      .getByLabel('Or paste addresses')
      .fill('Rhea <RHEA@acme.example>; never@acme.example, ghost@acme.example');
    await press(/^Look up 3/);
    await expect.poll(() => page.getByLabel('Or paste addresses').inputValue()).toBe('ghost@acme.example');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.textContent('main')).toContain('1 of 2 people would be put on it');
    expect(await page.textContent('.reasons')).toContain('1 would not');
    await page.locator('.rows .row-open').first().press('Enter');
    expect(await page.textContent('.rehearsed')).toContain('Rhea Hearsal');
    const on = async () =>
      ((await call('GET', `cadence_memberships?person_id=${rhea.id}`)) as unknown[]).length;
    expect(await on()).toBe(0);
    await press(/^Put them on it/);
    await page.getByRole('button', { name: 'Do it' }).press('Enter');
    await expect.poll(on).toBe(1);
    await page.locator('.job').getByRole('button', { name: 'Undo' }).press('Enter');
    await expect
      .poll(async () => (await call('GET', `people?ids=${rhea.id}&cadence_id=1`)) as unknown[])
      .toEqual([]);
  });

  it('moves the sandbox’s clock, acts as a reader, and tells what became of the e-mail', async () => {
    await open('/app/sandbox');
    await call('PUT', 'sandbox', {
      enabled: true,
      seed: 'e2e',
      open_rate: 1,
      reply_rate: 0,
      auto_reply_rate: 0,
      bounce_rate: 0,
      opt_out_rate: 0,
    });
    const people = (await call('GET', 'people?per_page=3&do_not_contact=false')) as {
      id: number;
      display_name: string;
    }[];
    for (const { id } of people)
      await call('POST', 'cadence_memberships', { person_id: id, cadence_id: 1, user_id: 1 });
    await page.reload();
    await press('+1 day');
    await expect.poll(() => page.textContent('main')).toContain('Opened');

    await press('Messages');
    await page.locator('.row-open').first().press('Enter');
    await expect
      .poll(() => page.frameLocator('.panel iframe').locator('body').textContent())
      .toContain('Hi ');
    await press('Reply');
    await expect.poll(() => page.textContent('.reactions')).toContain('Received as reply');

    await page.goto(`${cadenza.url}/app/ledger?state=sent`);
    await page.locator('.row-open').first().press('Enter');
    await expect.poll(() => page.textContent('.panel')).toContain('sending');
  }, 60_000);

  it('shows what will leave and why then, and skips with an undo', async () => {
    await open('/app/cadences/1/timeline');
    await page.waitForSelector('.row-open');
    const next = page.locator('.bar-day').filter({ has: page.locator('.s1') });
    await next.first().press('Enter');
    const touch = page.locator('tr', { hasText: 'Follow-up' }).locator('.row-open').first();
    await touch.press('Enter');
    expect(await page.textContent('.panel')).toContain('Why then');
    await expect
      .poll(() => page.frameLocator('.panel iframe').locator('body').textContent())
      .toContain('Bringing this back');
    await page.goto(`${cadenza.url}/app/cadences/1/people`);
    await page.locator('.row-open').first().press('Enter');
    const name = await page.textContent('.panel h2');
    await page.locator('.panel').getByRole('button', { name: 'Pause' }).press('Enter');
    await expect.poll(() => page.locator('tr', { hasText: name ?? '' }).textContent()).toContain('Paused');
    await page.keyboard.press('z');
    await expect
      .poll(() => page.locator('tr', { hasText: name ?? '' }).textContent())
      .not.toContain('Paused');
  }, 60_000);

  it('every screen is fit for everybody, in any theme and size', async () => {
    await open('/app/cadences');
    const found: Record<string, string[]> = {};
    const tabs = ['timeline', 'people', 'steps', 'rehearse', 'results', 'settings'].map(
      (tab) => `cadences/1/${tab}`,
    );
    const paths = ['cadences', ...tabs, 'mailboxes', 'ledger', 'sandbox', 'sandbox?view=messages'];
    for (const [at, path] of paths.entries()) {
      await wear(page, at);
      await page.goto(`${cadenza.url}/app/${path}`);
      await page.waitForSelector('main :is(.rows, form, .figure, .step-list, .state)');
      const wrong = await axe(page);
      if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) wrong.push('too wide');
      if (wrong.length > 0) found[path] = wrong;
    }
    expect(found).toEqual({});
  }, 120_000);
});
