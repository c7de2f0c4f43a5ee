import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Manifests of operations that lie beside the built console: of this release, and of the one before it. */
const MANIFESTS = ['persisted-documents.json', 'persisted-documents.previous.json'];

/** The fields of a request by which it may name an operation instead of sending it. */
export interface PersistedRequest {
  query?: unknown;
  persisted?: boolean;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } | null } | null;
}

const PREFIX = 'sha256:';
const keyOf = (hash: string): string => (hash.startsWith(PREFIX) ? hash : `${PREFIX}${hash}`);

/** Operations of programs, which have no build of ours: by name, with all that is answered. */
const FOR_PROGRAMS: Readonly<Record<string, string>> = {
  'submit-alerts': `mutation SubmitAlerts($alerts: [JSON!]!) {
    submitAlerts(alerts: $alerts) { accepted duplicates folded suppressed rejected results { index id status problem } } }`,
};

/** Operations by hash. A page that was loaded before a deploy goes on working, since the previous ones are served too. */
export function readManifests(consoleDir: string): ReadonlyMap<string, string> {
  const operations = new Map(Object.entries(FOR_PROGRAMS).map(([name, text]) => [keyOf(name), text]));
  if (!consoleDir) return operations;
  for (const name of MANIFESTS) {
    const file = join(consoleDir, name);
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    for (const [hash, text] of Object.entries(manifest)) operations.set(keyOf(hash), text);
  }
  return operations;
}

/** `{ "query": "<hash>", "persisted": true }`, or the hash under `extensions`. In production nothing else is run. */
export function persistedProvider(operations: ReadonlyMap<string, string>, only: boolean) {
  const hashOf = (request: PersistedRequest): string | undefined => {
    const hash = request.persisted ? request.query : request.extensions?.persistedQuery?.sha256Hash;
    return hash === undefined ? undefined : String(hash);
  };
  return {
    isPersistedQueryRetry: () => false,
    isPersistedQuery: (request: object) => only || hashOf(request) !== undefined,
    getHash: (request: object) => hashOf(request) ?? '',
    getQueryFromHash: async (hash: string) => operations.get(keyOf(hash)) ?? '',
    notFoundError: 'There is no such operation. Load the page again.',
    notSupportedError: 'Only the operations of the console are run here. Name one by its hash.',
  };
}
