const { readdirSync } = require('node:fs');

// Who may import whom (docs/architecture.md). What is not allowed here fails `npm run check`.
const src = '^apps/server/src';
const outside = (...own) => ({ path: `^(packages|apps|examples|bench)/`, pathNot: own });
const tests = '\\.test\\.ts$';

/** Areas of the domain: each may use those before it, through its face (index.ts), and pure rules of any. */
const AREAS = [
  'files',
  ...['identity', 'sandbox', 'suppressions', 'emails', 'memberships', 'mailboxes', 'scheduling', 'team'],
  ...['people', 'accounts', 'cadences', 'cadence-files', 'activities', 'meetings', 'receiving', 'imports'],
  ...['actions', 'calls', 'notes', 'tasks', 'histories', 'audit', 'exports', 'bulk'],
  'reports',
  'crm',
  'feed',
  'webhooks',
  'search',
  'merging',
  'privacy',
  'queue',
  'offboarding',
];
for (const { name } of readdirSync('apps/server/src/domain', { withFileTypes: true }).filter((e) =>
  e.isDirectory(),
))
  if (!AREAS.includes(name))
    throw new Error(
      `domain/${name} has no place in the order of areas: name it in AREAS (.dependency-cruiser.cjs), behind those it uses`,
    );
/** Wings of the engine, in the same manner; what is in none of them belongs to all, or joins them. */
const WINGS = ['planning', 'sending', 'receiving', 'forecast', 'sandbox'];
const inOrder = (folder, rooms) =>
  rooms.slice(0, -1).map((room, at) => ({
    name: `${folder}-${room}-knows-nothing-of-what-comes-after-it`,
    severity: 'error',
    from: { path: `${src}/${folder}/${room}/`, pathNot: tests },
    to: { path: `${src}/${folder}/(${rooms.slice(at + 1).join('|')})/`, pathNot: ROWS },
  }));
/** What writes an area's tables and knows no other area: whoever causes the change may call it, before the area or after. */
const ROWS = `${src}/domain/.+-rows\\.ts`;
const RULES = [`${src}/domain/[^/]+/rules\\.ts`, `${src}/domain/.+-rules\\.ts`];

/** Files below `from` may import, of our own code, only what matches one of `to`. */
const only = (name, from, ...to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: outside(...to),
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'contract-is-zod-only',
      severity: 'error',
      from: { path: '^packages/contract/src', pathNot: tests },
      to: { pathNot: ['^packages/contract/src', 'node_modules/zod'] },
    },
    // What browsers and strangers get: the contract's schemas stand apart, in schemas/.
    only('sdk-stands-alone', '^packages/sdk/src/[^/]+$', '^packages/sdk/'),
    only('sdk-schemas', '^packages/sdk/src/schemas/', '^packages/(sdk|contract)/'),
    {
      name: 'sdk-runs-without-dependencies',
      severity: 'error',
      from: { path: '^packages/sdk/src/[^/]+$', pathNot: tests },
      to: { path: 'node_modules|^node:', dependencyTypesNot: ['type-only'] },
    },
    // The app offers the example cadences: files of data.
    only(
      'cli-and-web-see-the-sdk',
      '^(packages/cli|apps/web)/src',
      '^packages/(cli|sdk)/',
      '^apps/web/',
      '^examples/cadences/',
    ),
    // The web app (apps/web): parts that know nothing, what is read and written, then features, which meet by their faces.
    only('web-ui-knows-only-itself', '^apps/web/src/ui/', '^apps/web/src/ui/'),
    only(
      'web-data-knows-no-screens',
      '^apps/web/src/data/',
      '^apps/web/src/(data|app)/',
      '^packages/sdk/',
      '^examples/cadences/',
    ),
    only('web-app-knows-no-features', '^apps/web/src/app/(?!router)', '^apps/web/src/(app|data|ui)/'),
    {
      name: 'web-features-meet-by-their-faces',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/', pathNot: tests },
      to: { path: '^apps/web/src/features/', pathNot: ['^apps/web/src/features/$1/', '/index\\.tsx?$'] },
    },
    {
      name: 'web-only-data-calls-the-sdk',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: [tests, '^apps/web/src/data/'] },
      to: { path: '^packages/sdk/', dependencyTypesNot: ['type-only'] },
    },
    only('examples-see-the-sdk', '^examples/', '^examples/', '^packages/sdk/'),
    only('kernel-imports-nothing-of-ours', `${src}/kernel`, `${src}/kernel`),
    // A view is typed by the contract's filters and sorts.
    only('db', `${src}/db`, `${src}/(db|kernel)/`, '^packages/contract/'),
    only(
      'domain',
      `${src}/domain`,
      `${src}/(domain|kernel|db)/`,
      `${src}/events/outbox`,
      `${src}/jobs/add`,
      '^packages/contract/',
    ),
    ...inOrder('domain', AREAS),
    ...inOrder('engine', WINGS),
    ...AREAS.map((area) => ({
      name: `${area}-is-used-through-its-face`,
      severity: 'error',
      from: { path: `${src}/`, pathNot: [tests, `${src}/domain/${area}/`] },
      to: { path: `${src}/domain/${area}/`, pathNot: [`${src}/domain/${area}/index`, ROWS, ...RULES] },
    })),
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: RULES },
      to: {
        path: '^(apps|packages)/',
        pathNot: [...RULES, `${src}/kernel/`, '^packages/contract/', `${src}/domain/[^/]+$`],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rows-know-no-other-area',
      severity: 'error',
      from: { path: `${src}/domain/([^/]+)/.+-rows\\.ts` },
      to: {
        path: '^(apps|packages)/',
        pathNot: [
          `${src}/domain/$1/.+-rows\\.ts`,
          ...RULES,
          `${src}/(kernel|db)/`,
          `${src}/events/outbox`,
          '^packages/contract/',
          `${src}/domain/[^/]+$`,
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    only('events-and-jobs', `${src}/(events|jobs)`, `${src}/(events|jobs|kernel|db)/`, '^packages/contract/'),
    only(
      'engine',
      `${src}/engine`,
      `${src}/(engine|kernel|db|domain)/`,
      `${src}/events/outbox`,
      `${src}/jobs/`,
      `${src}/mail/(compose|classify|foreign|track)(\\.|/)`,
      '^packages/contract/',
    ),
    only('files', `${src}/files/`, `${src}/(files|outside|kernel)/`),
    only('mail', `${src}/mail/`, `${src}/(mail|outside|kernel)/`, `${src}/engine/ports\\.`),
    only('outside', `${src}/outside/`, `${src}/(outside|kernel)/`),
    only(
      'webhooks',
      `${src}/webhooks/`,
      `${src}/(webhooks|kernel|db|domain|events|jobs|outside)/`,
      '^packages/contract/',
    ),
    only(
      'http',
      `${src}/http`,
      `${src}/(http|kernel|db|domain)/`,
      // Config's type only: main reads the environment.
      `${src}/config\\.`,
      `${src}/events/feed`,
      '^packages/contract/',
    ),
    {
      // Mail servers and DNS; PostgreSQL's port and the server's own; elsewhere addresses are only read (isIP).
      name: 'sockets-are-opened-in-adapters',
      severity: 'error',
      from: {
        path: src,
        pathNot: [
          tests,
          `${src}/(mail|outside)/`,
          `${src}/db/embedded/`,
          `${src}/http/(port|caller|tracking)\\.ts`,
        ],
      },
      to: {
        path: ['^(node:)?(net|tls|dgram|dns|dns/promises)$', 'node_modules/(nodemailer|imapflow)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      // Which looks where it goes (outside/guard.ts).
      name: 'one-client-asks-over-http',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src', pathNot: [tests, `${src}/outside/http-client\\.ts`] },
      to: {
        path: ['^(node:)?(http|https|http2)$', 'node_modules/(undici|axios|got|node-fetch|ky)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      // A stranger's bytes are parsed in the reader's thread (mail/foreign), never where requests are answered.
      name: 'only-the-reader-parses-mail',
      severity: 'error',
      from: { path: src, pathNot: [tests, `${src}/mail/(classify|foreign)/`] },
      to: { path: 'node_modules/mailparser/' },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
