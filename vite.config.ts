import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import own from './package.json' with { type: 'json' };

// Three builds in one go: the two pages, the two shells that show them, and the sandboxed preload between Electron and a
// page. Packages stay packages; only our own sources are bundled.

const packages = Object.keys(own.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]);
/** What stays a package of its own in whatever is bundled for Node. */
export const outside = ['electron', /^node:/, ...builtinModules, ...packages];

/** A page loads the words of one language before its first sale, not of every. */
const languagesLater: Plugin = {
  name: 'languages-later',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId: {
    order: 'pre',
    handler: (source) =>
      source.endsWith('/words/spoken.ts') || source === './spoken.ts'
        ? fileURLToPath(new URL('main/contract/words/spoken-later.ts', import.meta.url))
        : null,
  },
};

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), languagesLater],
  environments: {
    client: {
      build: {
        outDir: '../out/renderer',
        emptyOutDir: true,
        target: 'chrome156',
        modulePreload: {
          polyfill: false,
          // The list of what each later part needs in turn would be loaded first: such a part finds its own.
          resolveDependencies: (_, files, { hostType }) =>
            hostType === 'html' ? files : files.filter((file) => file.endsWith('.css')),
        },
        // In one piece: whatever is fetched later would otherwise tear it into small ones, which compress worse.
        rolldownOptions: {
          input: { till: 'renderer/index.html' },
          output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
        },
      },
    },
    // The customer's page shares nothing with the till's: each loads only what it needs, and neither tears the other.
    customer: {
      consumer: 'client',
      build: {
        outDir: '../out/renderer',
        emptyOutDir: false,
        target: 'chrome156',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: { customer: 'renderer/customer.html' } },
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
          external: outside,
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
