import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { meQuery } from '../lib/access.ts';
import { rememberCsrf } from '../lib/api.ts';
import { ApiProblem } from '../lib/problem.ts';
import { openWords } from '../lib/search-words.ts';
import { Skeleton } from '../ui/problem-view.tsx';
import { CrashPage, CrashScreen, NotFoundPage } from './fallback-pages.tsx';
import * as search from './search-params.ts';
import { Shell } from './shell/shell.tsx';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashScreen,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: search.loginSearch,
  component: lazyRouteComponent(() => import('../features/auth/login-page.tsx'), 'LoginPage'),
});

/** Everything for people who are logged in. Without a session: to the login page, and back here afterwards. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  pendingComponent: () => <Skeleton lines={6} />,
  errorComponent: CrashScreen,
  beforeLoad: async ({ context, location }) => {
    try {
      const person = await context.queryClient.ensureQueryData(meQuery);
      rememberCsrf(person.csrf);
      await openWords(location.state.words, person.csrf);
      if (person.setupOpen) throw redirect({ to: '/setup' });
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) throw redirect({ to: '/login', search: { return: location.href } });
      throw error;
    }
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/auth/setup-page.tsx'), 'SetupPage'),
});

const workbench = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/workbench/workbench-page.tsx'), 'WorkbenchPage'),
});
const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: search.ordersSearch,
  component: lazyRouteComponent(() => import('./routes/orders.tsx'), 'OrdersRoute'),
});
const order = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./routes/order.tsx'), 'OrderRoute'),
});
const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  component: lazyRouteComponent(() => import('./routes/customers.tsx'), 'CustomersRoute'),
});
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./routes/customers.tsx'), 'CustomerRoute'),
});
const dispatch = createRoute({
  getParentRoute: () => shell,
  path: '/dispatch',
  validateSearch: search.dispatchSearch,
  component: lazyRouteComponent(() => import('./routes/dispatch.tsx'), 'DispatchRoute'),
});
const roster = createRoute({
  getParentRoute: () => shell,
  path: '/roster',
  validateSearch: search.rosterSearch,
  component: lazyRouteComponent(() => import('./routes/dispatch.tsx'), 'RosterRoute'),
});
const settlement = createRoute({
  getParentRoute: () => shell,
  path: '/settlement',
  validateSearch: search.settlementSearch,
  component: lazyRouteComponent(() => import('./routes/settlement.tsx'), 'SettlementRoute'),
});
const cash = createRoute({
  getParentRoute: () => shell,
  path: '/settlement/cash',
  validateSearch: search.cashSearch,
  component: lazyRouteComponent(() => import('./routes/settlement.tsx'), 'CashRoute'),
});
const balance = createRoute({
  getParentRoute: () => shell,
  path: '/settlement/balance',
  component: lazyRouteComponent(() => import('../features/settlement/trial-balance-page.tsx'), 'TrialBalancePage'),
});
const books = createRoute({
  getParentRoute: () => shell,
  path: '/books',
  component: lazyRouteComponent(() => import('../features/pricing/book-list-page.tsx'), 'BookListPage'),
});
const bookImport = createRoute({
  getParentRoute: () => shell,
  path: '/books/import',
  component: lazyRouteComponent(() => import('../features/pricing/book-import-page.tsx'), 'BookImportPage'),
});
const bookDraft = createRoute({
  getParentRoute: () => shell,
  path: '/books/drafts/$draftId',
  validateSearch: search.sectionSearch,
  component: lazyRouteComponent(() => import('./routes/book-editor.tsx'), 'BookDraftRoute'),
});
const bookDiff = createRoute({
  getParentRoute: () => shell,
  path: '/books/$code/$version/diff',
  validateSearch: search.againstSearch,
  component: lazyRouteComponent(() => import('./routes/book-editor.tsx'), 'BookDiffRoute'),
});
const book = createRoute({
  getParentRoute: () => shell,
  path: '/books/$code/$version',
  validateSearch: search.bookSearch,
  component: lazyRouteComponent(() => import('./routes/books.tsx'), 'BookRoute'),
});
const bookTry = createRoute({
  getParentRoute: () => shell,
  path: '/books/$code/$version/try',
  component: lazyRouteComponent(() => import('./routes/books.tsx'), 'BookTryRoute'),
});
const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  component: lazyRouteComponent(() => import('../features/templates/template-list-page.tsx'), 'TemplateListPage'),
});
const templateImport = createRoute({
  getParentRoute: () => shell,
  path: '/templates/import',
  component: lazyRouteComponent(() => import('../features/templates/template-import-page.tsx'), 'TemplateImportPage'),
});
const templateDraft = createRoute({
  getParentRoute: () => shell,
  path: '/templates/drafts/$draftId',
  validateSearch: search.sectionSearch,
  component: lazyRouteComponent(() => import('./routes/template-editor.tsx'), 'TemplateDraftRoute'),
});
const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$code/$version',
  validateSearch: search.templateSearch,
  component: lazyRouteComponent(() => import('./routes/templates.tsx'), 'TemplateRoute'),
});
const templateDiff = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$code/$version/diff',
  validateSearch: search.againstSearch,
  component: lazyRouteComponent(() => import('./routes/template-editor.tsx'), 'TemplateDiffRoute'),
});
const messageTemplates = createRoute({
  getParentRoute: () => shell,
  path: '/message-templates',
  validateSearch: search.messageTemplatesSearch,
  component: lazyRouteComponent(() => import('./routes/message-templates.tsx'), 'MessageTemplatesRoute'),
});
const catalog = createRoute({
  getParentRoute: () => shell,
  path: '/catalog',
  validateSearch: search.catalogSearch,
  component: lazyRouteComponent(() => import('./routes/catalog.tsx'), 'CatalogRoute'),
});
const catalogImport = createRoute({
  getParentRoute: () => shell,
  path: '/catalog/import',
  component: lazyRouteComponent(() => import('../features/catalog/catalog-import-page.tsx'), 'CatalogImportPage'),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: search.peopleSearch,
  component: lazyRouteComponent(() => import('./routes/people.tsx'), 'PeopleRoute'),
});
const outlets = createRoute({
  getParentRoute: () => shell,
  path: '/outlets',
  validateSearch: search.outletsSearch,
  component: lazyRouteComponent(() => import('./routes/outlets.tsx'), 'OutletsRoute'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
const deliveries = createRoute({
  getParentRoute: () => shell,
  path: '/deliveries',
  validateSearch: search.deliveriesSearch,
  component: lazyRouteComponent(() => import('./routes/deliveries.tsx'), 'DeliveriesRoute'),
});
const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: '/dead-letters',
  component: lazyRouteComponent(() => import('../features/operations/dead-letters-page.tsx'), 'DeadLettersPage'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: search.auditSearch,
  component: lazyRouteComponent(() => import('./routes/audit.tsx'), 'AuditRoute'),
});

const tree = root.addChildren([
  login,
  setup,
  shell.addChildren([
    workbench,
    orders,
    order,
    customers,
    customer,
    dispatch,
    roster,
    settlement,
    cash,
    balance,
    books,
    bookImport,
    bookDraft,
    bookDiff,
    book,
    bookTry,
    templates,
    templateImport,
    templateDraft,
    templateDiff,
    template,
    messageTemplates,
    catalog,
    catalogImport,
    people,
    outlets,
    settings,
    deliveries,
    deadLetters,
    audit,
  ]),
]);

/** All addresses of the console, below `/console`. Pages load when they are first opened, or when the pointer rests on a link to them. */
export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/console',
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: () => <Skeleton lines={6} />,
  });
}
