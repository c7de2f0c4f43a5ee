/**
 * Which room may know which: `console, portal → ui → contracts → domain`; `api, worker → core → contracts → domain`.
 * Every rule is an error, says why, and has a planted violation in scripts/planted-violations.mjs that must be found.
 */
// Specs, and the helpers beside them that only specs use (test-*.ts).
const spec = '(\\.(spec|int\\.spec|e2e\\.spec|crash\\.spec)|/test-[^/]*)\\.tsx?$';
const ours = '^(packages|apps)/';

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      comment: 'The rules are pure: no package, no I/O, no clock. Whatever a rule needs is an argument.',
      from: { path: '^packages/domain/src', pathNot: spec },
      to: { pathNot: '^packages/domain/src' },
    },
    {
      name: 'contracts-know-domain-and-zod',
      severity: 'error',
      comment:
        'Wire formats are read by browsers and servers alike, so they stand on the vocabulary and zod alone. Of Node they use its hashes, for digests and signatures that are part of a format.',
      from: { path: '^packages/contracts/src', pathNot: spec },
      to: { pathNot: ['^packages/(contracts|domain)/src', '(^|/)node_modules/zod/', '^crypto$'] },
    },
    {
      name: 'core-knows-contracts-and-domain',
      severity: 'error',
      comment: 'The application does not know who calls it, nor what tests and demonstrates it.',
      from: { path: '^packages/core/src', pathNot: spec },
      to: { path: ours, pathNot: '^packages/(core|contracts|domain)/src' },
    },
    {
      name: 'simulator-speaks-the-wire',
      severity: 'error',
      comment: 'Worlds are made from the outside, as detectors and people would: the simulator never touches the database.',
      from: { path: '^packages/simulator/src', pathNot: spec },
      to: { path: ours, pathNot: '^packages/(simulator|contracts|domain)/src' },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      comment: 'Imports point inward.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-other-app',
      severity: 'error',
      comment: 'Processes talk over their protocols. Specs may use the mail catcher and the control plane of apps/local.',
      from: { path: '^apps/([^/]+)/', pathNot: spec },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-ui-contracts-domain',
      severity: 'error',
      comment: 'What runs in a browser must not be able to reach the application, and stays small.',
      from: { path: '^apps/(console|portal)/src', pathNot: spec },
      to: { path: '^packages/', pathNot: '^packages/(ui|contracts|domain)/src' },
    },
    {
      name: 'ui-knows-contracts-and-domain',
      severity: 'error',
      comment: 'Composites are shared by both web apps and know neither.',
      from: { path: '^packages/ui/src', pathNot: spec },
      to: { path: ours, pathNot: '^packages/(ui|contracts|domain)/src' },
    },
    {
      name: 'edge-knows-core-contracts-domain',
      severity: 'error',
      comment: 'api and worker parse, call one command and map the answer; the launcher and the test tools are not theirs.',
      from: { path: '^apps/(api|worker)/src', pathNot: spec },
      to: { path: '^packages/', pathNot: '^packages/(core|contracts|domain)/src' },
    },
    {
      name: 'bullmq-only-in-worker',
      severity: 'error',
      comment: 'PostgreSQL holds the truth and queues only deliver: nobody but the worker may add or read a job.',
      from: { pathNot: '^apps/worker/src' },
      to: { path: '(^|/)node_modules/(bullmq|@nestjs/bullmq|ioredis)/' },
    },
    {
      name: 'typeorm-only-in-core',
      severity: 'error',
      comment: 'Transactions, schema and SQL have one room.',
      from: { pathNot: '^packages/core/src' },
      to: { path: '(^|/)node_modules/(typeorm|@nestjs/typeorm)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pg-not-at-the-edge',
      severity: 'error',
      comment: 'SQL belongs to core. Besides it only the worker (the queue’s own pool), the launcher, tests and benches connect.',
      from: { path: '^(packages|apps)/', pathNot: ['^packages/(core|postgres|testkit|bench)/', '^apps/(worker|local|e2e)/', spec] },
      to: { path: '(^|/)node_modules/(pg|pg-copy-streams)/' },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Modules that need each other are one module, or one of them has the wrong room.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that this check cannot follow is one that it cannot judge.',
      from: { path: ours },
      // That package holds types only, and nothing to resolve to.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only our own outputs: packages ship theirs in dist too, and Node's modules have no path at all.
    exclude: { path: '^(packages|apps)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
