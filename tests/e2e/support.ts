import { createServer } from 'node:http';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { pino } from 'pino';
import { runAdmin } from '../../apps/server/src/admin.js';
import { loadConfig } from '../../apps/server/src/config.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { openDatabase } from '../../apps/server/src/database.js';
import { start } from '../../apps/server/src/server.js';
import { firstData } from '../support/first-data.js';
import { testDatabase } from '../support/database.js';

export const ADMIN = { email: 'admin@cadenza.test', password: 'correct horse battery' };

/** The browser to drive: CHROMIUM, or the first Chromium or Chrome of PATH. */
export function findBrowser(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM) return CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false; // not there, or not to be run: the next one
      }
    });
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
      ['background-networking', 'component-update', 'sync'].map((each) => `--disable-${each}`),
    ),
  });
}

/** The whole server as `npm start` runs it, on a database of its own: with a few people and a cadence, or, as a newcomer finds it, empty. */
export async function startCadenza({ empty = false } = {}): Promise<{
  url: string;
  /** `cadenza-server admin ...`: what it prints. */
  admin(...args: string[]): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}> {
  const { database: opened, connection, close } = await testDatabase({ stamps: 'wall' });
  const { host = '', port, user, password, database } = connection;
  const address = new URL(`postgresql://localhost/${database}`);
  for (const [name, value] of Object.entries({ host, port, user, password }))
    if (value) address.searchParams.set(name, String(value));
  const ownPort = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-e2e-'));
  const config = loadConfig({
    PORT: String(ownPort),
    DATABASE_URL: address.href,
    SECRET_KEY: 'a test key that is long enough to be one',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    DATA_DIR: folder,
    // The tests' own mail servers listen here.
    MAIL_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    MAIL_PORTS: 'any',
    TICK_MS: '200',
    DEMO_DATA: 'false',
  });
  const progress = () => undefined;
  const running = await start({
    config,
    open: await openDatabase(config, { progress, role: 'all', owner: true }),
    clock: systemClock,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    progress,
    terminal: true,
  });
  if (!empty) await firstData(opened, systemClock.now());
  const admin = async (...args: string[]) => {
    const printed: unknown[] = [];
    const print = (json: unknown) => printed.push(json);
    await runAdmin(args, { database: opened, config, clock: systemClock, print });
    return printed[0] as Record<string, unknown>;
  };
  return {
    url: `http://localhost:${ownPort}`,
    admin,
    stop: async () => {
      await running.stop();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An app of somebody else: notes with what it is called back. */
export async function startCallback(): Promise<{ url: string; calls: URL[]; stop(): Promise<void> }> {
  const calls: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/cb') calls.push(url);
    response
      .setHeader('content-type', 'text/html')
      .end('<link rel="icon" href="data:,"><h1>Back at the app</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cb`,
    calls,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What pages complained about: scripts, policies, missing files. Answers that are errors on purpose do not count. */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const expected = /the server responded with a status of 4\d\d/.test(message.text());
    if (!expected || message.location().url !== message.page()?.url())
      complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', ({ error }) => complaints.push(String(error())));
  return complaints;
}

export async function signIn(page: Page, url: string, path = '/app', who = ADMIN): Promise<void> {
  await page.goto(`${url}/login?return_to=${encodeURIComponent(path)}`);
  await page.fill('#email', who.email);
  await page.fill('#password', who.password);
  await page.click('main button');
}

const AUDIT = readFileSync(new URL('audit.js', import.meta.url), 'utf8');

/** What is wrong with the page as it stands, in words: see audit.js. */
export function audit(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(AUDIT);
}

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
/**
 * Of what holds nobody asks where: a path to each element takes longer than to look at it. Frames have no axe of their own, which it
 * would wait for.
 */
const AXE_RUN =
  "axe.run(document, { resultTypes: ['violations'], selectors: false, iframes: false }).then((all) => all.violations.map((each) => each.id + ': ' + each.nodes[0].html))";

/** What axe has against the page as it stands, in words. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(AXE_RUN);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** How pages are looked at: themes and sizes, the last as at 200 % zoom. */
const LOOKS = [
  ['light', 1440, 900],
  ['dark', 390, 844],
  ['dark', 1024, 768],
  ['light', 720, 450],
] as const;

/** The look of the `at`th route: each route is looked at once, in another theme and size than the one before. */
export async function wear(page: Page, at: number): Promise<void> {
  const [colorScheme, width, height] = LOOKS[at % LOOKS.length] ?? LOOKS[0];
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
}
