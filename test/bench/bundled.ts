import { join } from 'node:path';
import { build } from 'vite';
import { outside } from '../../vite.config.ts';

/**
 * The children whose memory and start are measured, bundled as the shells that ship are: from sources a tenth of a
 * second and thirty megabytes would be Node's, for taking the types away.
 */

const folder = join(import.meta.dirname, '../../out/bench');

export interface BundledChildren {
  readonly start: string;
  readonly terminal: string;
}

let built: Promise<BundledChildren> | null = null;

/** Builds them once in a run. The result: their files. */
export function bundledChildren(): Promise<BundledChildren> {
  built ??= buildChildren();
  return built;
}

async function buildChildren(): Promise<BundledChildren> {
  const source = (name: string): string => join(import.meta.dirname, `${name}-child.ts`);
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: { start: source('start'), terminal: source('terminal') },
        external: outside,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
      },
    },
  });
  return { start: join(folder, 'start.js'), terminal: join(folder, 'terminal.js') };
}
