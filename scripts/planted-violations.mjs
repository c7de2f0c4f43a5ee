// One violation for every rule of .dependency-cruiser.cjs, in a small tree of its own. A check that looked at nothing
// would find none of them.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const planted = {
  'domain-imports-nothing': ['packages/domain/src/a.ts', 'node:fs'],
  'contracts-know-domain-and-zod': ['packages/contracts/src/a.ts', 'pg'],
  'core-knows-contracts-and-domain': ['packages/core/src/a.ts', '@portcullis/testkit'],
  'simulator-speaks-the-wire': ['packages/simulator/src/a.ts', '@portcullis/core'],
  'packages-know-no-app': ['packages/testkit/src/a.ts', '@portcullis/worker'],
  'apps-know-no-other-app': ['apps/api/src/a.ts', '@portcullis/worker'],
  'web-knows-ui-contracts-domain': ['apps/portal/src/a.tsx', '@portcullis/core'],
  'ui-knows-contracts-and-domain': ['packages/ui/src/a.tsx', '@portcullis/core'],
  'edge-knows-core-contracts-domain': ['apps/worker/src/a.ts', '@portcullis/testkit'],
  'bullmq-only-in-worker': ['apps/api/src/b.ts', 'bullmq'],
  'typeorm-only-in-core': ['apps/worker/src/b.ts', 'typeorm'],
  'pg-not-at-the-edge': ['apps/api/src/c.ts', 'pg'],
  'no-cycle': ['packages/core/src/round.ts', './about.js'],
  resolvable: ['apps/api/src/d.ts', 'no-such-package'],
};

/** Makes the tree; the caller removes it. Each file is named after nothing and breaks exactly one rule. */
export function plant() {
  const root = mkdtempSync(join(tmpdir(), 'portcullis-locks-'));
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const name of ['pg', 'bullmq', 'typeorm', 'zod']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const rooms = [
    'packages/domain',
    'packages/contracts',
    'packages/core',
    'packages/testkit',
    'packages/simulator',
    'packages/ui',
  ];
  for (const room of [...rooms, 'apps/api', 'apps/worker', 'apps/portal']) {
    const name = `@portcullis/${room.split('/')[1]}`;
    const exports = { '.': { source: './src/index.ts' } };
    write(`${room}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports }));
    write(`${room}/src/index.ts`, 'export const here = true;\n');
    mkdirSync(join(root, 'node_modules', '@portcullis'), { recursive: true });
    symlinkSync(join(root, room), join(root, 'node_modules', name));
  }
  write(
    'tsconfig.base.json',
    JSON.stringify({ compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext' } }),
  );
  for (const [path, target] of Object.values(planted))
    write(path, `import * as found from '${target}';\nexport const x = found;\n`);
  write('packages/core/src/about.ts', `import * as back from './round.js';\nexport const y = back;\n`);
  return { root, rules: Object.keys(planted), remove: () => rmSync(root, { recursive: true, force: true }) };
}
