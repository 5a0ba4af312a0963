import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { parseQuery, queryText } from './url';
import { ErrorScreen, NotFoundScreen } from './screens';
import { Shell } from './shell';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFoundScreen,
  errorComponent: ({ error, reset }) => <ErrorScreen error={error} retry={reset} />,
});

/** Everything a colleague must see the same stands in the address, by the API's own names. */
type Search = Record<string, unknown>;
const anySearch = (search: Search): Search => search;
const place = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, validateSearch: anySearch, component });

const today = place(
  '/',
  lazyRouteComponent(() => import('../features/today'), 'TodayScreen'),
);
const inbox = place(
  '/inbox',
  lazyRouteComponent(() => import('../features/inbox'), 'InboxScreen'),
);
const people = place(
  '/people',
  lazyRouteComponent(() => import('../features/people'), 'PeopleScreen'),
);
const person = place(
  '/people/$id',
  lazyRouteComponent(() => import('../features/people'), 'PersonScreen'),
);
const duplicatePeople = place(
  '/people/duplicates',
  lazyRouteComponent(() => import('../features/merging'), 'DuplicatePeopleScreen'),
);
const duplicateAccounts = place(
  '/accounts/duplicates',
  lazyRouteComponent(() => import('../features/merging'), 'DuplicateAccountsScreen'),
);
const accounts = place(
  '/accounts',
  lazyRouteComponent(() => import('../features/accounts'), 'AccountsScreen'),
);
const account = place(
  '/accounts/$id',
  lazyRouteComponent(() => import('../features/accounts'), 'AccountScreen'),
);
const cadences = place(
  '/cadences',
  lazyRouteComponent(() => import('../features/cadences'), 'CadencesScreen'),
);
const cadence = place(
  '/cadences/$id/$tab',
  lazyRouteComponent(() => import('../features/cadences'), 'CadenceScreen'),
);
const templates = place(
  '/templates',
  lazyRouteComponent(() => import('../features/templates'), 'TemplatesScreen'),
);
const template = place(
  '/templates/$id',
  lazyRouteComponent(() => import('../features/templates'), 'TemplateScreen'),
);
const analytics = place(
  '/analytics/$report',
  lazyRouteComponent(() => import('../features/analytics'), 'AnalyticsScreen'),
);
const settings = place(
  '/settings/$page',
  lazyRouteComponent(() => import('../features/settings'), 'SettingsScreen'),
);
const mailboxes = place(
  '/mailboxes',
  lazyRouteComponent(() => import('../features/mailboxes'), 'MailboxesScreen'),
);
const ledger = place(
  '/ledger',
  lazyRouteComponent(() => import('../features/ledger'), 'LedgerScreen'),
);
const sandbox = place(
  '/sandbox',
  lazyRouteComponent(() => import('../features/sandbox'), 'SandboxScreen'),
);
const imports = place(
  '/imports',
  lazyRouteComponent(() => import('../features/imports'), 'ImportsScreen'),
);
const importing = place(
  '/imports/$id',
  lazyRouteComponent(() => import('../features/imports'), 'ImportScreen'),
);
const newImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/new',
  beforeLoad: () => {
    redirect({ to: '/imports', replace: true, throw: true });
  },
});
const exports = place(
  '/exports',
  lazyRouteComponent(() => import('../features/exports'), 'ExportsScreen'),
);
const welcome = place(
  '/welcome',
  lazyRouteComponent(() => import('../features/welcome'), 'WelcomeScreen'),
);

const tab = (id: string, name: string) =>
  ({ to: '/cadences/$id/$tab', params: { id, tab: name }, replace: true }) as const;
/** Where programs and old pages lead. */
const oldMembers = createRoute({
  getParentRoute: () => root,
  path: '/cadences_v2/$id/v2/cadence_people',
  beforeLoad: ({ params }) => {
    redirect({ ...tab(params.id, 'people'), throw: true });
  },
});
const oldCadence = createRoute({
  getParentRoute: () => root,
  path: '/cadences/$id',
  beforeLoad: ({ params }) => {
    redirect({ ...tab(params.id, 'timeline'), throw: true });
  },
});

const anyReport = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  beforeLoad: () => {
    redirect({ to: '/analytics/$report', params: { report: 'overview' }, replace: true, throw: true });
  },
});

const anySettings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  beforeLoad: () => {
    redirect({ to: '/settings/$page', params: { page: 'profile' }, replace: true, throw: true });
  },
});

const tree = root.addChildren([
  today,
  inbox,
  people,
  duplicatePeople,
  duplicateAccounts,
  person,
  accounts,
  account,
  cadences,
  cadence,
  oldMembers,
  oldCadence,
  templates,
  template,
  analytics,
  anyReport,
  settings,
  anySettings,
  mailboxes,
  ledger,
  sandbox,
  imports,
  importing,
  newImport,
  exports,
  welcome,
]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/app',
    context: { queries },
    defaultPreload: 'intent',
    // The cache of queries decides what is fresh.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    parseSearch: parseQuery,
    stringifySearch: queryText,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
