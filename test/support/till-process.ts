import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The real command line as a child process: what it wrote, how it ended, and its signals. */

export interface TillRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TillProcess {
  readonly pid: number;
  /** Resolves with the first stretch of stdout or stderr that matches; rejects when the program ends without it. */
  said(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  readonly exit: Promise<TillRun>;
}

export interface TillOptions {
  /** In place of, or beside, those of this program. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another user; needs root. */
  readonly uid?: number;
}

const program = fileURLToPath(new URL('../../main/till/till.ts', import.meta.url));

/** Node keeps compiled sources here: hundreds of short runs start in half the time. */
export const compileCache = fileURLToPath(new URL('../../.cache/node', import.meta.url));

/** Nothing that a test runner or a user's machine has set can change what the program says. */
function cleanEnv(env: TillOptions['env'] = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    LANG: 'C.UTF-8',
    NODE_COMPILE_CACHE: compileCache,
    ...env,
  };
}

export function startTill(args: readonly string[], { env, uid }: TillOptions = {}): TillProcess {
  const child = spawn(process.execPath, [program, ...args], {
    env: cleanEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const written = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
      for (const look of waiting) look();
    });
  }
  const exit = ended(child, written).finally(() => process.off('exit', killWithUs));
  return {
    pid: child.pid ?? 0,
    said(stream, pattern) {
      const found = new Promise<string>((resolve) => {
        const look = (): void => {
          const match = pattern.exec(written[stream]);
          if (match === null) return;
          waiting.delete(look);
          resolve(match[0]);
        };
        waiting.add(look);
        look();
      });
      const over = exit.then(({ code, stdout, stderr }): never => {
        throw new Error(`till ended with ${code} before it said ${pattern} on ${stream}: ${stdout}${stderr}`);
      });
      return Promise.race([found, over]);
    },
    signal: (signal) => void child.kill(signal),
    exit,
  };
}

function ended(
  child: ChildProcessByStdio<null, Readable, Readable>,
  written: { readonly stdout: string; readonly stderr: string },
): Promise<TillRun> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...written }));
  });
}

/** Runs a verb to its end. */
export function till(args: readonly string[], options: TillOptions = {}): Promise<TillRun> {
  return startTill(args, options).exit;
}

/** The last line of stdout as JSON, as everybody who calls `till … --json` reads it. */
export function jsonOf({ stdout, stderr }: TillRun): Record<string, unknown> {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as Record<string, unknown>;
  } catch {
    throw new Error(`no JSON object in the last line of stdout: ${JSON.stringify(last)}; stderr: ${stderr}`);
  }
}
