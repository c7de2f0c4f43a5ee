import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.PORTCULLIS_API ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
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
