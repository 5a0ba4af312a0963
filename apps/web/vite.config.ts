import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The server makes the page (apps/server/src/http/pages/web_app.ts); this makes what it loads. */
export default defineConfig({
  base: '/app/',
  plugins: [react()],
  publicDir: false,
  resolve: {
    alias: {
      '@cadenza/sdk/schemas': here('../../packages/sdk/src/schemas'),
      '@cadenza/sdk': here('../../packages/sdk/src/index.ts'),
    },
  },
  build: {
    manifest: true,
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false },
    // Fonts and pictures stay files: the page's policy knows no data: for them.
    assetsInlineLimit: 0,
    rolldownOptions: { input: here('src/main.tsx') },
  },
});
