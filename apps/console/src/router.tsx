import { ErrorState, SkeletonRows } from '@portcullis/ui';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { deskFilter } from './features/casework/case-filter.js';
import { caseOptions, casesOptions, myCasesOptions, queuesOptions } from './features/casework/casework.queries.js';
import {
  appealsSearch,
  approvalsSearch,
  campaignSearch,
  caseSearch,
  casesSearch,
  customersSearch,
  deskSearch,
  detectorSearch,
  gallerySearch,
  listsSearch,
  lookUpSearch,
  overviewSearch,
  recordSearch,
  settingsSearch,
  signInSearch,
} from './search-params.js';
import { homeOf } from './shell/places.js';
import { Shell } from './shell/Shell.js';
import { SignIn } from './shell/SignIn.js';
import { meOptions } from './shell/session.js';

interface RouterContext {
  client: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <ErrorState
      title="There is no such page"
      why="The address may be mistyped, or what it named has another number now."
    />
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: SignIn,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  // Asked for while the page's code is still on its way; nothing waits for it here.
  loader: ({ context }) => {
    void context.client.prefetchQuery(meOptions);
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.client.ensureQueryData(meOptions).catch(() => null);
    if (me) throw redirect({ to: homeOf(me) });
  },
});

const desk = createRoute({
  getParentRoute: () => shell,
  path: '/desk',
  validateSearch: deskSearch,
  loaderDeps: ({ search }) => ({ queue: search.queue, view: search.view }),
  loader: ({ context, deps }) => {
    void context.client.prefetchQuery(queuesOptions);
    if (deps.view === 'mine') void context.client.prefetchQuery(myCasesOptions);
    else void context.client.prefetchInfiniteQuery(casesOptions(deskFilter(deps.queue), 'ACT_BY'));
  },
  component: lazyRouteComponent(() => import('./features/casework/DeskPage.js'), 'DeskPage'),
});
const cases = createRoute({
  getParentRoute: () => shell,
  path: '/cases',
  validateSearch: casesSearch,
  component: lazyRouteComponent(() => import('./features/casework/CasesPage.js'), 'CasesPage'),
});
const oneCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$number',
  validateSearch: caseSearch,
  loader: ({ context, params }) => {
    const number = Number(params.number);
    if (Number.isInteger(number)) void context.client.prefetchQuery(caseOptions(number));
  },
  component: lazyRouteComponent(() => import('./features/casework/CasePage.js'), 'CasePage'),
});
const campaigns = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./features/campaigns/CampaignsPage.js'), 'CampaignsPage'),
});
const campaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$number',
  validateSearch: campaignSearch,
  component: lazyRouteComponent(() => import('./features/campaigns/CampaignPage.js'), 'CampaignPage'),
});
const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  validateSearch: approvalsSearch,
  component: lazyRouteComponent(() => import('./features/decisions/ApprovalsPage.js'), 'ApprovalsPage'),
});
const decision = createRoute({
  getParentRoute: () => shell,
  path: '/decisions/$number',
  component: lazyRouteComponent(() => import('./features/decisions/DecisionPage.js'), 'DecisionPage'),
});
const appeals = createRoute({
  getParentRoute: () => shell,
  path: '/appeals',
  validateSearch: appealsSearch,
  component: lazyRouteComponent(() => import('./features/appeals/AppealsPage.js'), 'AppealsPage'),
});
const appeal = createRoute({
  getParentRoute: () => shell,
  path: '/appeals/$number',
  component: lazyRouteComponent(() => import('./features/appeals/AppealPage.js'), 'AppealPage'),
});
const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('./features/customers/CustomersPage.js'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$kind/$id',
  component: lazyRouteComponent(() => import('./features/customers/CustomerPage.js'), 'CustomerPage'),
});
const detectors = createRoute({
  getParentRoute: () => shell,
  path: '/detectors',
  component: lazyRouteComponent(() => import('./features/outcomes/DetectorsPage.js'), 'DetectorsPage'),
});
const detector = createRoute({
  getParentRoute: () => shell,
  path: '/detectors/$id',
  validateSearch: detectorSearch,
  component: lazyRouteComponent(() => import('./features/outcomes/DetectorPage.js'), 'DetectorPage'),
});
const lookUp = createRoute({
  getParentRoute: () => shell,
  path: '/look-up',
  validateSearch: lookUpSearch,
  component: lazyRouteComponent(() => import('./features/grouping/LookUpPage.js'), 'LookUpPage'),
});
const lists = createRoute({
  getParentRoute: () => shell,
  path: '/lists',
  validateSearch: listsSearch,
  component: lazyRouteComponent(() => import('./features/grouping/ListsPage.js'), 'ListsPage'),
});
const rules = createRoute({
  getParentRoute: () => shell,
  path: '/rules',
  component: lazyRouteComponent(() => import('./features/grouping/RuleSetsPage.js'), 'RuleSetsPage'),
});
const metrics = createRoute({
  getParentRoute: () => shell,
  path: '/metrics',
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import('./features/metrics/OverviewPage.js'), 'OverviewPage'),
});
const drill = createRoute({
  getParentRoute: () => shell,
  path: '/list/$token',
  component: lazyRouteComponent(() => import('./features/metrics/DrillPage.js'), 'DrillPage'),
});
const record = createRoute({
  getParentRoute: () => shell,
  path: '/record',
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import('./features/record/RecordPage.js'), 'RecordPage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('./features/settings/SettingsPage.js'), 'SettingsPage'),
});
// Outside the shell: it needs no session and no server.
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  validateSearch: gallerySearch,
  component: lazyRouteComponent(() => import('./features/gallery/GalleryPage.js'), 'GalleryPage'),
});

const tree = root.addChildren([
  signIn,
  gallery,
  shell.addChildren([
    home,
    desk,
    cases,
    oneCase,
    campaigns,
    campaign,
    approvals,
    decision,
    appeals,
    appeal,
    customers,
    customer,
    lookUp,
    lists,
    rules,
    detectors,
    detector,
    metrics,
    drill,
    record,
    settings,
  ]),
]);

/** A page of an older release asks for code that is gone: that is no fault, and loading again mends it. */
function PageError(props: { error: unknown; reset: () => void }) {
  const message = props.error instanceof Error ? props.error.message : String(props.error);
  if (/dynamically imported module|module script failed|preload CSS/i.test(message)) {
    return (
      <ErrorState
        title="A newer version of the console is out"
        why="This page was loaded before it. Loading again brings the new one; what was typed here is lost."
        onRetry={() => window.location.reload()}
      />
    );
  }
  return <ErrorState title="This page could not be shown" why={message} onRetry={props.reset} />;
}

export function createConsoleRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
    defaultPendingComponent: () => <SkeletonRows rows={8} label="Opening the page" />,
    defaultPendingMs: 150,
    // A skeleton makes nobody wait for it.
    defaultPendingMinMs: 0,
    defaultErrorComponent: PageError,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
