import { asked } from './world.mjs';

const of = (name, path, ready = 'main h1') => ({ name, path: `/app${path}`, ready });

/** What a team shows that has nothing yet. */
export const EMPTY = [
  of('welcome', '/welcome'),
  of('today-empty', '/', '.state'),
  of('inbox-empty', '/inbox', '.state'),
  of('people-empty', '/people', '.state'),
  of('cadences-empty', '/cadences', '.state'),
  of('templates-empty', '/templates', '.state'),
  of('mailboxes-empty', '/mailboxes', '.state'),
  of('ledger-empty', '/ledger', '.state'),
  of('analytics-empty', '/analytics/overview'),
];

/** What comes before somebody is signed in. */
export const SIGNED_OUT = [
  { name: 'login', path: '/login', ready: 'main h1' },
  { name: 'password', path: '/forgot-password', ready: 'main h1' },
];

/**
 * Every route of the web app, with records of the team that is signed in, and what must be there before it is looked at.
 * Pages of settings, reports and tabs are read from where the app itself names them: a new one is looked at by itself.
 */
export async function routes(page, world) {
  const first = async (path) => (await asked(page, path)).data?.[0]?.id;
  const [person, account, cadence, template] = await Promise.all([
    first('/v2/people?per_page=1&replied=true'),
    first('/v2/accounts?per_page=1'),
    first('/v2/cadences?per_page=1'),
    first('/v2/email_templates?per_page=1'),
  ]);
  const named = async (path, group) => {
    await visit(page, world, of(group, path));
    const found = await page
      .locator(`main a[href*="/app${path.replace('/timeline', '')}/"]`)
      .evaluateAll((links) => links.map((link) => link.pathname));
    return [...new Set(found)].map((each) =>
      of(`${group}-${each.split('/').at(-1)}`, each.slice('/app'.length)),
    );
  };
  return [
    of('today', '/', '.qi'),
    of('run', '/?run=1', '#work-title'),
    of('inbox', '/inbox?view=all', '.thread'),
    of('people', '/people', 'tr[data-row]'),
    of('person', `/people/${person}`),
    of('duplicates', '/people/duplicates'),
    of('accounts', '/accounts', 'tr[data-row]'),
    of('account', `/accounts/${account}`),
    of('imports', '/imports'),
    of('exports', '/exports'),
    of('cadences', '/cadences'),
    ...(await named(`/cadences/${cadence}/timeline`, 'cadence')),
    of('templates', '/templates'),
    ...(template === undefined ? [] : [of('template', `/templates/${template}`)]),
    ...(await named('/analytics', 'analytics')),
    of('mailboxes', '/mailboxes'),
    of('ledger', '/ledger'),
    of('sandbox', '/sandbox'),
    ...(await named('/settings', 'settings')),
    of('not-here', '/people/999999999', '.state'),
  ];
}

/** Goes there, and waits until nothing is awaited any more: the stream of events, which never ends, apart. */
export async function visit(page, world, { path, ready }) {
  await page.goto(world.url + path);
  await page.waitForSelector(ready, { timeout: 30_000 });
  await page.waitForFunction(
    () => document.querySelector('[aria-label="Loading"]') === null && document.fonts.status === 'loaded',
    undefined,
    { timeout: 30_000 },
  );
}
