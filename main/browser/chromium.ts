import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../core/ports.ts';

/**
 * The window: a Chromium of this machine with one page and a folder of its own. It lives as long as the till and no
 * longer. Knows the program and its switches; not the till, and of the page only its address.
 */

export type WindowKind = 'app' | 'kiosk';

export interface TillWindow {
  /** Resolves when this Chromium has ended, with how: `exit 0`, `SIGKILL`. */
  readonly gone: Promise<string>;
  /** Ends it, if need be by force. */
  close(): Promise<void>;
}

export interface WindowParts {
  readonly program: string;
  readonly kind: WindowKind;
  readonly address: string;
  /** Chromium's own files. */
  readonly folder: string;
  /** Where on the desktop, in its pixels; the system's choice where it is not said. */
  readonly at?: { readonly x: number; readonly y: number };
  readonly clock: Clock;
}

/** For Chromium to end by itself before it is ended by force, milliseconds. */
const farewellMs = 2_000;

export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** The program that CHROMIUM names, else the first in the usual places; null when there is none. */
export function findChromium(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const named = env['CHROMIUM'];
  const places = named ? [named] : usualPlaces(env, platform);
  return places.find((place) => existsSync(place)) ?? null;
}

function usualPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  switch (platform) {
    case 'win32': {
      const programs = [
        'Chromium\\Application\\chrome',
        'Google\\Chrome\\Application\\chrome',
        'Microsoft\\Edge\\Application\\msedge',
      ];
      const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
      return programs.flatMap((program) => folders.flatMap((folder) => (folder ? [`${folder}\\${program}.exe`] : [])));
    }
    case 'darwin':
      return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    default: {
      const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
      const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
      return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
    }
  }
}

/**
 * Starts Chromium, by no shell. The address is among its arguments, where other users of this machine can read it: its
 * key is good for one browser, and it is this one that is there first. The result is how the start failed, otherwise.
 */
export async function openWindow(parts: WindowParts): Promise<TillWindow | string> {
  const unwritable = forbidTranslation(parts.folder);
  if (unwritable !== null) return unwritable;
  const child = spawn(parts.program, windowArguments(parts), { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const failed = await new Promise<string | null>((resolve) => {
    child.once('spawn', () => resolve(null));
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  return failed ?? windowOf(child, parts.clock);
}

/**
 * A Chromium in another language than the page's covers it with an offer to translate. Chromium 156 takes no notice of
 * `--disable-features=Translate`; the setting itself is obeyed, and kept from the first start on. The result is the
 * system's word for why it could not be written.
 */
function forbidTranslation(folder: string): string | null {
  const file = join(folder, 'Default', 'Preferences');
  if (existsSync(file)) return null;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ translate: { enabled: false } }));
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function windowArguments({ kind, address, folder, at }: WindowParts): readonly string[] {
  return [
    ...(kind === 'kiosk' ? ['--kiosk'] : []),
    ...(at === undefined ? [] : [`--window-position=${at.x},${at.y}`]),
    `--app=${address}`,
    `--user-data-dir=${folder}`,
    // Chromium ends when the other end of this pipe is gone, even after a kill -9: no window without a till.
    '--remote-debugging-pipe',
    '--no-first-run',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--disable-pinch',
    // A refused scan is heard before anybody has touched the page.
    '--autoplay-policy=no-user-gesture-required',
    '--overscroll-history-navigation=0',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    '--disable-quic',
    // Chromium refuses to run its sandbox as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

function windowOf(child: ChildProcess, clock: Clock): TillWindow {
  const [, , , toChromium, fromChromium] = child.stdio;
  // A pipe that breaks says what 'exit' says; nothing is ever asked of Chromium over it.
  for (const pipe of [toChromium, fromChromium]) pipe?.on('error', () => pipe.destroy());
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  return {
    gone,
    async close() {
      const off = clock.after(farewellMs, () => child.kill('SIGKILL'));
      toChromium?.destroy();
      fromChromium?.destroy();
      await gone;
      off();
    },
  };
}
