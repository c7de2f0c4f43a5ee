import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));

/** Everything that a file of this package needs at run time, from packages and from Node. */
function needs(file: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(file)) return found;
  seen.add(file);
  for (const [, clause, from] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) ([^'"]*?)from '([^']+)'/gms)) {
    if (clause?.startsWith('type ')) continue;
    if (!from?.startsWith('.')) found.add(from as string);
    else for (const need of needs(join(dirname(file), from.replace(/\.js$/, '.ts')), seen)) found.add(need);
  }
  return found;
}

const forBrowsers = ['forms', 'api', 'portal']
  .flatMap((folder) => readdirSync(join(here, folder)).map((name) => join(folder, name)))
  .concat('problem.ts', 'problem.schema.ts', 'webhook/messages.ts')
  .filter((name) => !name.endsWith('.spec.ts'));

it.each(forBrowsers)('%s runs in a browser', (name) => {
  expect(
    [...needs(join(here, name))].filter((need) => !['zod', '@portcullis/domain/vocabulary'].includes(need)),
  ).toEqual([]);
});

it('would notice a file that needs Node', () => {
  expect(needs(join(here, 'webhook/standard-webhooks.ts'))).toContain('node:crypto');
  expect(needs(join(here, 'index.ts'))).toContain('node:crypto');
});
