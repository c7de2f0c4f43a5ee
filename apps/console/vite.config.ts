import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.PORTCULLIS_API ?? 'http://127.0.0.1:4000';

const generated = (name: string) => fileURLToPath(new URL(`src/generated/${name}`, import.meta.url));

/**
 * A built page names its operations by hash: their texts leave the bundle and lie beside the page, as the manifest
 * that the API runs them from. The manifest of the release before goes along, for pages that are still open.
 */
function operationsByHash(): Plugin {
  return {
    name: 'operations-by-hash',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/generated/graphql.ts')) return null;
      return {
        code: code.replaceAll(
          /TypedDocumentString\(`[^`]*`, (\{"(?:hash|fragmentName)":)/g,
          'TypedDocumentString(``, $1',
        ),
        map: null,
      };
    },
    generateBundle() {
      for (const name of ['persisted-documents.json', 'persisted-documents.previous.json']) {
        if (!existsSync(generated(name))) continue;
        this.emitFile({ type: 'asset', fileName: name, source: readFileSync(generated(name), 'utf8') });
      }
    },
  };
}

export default defineConfig({
  plugins: [operationsByHash(), react()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] as string[] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // Everything from our own origin: a data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/graphql', '/session', '/live', '/v1', '/cases/', '/attachments'].map((path) => [
        path,
        // Pages and uploads share a prefix: only what is not a page request goes to the API.
        {
          target: api,
          bypass: (req: { headers: Record<string, unknown>; url?: string }) =>
            String(req.headers.accept).includes('text/html') ? req.url : undefined,
        },
      ]),
    ),
  },
});
