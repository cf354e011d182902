import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pageFiles } from './page-files.ts';

/** Served by the server under `/console/`, with history routing. `MINGDAN_SERVER` is where a development server finds the API. */
export default defineConfig({
  base: '/console/',
  plugins: [react(), pageFiles()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // a module preload of a page nobody opened yet would cost the first screen what splitting saves it
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:\.pnpm[\\/])?(?:react|react-dom|scheduler)[@\\/]/ },
            { name: 'tanstack', test: /node_modules[\\/].*@tanstack[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': process.env['MINGDAN_SERVER'] ?? 'http://127.0.0.1:8080',
      '/auth': process.env['MINGDAN_SERVER'] ?? 'http://127.0.0.1:8080',
      '/files': process.env['MINGDAN_SERVER'] ?? 'http://127.0.0.1:8080',
    },
  },
});
