import { builtinModules } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import own from './package.json' with { type: 'json' };

// Three builds in one go: the two pages, the two shells that show them, and the sandboxed preload between Electron and a
// page. Packages stay packages; only our own sources are bundled.

const packages = Object.keys(own.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]);
const external = ['electron', /^node:/, ...builtinModules, ...packages];

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  environments: {
    client: {
      build: {
        outDir: '../out/renderer',
        emptyOutDir: true,
        target: 'chrome156',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: { till: 'renderer/index.html', customer: 'renderer/customer.html' } },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: '../out/main',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: { browser: 'main/browser/main.ts', electron: 'main/electron/main.ts' },
          external,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: '../out/preload',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: 'main/electron/preload.ts',
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
  builder: {},
});
