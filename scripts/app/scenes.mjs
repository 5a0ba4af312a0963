// What can stand over the routes of the web app, and how they look when something is not as it should be: each is reached
// from a route as somebody would, by keys and buttons.
import { visit } from './routes.mjs';
import { asked } from './world.mjs';

const DIALOG = 'dialog[open]';
const MORE_WIDTH = { width: 390, height: 844 };
const RUN = '/app/?run=1';

/** By keys, one after another. */
const keys =
  (...each) =>
  async (page) => {
    for (const key of each) await page.keyboard.press(key);
  };
/** By the first button, or link, that is called so. */
const press = (name) => async (page) => {
  const within = (await page.$(DIALOG)) ? page.locator(DIALOG) : page.locator('main');
  await within.getByRole('button', { name }).first().click();
};
const all =
  (...steps) =>
  async (page, world) => {
    for (const step of steps) await step(page, world);
  };
const wait = (selector) => async (page) => {
  await page.waitForSelector(selector, { timeout: 10_000 });
};
/** Run mode with the first e-mail that waits for somebody in hand. */
const anEmail = async (page) => {
  const { data } = await asked(page, '/v2/queue?per_page=100');
  const { action } = data.items.find(({ kind }) => kind === 'email');
  return `${RUN}&item=action-${action.id}`;
};
const type = (words) => (page) => page.keyboard.type(words);

/** `at`: the address, or what finds it, where it is not the route's own; `shown`: it is there. */
const scene = (route, name, open, { at, ready, shown = DIALOG } = {}) => ({
  route,
  name,
  at,
  ready,
  open: all(open, wait(shown)),
});

const OF_LISTS = [
  scene('people', 'palette', all(keys('Control+k'), type('a')), { shown: '[role=option]' }),
  scene('people', 'sheet of keys', keys('Shift+?')),
  scene('people', 'fields to filter by', keys('f')),
  scene('people', 'filter of owners', all(keys('f'), type('Owner'), keys('Enter')), {
    shown: '.filter-form',
  }),
  scene('people', 'filter of days', all(keys('f'), type('Last contacted'), keys('Enter')), {
    shown: '.filter-form',
  }),
  scene('people', 'views', keys('v')),
  scene('people', 'columns', keys('Shift+C')),
  scene('people', 'new person', keys('c')),
  scene(
    'people',
    'refused new person',
    all(keys('c'), wait(DIALOG), async (page) => {
      await page.locator(`${DIALOG} input[type=email]`).fill('no address');
      await page.keyboard.press('Enter');
    }),
    { shown: `${DIALOG} .error` },
  ),
  scene('people', 'chosen rows', keys('j', 'x', 'j', 'x'), { shown: '.bulk' }),
  scene('people', 'a cadence for the chosen', keys('j', 'x', 'a')),
  scene('people', 'a tag for the chosen', keys('j', 'x', 'l')),
  scene('people', 'a look beside', keys('j', 'Space'), { shown: '.peek-body .kv' }),
  scene('people', 'save view', press('Save view'), {
    at: '/app/people?do_not_contact=false',
    ready: 'tr[data-row]',
  }),
  scene('people', 'nobody by filter', wait('.state'), {
    at: '/app/people?email_addresses=nobody%40nowhere.example',
    ready: '.state',
    shown: '.state',
  }),
  scene('accounts', 'new account', keys('c')),
  scene('person', 'why', keys('w')),
  scene('person', 'a cadence for them', keys('a')),
];

const OF_TODAY = [
  scene('today', 'notices', (page) => page.getByRole('button', { name: /^Notices/ }).click()),
  scene('today', 'why', keys('w')),
  scene('today', 'spread', press('Spread…'), { at: '/app/' }),
  scene('today', 'hand over', press('Hand over…')),
  scene('today', 'a toast', keys('z'), { shown: '.toast' }),
  scene('run', 'a call', wait('#call-notes'), { at: `${RUN}&kind=call`, shown: '#call-notes' }),
  scene('run', 'put off', keys('h'), { at: `${RUN}&kind=call` }),
  scene('run', 'an e-mail', wait('.mail, .source'), { at: anEmail, shown: '.wb' }),
  scene('run', 'editor', all(wait('.mail'), keys('e')), { at: anEmail, shown: '.source, .mail.editing' }),
  scene('run', 'preview', all(wait('.mail'), keys('p')), { at: anEmail }),
  scene('run', 'send at', all(wait('.mail'), keys('l')), { at: anEmail }),
  scene('inbox', 'assign', keys('Shift+A')),
  scene('inbox', 'put off', keys('h')),
];

const OF_CADENCES = [
  scene('cadences', 'new cadence', keys('c')),
  scene('cadence-timeline', 'a touch', (page) => page.locator('.row-open').first().click(), {
    shown: '.panel',
  }),
  scene('cadence-people', 'a member', (page) => page.locator('.row-open').first().click(), {
    shown: '.panel',
  }),
  ...['Timing', 'Branch', 'Versions'].map((part) =>
    scene('cadence-steps', part.toLowerCase(), press(part), { shown: '.editor' }),
  ),
  scene('cadence-steps', 'variables', press(/variable/i), { shown: '[role=listbox], dialog[open]' }),
  scene('templates', 'new template', keys('c')),
];

const OF_TEAMS = [
  scene('mailboxes', 'connect', keys('c')),
  scene('ledger', 'an e-mail', (page) => page.locator('.row-open').first().click(), { shown: '.panel' }),
  scene('ledger', 'doubts', wait('.state, .rows'), {
    at: '/app/ledger?state=uncertain',
    shown: '.state, .rows',
  }),
  scene('sandbox', 'messages', (page) => page.locator('.row-open').first().click(), {
    at: '/app/sandbox?view=messages',
    ready: '.row-open',
    shown: '.panel',
  }),
  scene('sandbox', 'made-up people', wait('form'), { at: '/app/sandbox?view=people', shown: 'form' }),
  scene('analytics-overview', 'what is counted', (page) => page.locator('.figure .count').first().click(), {
    shown: '.panel',
  }),
  scene('settings-users', 'who leaves', press(/leaves|hand over/i)),
  scene('today', 'more', (page) => page.locator('.side .more').click(), { shown: DIALOG }),
];

/** Answers that no demo gives: the server's errors, as every list and page meets them. */
const refused = (status, message) => (page) =>
  page.route(/\/v2\/people(\?|\/)/, (route) =>
    route.fulfill({
      status,
      contentType: 'application/json',
      headers: { 'x-request-id': 'audit-1' },
      body: JSON.stringify({ error: message }),
    }),
  );
const AMISS = [
  { route: 'people', name: 'an error', before: refused(500, 'Internal server error'), ready: '[role=alert]' },
  { route: 'people', name: 'forbidden', before: refused(403, 'Forbidden'), ready: '[role=alert]' },
  { route: 'person', name: 'an error', before: refused(422, 'Broken'), ready: '[role=alert]' },
  {
    route: 'run',
    name: 'offline',
    open: async (page) => {
      await page.context().setOffline(true);
      await page.waitForSelector('.strip');
    },
    after: (page) => page.context().setOffline(false),
  },
];

/** All of them, by the route that they stand over. */
export const scenes = [...OF_LISTS, ...OF_TODAY, ...OF_CADENCES, ...OF_TEAMS, ...AMISS];

/** Goes there, and opens it. */
export async function openScene(page, world, route, { name, at, ready, before, open }) {
  if (name === 'more') await page.setViewportSize(MORE_WIDTH);
  await before?.(page, world);
  const path = typeof at === 'function' ? await at(page) : (at ?? route.path);
  await visit(page, world, { ...route, path, ready: ready ?? route.ready });
  await open?.(page, world);
}

/** Takes away that which other scenes would see of it, however far it came. */
export async function closeScene(page, { before, after }) {
  await after?.(page);
  if (before) await page.unrouteAll({ behavior: 'ignoreErrors' });
}
