import '@portcullis/ui/base.css';
import './styles/page.css';
import './styles/form.css';
import './styles/status.css';
import './styles/print.css';
import { applyEarlyScheme, followScheme } from '@portcullis/ui/theme/early-scheme';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { ErrorBoundary } from './ErrorBoundary.js';

applyEarlyScheme();
followScheme();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
