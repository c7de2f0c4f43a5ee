import '@portcullis/ui/styles.css';
import './app.css';
import { applyEarlyScheme, applyStyleNonce, PortcullisProvider } from '@portcullis/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.js';
import { KeyRegistry } from './keys/key-registry.js';
import { KeyProvider } from './keys/useKeys.js';
import { createConsoleRouter } from './router.js';

applyEarlyScheme();
applyStyleNonce();

const client = createQueryClient(() => {
  const here = router.state.location;
  if (here.pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: here.href } });
});
const router = createConsoleRouter(client);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <PortcullisProvider>
      <QueryClientProvider client={client}>
        <KeyProvider value={new KeyRegistry()}>
          <RouterProvider router={router} />
        </KeyProvider>
      </QueryClientProvider>
    </PortcullisProvider>
  </StrictMode>,
);
