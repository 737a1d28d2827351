import { electronBinary, type LaunchOptions, launchReal, launchStandIn, type RunningApp } from './app.ts';

/**
 * Where the Electron shell can run here: the stand-in always, real Electron where there is a binary. A skipped one is
 * said aloud, and is a failure under REQUIRE_ELECTRON=1.
 */

export interface Backend {
  readonly name: string;
  readonly here: boolean;
  launch(options: LaunchOptions): Promise<RunningApp>;
}

const binary = electronBinary();
if (binary === null) {
  process.stderr.write('SKIPPED in real Electron: there is no binary (npx install-electron); the stand-in runs\n');
}

/** Both, for `describe.for`. */
export const backends: readonly Backend[] = [
  { name: 'stand-in', here: true, launch: launchStandIn },
  { name: 'electron', here: binary !== null, launch: (options) => launchReal({ ...options, binary: binary ?? '' }) },
];
