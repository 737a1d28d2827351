import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';

/**
 * `node launcher.ts out/main/electron.js [ARGUMENTS]`: runs the built main process in plain Node, 'electron' being the
 * stand-in beside this file. As in Electron, 'ready' comes only after the entry module has evaluated.
 */

const standIn = new URL('./stand-in.ts', import.meta.url).href;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return next(specifier, context);
    return { url: standIn, shortCircuit: true, format: 'module-typescript' };
  },
});

const electron = await import('./stand-in.ts');

// The test's side of the fork: {id, code, arg} runs code(electron, arg) here, as ElectronApplication.evaluate does.
interface Order {
  readonly id: number;
  readonly code: string;
  readonly arg: unknown;
}

async function obey({ id, code, arg }: Order): Promise<void> {
  try {
    const act = runInThisContext(`(${code})`) as (module: unknown, given: unknown) => unknown;
    process.send?.({ id, result: await act(electron.default, arg) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
}
process.on('message', (order: Order) => void obey(order));
// Nobody is left to order anything.
process.on('disconnect', () => electron.app.exit(1));
void electron.firstPage.then((devToolsPort) => process.send?.({ devToolsPort }));

const entry = process.argv[2];
if (entry === undefined) throw new Error('usage: launcher.ts ENTRY [ARGUMENTS]');
// As under `electron .`: the second word is the app.
process.argv.splice(1, 1);

// From node:timers: the app may run on a faster clock, which replaces the global ones.
const stuck = setTimeout(
  () => {
    process.stderr.write(`${entry} has not finished evaluating: a top-level 'await app.whenReady()' never ends\n`);
    process.exit(1);
  },
  Number(process.env['STANDIN_EVALUATES_WITHIN_MS'] ?? '5000'),
);
await import(pathToFileURL(resolve(entry)).href);
clearTimeout(stuck);
electron.appCodeLoaded();
