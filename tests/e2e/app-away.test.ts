import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  api,
  besideOthers,
  databaseUrl,
  eventually,
  killLeftovers,
  startServer,
  temporaryFolder,
} from '../e2e-node/server.js';
import { ADMIN, findBrowser, launch, signIn } from './support.js';

const executable = findBrowser();

// What the world does to whoever works: the network goes, the server is killed, the tab is closed, another build comes.
describe.skipIf(executable === undefined)('the app when something is away', () => {
  const folder = temporaryFolder();
  let database: Awaited<ReturnType<typeof databaseUrl>>;
  let env: Record<string, string>;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let call: ReturnType<typeof api>;
  const people: number[] = [];

  const made = async (path: string, body: object): Promise<number> => {
    const { status, body: answer } = await call('POST', path, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer.data.id;
  };
  /** Calls and e-mails to be done, in one cadence each. */
  async function seed(): Promise<void> {
    const email_template_id = await made('/v2/email_templates', {
      title: 'Hello',
      subject: 'Quick question',
      body: '<p>Hi {{ first_name }},</p>',
    });
    const steps = [{ type: 'phone' }, { type: 'email', email_template_id, automated: false }];
    for (const step of steps) {
      const cadence_id = await made('/v2/cadences', { name: step.type, cadence_function: 'outbound' });
      await made('/v2/steps', { cadence_id, day: 1, due_immediately: true, ...step });
      for (const name of ['Ada', 'Ben', 'Cleo']) {
        const at = `${name}.${step.type}@away.example`.toLowerCase();
        const person_id = await made('/v2/people', {
          first_name: name,
          last_name: step.type,
          email_address: at,
          phone: '+49305551000',
        });
        people.push(person_id);
        await made('/v2/cadence_memberships', { cadence_id, person_id });
      }
    }
  }

  beforeAll(async () => {
    database = await databaseUrl();
    env = await besideOthers(database, folder, 'server', {
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    });
    [server, browser] = await Promise.all([startServer(env), launch(executable ?? '')]);
    call = api(server.url, server.key);
    await seed();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    killLeftovers();
    await database?.close();
    folder.remove();
  }, 120_000);

  const press = (keys: string) => page.keyboard.press(keys);
  const opened = async (path: string) => {
    page = await context.newPage();
    await page.goto(server.url + path);
  };
  const inHand = (kind: string) => page.locator('.wh', { hasText: kind });
  /** Opens what is to be done with somebody. */
  const takeUp = async (name: string) => {
    await page.locator('.qi', { hasText: name }).click();
    await inHand(name).waitFor();
  };
  const rowsOf = async (path: string): Promise<Record<string, unknown>[]> =>
    (await call('GET', path)).body.data;
  const calls = () => rowsOf('/v2/activities/calls?per_page=100');
  const emails = async () =>
    (await rowsOf('/v2/send_ledger?per_page=100')).filter(({ state }) => state !== 'cancelled');

  test('a minute offline: work goes on, and arrives once', async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
    await page.clock.install();
    await signIn(page, server.url, '/app/?run=1');
    await takeUp('Ada phone');
    await page.locator('.choice').first().waitFor();
    await takeUp('Ada email');
    await page.locator('.foot .primary:not([disabled])').waitFor();
    await context.setOffline(true);
    await press('Control+Enter');
    await takeUp('Ada phone');
    await press('1');
    await press('Control+Enter');
    await page.clock.fastForward(60_000);
    await page.locator('.strip', { hasText: 'You are offline. 2 changes are kept' }).waitFor();
    await context.setOffline(false);
    await page.locator('.strip').waitFor({ state: 'detached' });
    await eventually(async () => (await emails()).length === 1 && (await calls()).length === 1);
  });

  test('the server is killed in mid-edit and in mid-send: nothing is lost, nothing done twice', async () => {
    await page.close();
    await opened('/app/?run=1');
    await takeUp('Ben email');
    await page.locator('.foot .primary:not([disabled])').waitFor();
    await press('e');
    await page.locator('#letter-subject').fill('In other words');
    await server.stop('SIGKILL');
    await page.locator('#letter-subject').fill('In other words, at last');
    await press('Control+Enter');
    await page.locator('.strip', { hasText: 'The server is away. 1 change is kept' }).waitFor();
    // The tab goes as well: another one finds what it left, and does not offer it again.
    await page.close();
    server = await startServer(env);
    // The answer of what this sends is lost, as when the server dies after it wrote it down.
    let lost = 0;
    await context.route('**/send_email', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await opened('/app/');
    await page.locator('.qi', { hasText: 'Ben phone' }).waitFor();
    await eventually(async () => lost > 1);
    expect(await page.locator('.qi', { hasText: 'Ben email' }).count()).toBe(0);
    await eventually(async () => (await emails()).length === 2);
    const [ben] = await rowsOf(`/v2/send_ledger?person_id=${people[4]}`);
    expect(ben).toMatchObject({ subject: 'In other words, at last' });
    await context.unroute('**/send_email');
  });

  test('a tab closed with a draft: the draft is there, a field that was left is saved', async () => {
    await takeUp('Cleo phone');
    await page.locator('#call-notes').fill('Wants a call in spring');
    await page.goto(`${server.url}/app/people/${people[5]}`);
    const title = page.getByLabel('Title', { exact: true });
    await title.fill('Buyer');
    await page.close({ runBeforeUnload: true });
    await eventually(async () => (await rowsOf('/v2/people?title=Buyer')).length === 1);
    await opened('/app/?run=1');
    await takeUp('Cleo phone');
    await expect.poll(() => page.inputValue('#call-notes')).toBe('Wants a call in spring');
  });

  test('another build: said at once, loaded only when nothing is in hand', async () => {
    await context.route('**/v2/events/stream*', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: 'retry: 60000\n\nevent: ready\nid: 1\ndata: {"build":"another"}\n\n',
      }),
    );
    await page.reload();
    await takeUp('Cleo phone');
    await page.locator('.strip', { hasText: 'There is a newer version' }).waitFor();
    await page.locator('#call-notes').fill('Not before summer');
    await page.evaluate('window.old = true');
    await press('Escape');
    await press('g');
    await press('i');
    await page.locator('h1', { hasText: 'Inbox' }).waitFor();
    // (As a function: a string is looked at again by eval, which the page forbids.)
    await page.waitForFunction(() => !('old' in window));
    await context.unroute('**/v2/events/stream*');
    await page.goto(`${server.url}/app/?run=1`);
    await takeUp('Cleo phone');
    await expect.poll(() => page.inputValue('#call-notes')).toBe('Not before summer');
  });

  test('signed out and in again elsewhere: what was written meanwhile arrives; what is gone is said in its field', async () => {
    await page.goto(`${server.url}/app/people/${people[3]}`);
    const title = page.getByLabel('Title', { exact: true });
    await title.waitFor();
    await context.clearCookies();
    await title.fill('Owner');
    await press('Enter');
    await page.locator('.strip', { hasText: 'You are signed out. 1 change is kept' }).waitFor();
    const other = await context.newPage();
    await signIn(other, server.url, '/app/mailboxes');
    await other.waitForURL('**/app/mailboxes');
    await other.close();
    // (It tries by itself from time to time; "Go on" spares the wait.)
    await page.waitForFunction(() => {
      const strip = document.querySelector('.strip');
      strip?.querySelector('button')?.click();
      return strip === null;
    });
    expect(await rowsOf('/v2/people?title=Owner')).toHaveLength(1);

    await call('DELETE', `/v2/people/${people[3]}`);
    await title.fill('Nobody');
    await press('Enter');
    await page.locator('.error', { hasText: 'not there any more' }).waitFor();
  });
});
