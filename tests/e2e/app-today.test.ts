import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ADMIN, axe, findBrowser, launch, startCadenza, watch, wear } from './support.js';

const executable = findBrowser();
const ITEMS = 30;
/** Thirty things with all their answers, on a machine that does other things as well. */
const PATIENCE_MS = 180_000;

describe.skipIf(executable === undefined)('Today', () => {
  let cadenza: Awaited<ReturnType<typeof startCadenza>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let key = '';

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(cadenza.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (JSON.parse(text) as { data: T }).data;
  };
  const made = async (path: string, body: object) => (await call<{ id: number }>('POST', path, body)).id;

  /** A cadence of one manual step that is due at once, and a second one days later. */
  async function cadenceOf(name: string, step: object): Promise<number> {
    const id = await made('/v2/cadences', { name, cadence_function: 'outbound', team_cadence: true });
    await made('/v2/steps', { cadence_id: id, day: 1, due_immediately: true, ...step });
    await made('/v2/steps', { cadence_id: id, day: 4, type: 'phone', name: 'Second call' });
    return id;
  }

  /** Thirty mixed things to do: e-mails, calls, social steps, tasks; every fourth person has no title. */
  async function seed(): Promise<void> {
    const template = await made('/v2/email_templates', {
      title: 'Back to the top',
      subject: 'Quick question about {{ company }}',
      body: '<p>Hi {{ first_name }},</p><p>As {{ title }} you will know. <a href="https://example.com/x">More</a></p>',
    });
    const cadences = [
      await cadenceOf('Notes', { type: 'email', email_template_id: template, automated: false }),
      await cadenceOf('Calls', { type: 'phone', instructions: 'Offer two times.' }),
      await cadenceOf('Social', {
        type: 'other',
        name: 'Visit',
        instructions: 'A line for {{ first_name }}.',
      }),
    ];
    for (let at = 0; at < ITEMS; at += 1) {
      const person = await made('/v2/people', {
        first_name: `P${at}`,
        last_name: 'Keller',
        email_address: `p${at}@today.example`,
        phone: '+49305551000',
        person_company_name: 'Kestrel',
        ...(at % 8 === 0 ? {} : { title: 'Buyer' }),
      });
      const cadence = cadences[at % 4];
      if (cadence === undefined)
        await made('/v2/tasks', {
          person_id: person,
          subject: `Questionnaire ${at}`,
          task_type: 'general',
          due_date: new Date().toISOString().slice(0, 10),
        });
      else await made('/v2/cadence_memberships', { cadence_id: cadence, person_id: person });
    }
  }

  beforeAll(async () => {
    if (executable === undefined) return;
    cadenza = await startCadenza();
    browser = await launch(executable);
    key = String((await cadenza.admin('key', 'create', '--user', ADMIN.email, '--json'))['key']);
    await seed();
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    complaints = watch(context);
    page = await context.newPage();
    // Whoever works here has no mouse.
    for (const name of ['click', 'down', 'move', 'dblclick', 'wheel'] as const)
      page.mouse[name] = () => {
        throw new Error('there is no mouse');
      };
    await page.goto(`${cadenza.url}/login?return_to=/app/`);
    await page.fill('#email', ADMIN.email);
    await page.fill('#password', ADMIN.password);
    await pressed('Enter');
    await page.waitForSelector('.qi.on');
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await cadenza?.stop();
  });

  async function pressed(keys: string): Promise<void> {
    await page.keyboard.press(keys);
  }
  /** In the page: what is in hand is seen, in a list that is scrolled or not. */
  const inSight = (scrolled: boolean) => {
    const [list, row] = [document.querySelector('.q'), document.querySelector('.qi.on')];
    if (!list || !row) return false;
    const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
    const seen = inner.top >= outer.top && inner.bottom <= outer.bottom;
    return seen && list.scrollTop > 100 === scrolled;
  };
  /** Something else is in hand. */
  const nextAfter = async (before: string | null) =>
    page.waitForFunction((was) => document.querySelector('.wh')?.textContent !== was, before);

  /** Does what is in hand, whatever it is, by keys. */
  async function doIt({ stay = false } = {}): Promise<void> {
    const before = await page.textContent('.wh');
    const primary = await page.textContent('.foot .primary');
    if (primary?.startsWith('Send')) {
      await page.waitForSelector('.mail');
      if ((await page.$('.notice')) !== null) {
        await pressed('t');
        await page.waitForSelector('dialog[open]');
        await page.keyboard.type('Buyer');
        await pressed('Enter');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
      }
      await page.waitForSelector('.foot .primary:not([disabled])');
    }
    if (primary?.startsWith('Log')) {
      await page.waitForSelector('.choice');
      await pressed('2');
      await page.waitForSelector('.choice :checked');
    }
    if (stay) {
      await pressed('Control+Shift+Enter');
      await page.waitForSelector('.notice.good');
      expect(await page.textContent('.wh')).toBe(before);
    }
    await pressed('Control+Enter');
    await nextAfter(before);
  }

  test(
    'thirty mixed things by keys alone; a variable is filled in, and the last one is taken back',
    async () => {
      expect(await page.textContent('.seg .on')).toBe(`All ${ITEMS}`);
      // The list follows the keys, down and up again, whatever the address does meanwhile.
      for (let down = 0; down < ITEMS - 5; down += 1) await pressed('j');
      await page.waitForFunction(inSight, true);
      for (let up = 0; up < ITEMS - 5; up += 1) await pressed('k');
      await page.waitForFunction(inSight, false);
      await pressed('Enter');
      await page.waitForSelector('#work-title');
      // The second is put off, the third left out.
      await doIt();
      await pressed('h');
      await page.waitForSelector('dialog[open]');
      const second = await page.textContent('.wh');
      await pressed('Enter');
      await nextAfter(second);
      await doIt({ stay: true });
      for (let left = ITEMS - 4; left > 0; left -= 1) await doIt();
      const last = await page.textContent('.wh');
      await pressed('Control+Enter');
      await page.waitForSelector('text=All done');
      await pressed('z');
      await page.waitForSelector('#work-title');
      expect(await page.textContent('.wh')).toBe(last);
      await pressed('Control+Enter');
      await page.waitForSelector('text=All done');
      const { counts } = await settled();
      expect(counts.total).toBe(0);
      const [calls, tasks, emails] = await Promise.all([
        call<unknown[]>('GET', '/v2/activities/calls?per_page=100'),
        call<unknown[]>('GET', '/v2/tasks?current_state=completed&per_page=100'),
        call<{ state: string }[]>('GET', '/v2/send_ledger?per_page=100'),
      ]);
      // One of the thirty was put off; nothing was done twice.
      expect(emails.filter(({ state }) => state !== 'cancelled').length).toBeLessThanOrEqual(8);
      expect(calls.length + tasks.length).toBeGreaterThanOrEqual(13);
      expect(complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  /** The queue when everything that was held has arrived. */
  async function settled(): Promise<{ counts: { total: number } }> {
    return vi.waitFor(
      async () => {
        const queue = await call<{ counts: { total: number } }>('GET', '/v2/queue');
        expect(queue.counts.total).toBe(0);
        return queue;
      },
      { timeout: 30_000, interval: 300 },
    );
  }

  // Goes on from where the thirty end.
  test(
    'an answer comes to the top by itself; it is read, and its match taken back, in the inbox',
    async () => {
      const { messages } = await vi.waitFor(
        async () => {
          const found = await call<{ messages: { id: number }[] }>('GET', '/v2/sandbox/messages');
          expect(found.messages.length).toBeGreaterThan(0);
          return found;
        },
        { timeout: 30_000, interval: 300 },
      );
      await page.goto(`${cadenza.url}/app/`);
      await page.waitForSelector('text=Nothing to do now');
      await call('POST', `/v2/sandbox/messages/${messages[0]?.id}/react`, {
        kind: 'reply',
        text: 'Thursday?',
      });
      await page.waitForSelector('.qi .k.r');
      await pressed('Enter');
      await page.waitForSelector('.evidence');
      expect(await page.textContent('.evidence')).toContain('Taken for a reply');
      await pressed('g');
      await pressed('i');
      await page.waitForSelector('.thread .evidence');
      await pressed('u');
      await page.waitForSelector('text=what it changed was taken back');
      await pressed('e');
      await page.waitForSelector('text=Nobody waits for an answer');
      await pressed('z');
      await page.waitForSelector('.thread');
      await pressed('Enter');
      await page.keyboard.type('Thursday suits me.');
      await pressed('Control+Enter');
      await page.waitForSelector('text=Nobody waits for an answer');
      expect(complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'no violation of axe, in any theme and size',
    async () => {
      const paths = ['/app/', '/app/?run=1', '/app/inbox?view=all', '/app/inbox?view=done'];
      for (const [at, path] of paths.entries()) {
        await wear(page, at + 1);
        await page.goto(cadenza.url + path);
        await page.waitForSelector('.work, .q.wide .qi, .state, .thread');
        await page.waitForLoadState('networkidle');
        expect(await axe(page), path).toEqual([]);
      }
    },
    PATIENCE_MS,
  );
});
