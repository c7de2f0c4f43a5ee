import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.PORTCULLIS_PORTAL_API ?? 'http://127.0.0.1:4001';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] as string[] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    sourcemap: true,
    // Everything from our own origin: a data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/session', '/links', '/matter', '/appeals'].map((path) => [path, { target: api }])),
  },
});
