// What the bench, the audit and the screenshots of the web app look at: a server of their own, filled with the demo, and a
// Chromium in front of it. CADENZA_URL names a server that runs already (with ADMIN_EMAIL and
// ADMIN_PASSWORD, and DATA_DIR where the bench may fill its database).
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { checkNode, ensureBuilt, ensureInstalled } from '../setup.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 180_000;
/** A demo lives through its weeks beside whatever else the machine does. */
const DEMO_MS = 900_000;

/** A server with an empty team, the demo beside it, and a browser. `stop` takes all of it away, but for the folder that is `kept`. */
export async function openWorld({ kept } = {}) {
  checkNode();
  await ensureInstalled();
  await ensureBuilt(['apps/server', 'apps/web']);
  const server = process.env.CADENZA_URL ? running() : await startServer(kept);
  const browser = await launch();
  return {
    ...server,
    browser,
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

function running() {
  const { CADENZA_URL: url, ADMIN_EMAIL: email = '', ADMIN_PASSWORD: password = '', DATA_DIR } = process.env;
  return { url: url.replace(/\/$/, ''), email, password, folder: DATA_DIR, stop: async () => undefined };
}

async function startServer(kept) {
  const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'cadenza-app-'));
  const [email, password] = ['admin@cadenza.test', 'a password for an hour'];
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, 'apps/server/bin/cadenza-server.mjs'), 'start'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: folder,
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: password,
    },
  });
  const ended = new Promise((done) => child.once('exit', done));
  let said = '';
  const ready = new Promise((done) => {
    child.stdout.on('data', (part) => {
      said += part;
      if (/is ready\.|is running\./.test(said)) done(true);
    });
  });
  if ((await Promise.race([ready, ended, delay(READY_MS, false)])) !== true)
    throw new Error(`The server did not start:\n${said}`);
  const stop = async () => {
    child.kill();
    await ended;
    if (!kept) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  return {
    url: `http://localhost:${port}`,
    email,
    password,
    folder,
    readyMs: performance.now() - begun,
    stop,
  };
}

/** The browser to drive: CHROMIUM, or the first Chromium or Chrome of PATH. */
export function findChromium() {
  const { CHROMIUM, PATH = '' } = process.env;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const files = CHROMIUM
    ? [CHROMIUM]
    : PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = files.find(isProgram);
  if (!found) throw new Error('There is no Chromium in PATH: name one in CHROMIUM');
  return found;
}

const launch = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A page of somebody signed in; `demo`: in the demo's team, as soon as that is filled. */
export async function signedIn(world, options = {}, { demo = true } = {}) {
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${world.url}/login?return_to=/app/mailboxes`);
  await page.fill('#email', world.email);
  await page.fill('#password', world.password);
  await page.click('main button');
  await page.waitForSelector('main h1');
  if (demo) await intoDemo(page, world);
  return { context, page };
}

async function intoDemo(page, { url }) {
  for (const until = performance.now() + DEMO_MS; performance.now() < until; ) {
    const { demo } = await bootOf(page);
    if (demo === null || demo.here) return;
    if (demo.ready) {
      await page.evaluate(
        (csrf) => {
          const form = document.createElement('form');
          form.method = 'post';
          form.action = '/app/team';
          for (const [name, value] of Object.entries({ csrf, to: 'demo' }))
            form.append(Object.assign(document.createElement('input'), { name, value }));
          document.body.append(form);
          form.submit();
        },
        (await bootOf(page)).csrf,
      );
      await page.waitForURL('**/app/**');
      await page.waitForSelector('main h1');
      return;
    }
    await delay(1000);
    await page.goto(`${url}/app/mailboxes`);
  }
  throw new Error('The demo was not filled in time');
}

/** What came with the page. */
export const bootOf = (page) => page.evaluate(() => JSON.parse(document.getElementById('boot').textContent));

/** Calls the API as whoever is signed in. */
export const asked = (page, path, body) =>
  page.evaluate(
    async ([to, sent]) => {
      const { csrf } = JSON.parse(document.getElementById('boot').textContent);
      const answer = await fetch(to, {
        method: sent === undefined ? 'GET' : 'POST',
        headers: { 'x-cadenza-csrf': csrf, 'content-type': 'application/json' },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      return answer.json();
    },
    [path, body],
  );
