import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startOutbox } from './app/outbox';
import { createAppRouter } from './app/router';
import { reloadAtTurn } from './app/upgrade';
import { createQueries } from './data/queries';
import { toContent } from './ui/focus';

// After an upgrade an old page asks for files that are gone: once it is loaded anew, drafts are kept (app/drafts.ts).
window.addEventListener('vite:preloadError', () => window.location.reload());

const queries = createQueries();
const router = createAppRouter(queries);
startOutbox(() => void queries.invalidateQueries());
router.subscribe('onResolved', ({ pathChanged }) => {
  if (pathChanged && !reloadAtTurn()) toContent();
});

const root = document.getElementById('app');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
