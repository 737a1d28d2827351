import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Draws } from '../sim/draws.ts';
import type { Setting } from './acts.ts';
import type { Mark } from './promised.ts';
import { type UnderShim, underShim } from './shim.ts';
import { type Operation, readTrace } from './trace.ts';
import type { Workload } from './workloads.ts';

/** Runs a workload over the shim, process after process, and brings back what each did. */

export interface Recorded {
  /** The profile's folder while it ran; it is gone unless the last process was killed. */
  readonly folder: string;
  readonly lives: readonly { readonly pid: number; readonly operations: readonly Operation[] }[];
  /** What lay in the folder at the end, by path. */
  readonly end: ReadonlyMap<string, Buffer>;
}

export interface Asked {
  readonly workload: Workload;
  readonly seed: number;
  readonly setting: Setting;
  /** Kills the last process there. */
  readonly kill?: NonNullable<UnderShim['kill']>;
}

const child = fileURLToPath(import.meta.resolve('./workload-child.ts'));

/** In memory where the system has such a place. */
export function scratchFolder(): string {
  return realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'powercut-')));
}

/** Throws when a process ends otherwise than it was to. `scratch` is the caller's to remove. */
export function record(asked: Asked, scratch: string): Recorded {
  const { workload, seed, setting } = asked;
  const folder = join(scratch, 'profile');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const lives = workload.lives.map(({ act, killedWithin }, at) => {
    const life = at + 1;
    const last = life === workload.lives.length;
    const trace = join(scratch, 'trace');
    rmSync(trace, { force: true });
    const operation = new Draws(seed, `kill of life ${life}`).wait(1, killedWithin ?? 1);
    const drawn = killedWithin === undefined ? undefined : { when: 'before' as const, operation };
    const kill = last ? asked.kill : drawn;
    const env = { ...process.env, ...underShim({ under: folder, trace, ...(kill === undefined ? {} : { kill }) }) };
    const args = [child, folder, act, String(seed), String(life), setting];
    const ended = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (ended.status !== 0 && !(ended.signal === 'SIGKILL' && kill !== undefined))
      throw new Error(
        `${workload.name}, seed ${seed}, ${act}: ended with ${ended.status ?? ended.signal}: ${ended.stderr}`,
      );
    return { pid: ended.pid, operations: readTrace(trace) };
  });
  return { folder, lives, end: filesIn(folder) };
}

export function markOf(operation: Extract<Operation, { op: 'mark' }>): Mark {
  return JSON.parse(operation.data.toString()) as Mark;
}

function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]));
}
