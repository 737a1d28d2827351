import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Draws } from '../sim/draws.ts';
import { Disk, type Image } from './disk.ts';
import { filesIn, layOut } from './folder.ts';
import type { Mark } from './promised.ts';
import { type UnderShim, underShim } from './shim.ts';
import type { Setting } from './stage.ts';
import { type Operation, readTrace } from './trace.ts';
import type { Life, Workload } from './workloads.ts';

/** Runs a workload over the shim, process after process, and brings back what each did. */

export interface Recorded {
  /** The profile's folder in which it ran. */
  readonly folder: string;
  readonly lives: readonly Lived[];
  /** What lies in the folder at the end. */
  readonly end: Image;
}

export interface Lived {
  readonly pid: number;
  readonly operations: readonly Operation[];
  /** What a power cut left for it, where there was one before it. */
  readonly found: Image | null;
}

export interface Asked {
  readonly workload: Workload;
  readonly seed: number;
  readonly setting: Setting;
  /** Kills the last process there. */
  readonly kill?: NonNullable<UnderShim['kill']>;
}

const child = fileURLToPath(import.meta.resolve('./workload-child.ts'));

/** What a process has compiled, the next one need not: half of its start. */
const loading = { NODE_COMPILE_CACHE: fileURLToPath(import.meta.resolve('../../.cache/powercut/compiled')) };

/** In memory where the system has such a place. */
export function scratchFolder(): string {
  return realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'powercut-')));
}

/** Throws when a process ends otherwise than it was to. `scratch` is the caller's to remove. */
export function record(asked: Asked, scratch: string): Recorded {
  const { workload, seed } = asked;
  const folder = join(scratch, 'profile');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const disk = new Disk();
  const lives: Lived[] = [];
  for (const life of workload.lives) {
    const number = lives.length + 1;
    let found: Image | null = null;
    if (workload.lives[number - 2]?.ends?.by === 'power cut') {
      disk.programEnded();
      found = ownCopy(disk.cut('rand', new Draws(seed, `power cut before life ${number}`)).image());
      disk.become(found);
      layOut(found, folder, (path) => path.slice(folder.length));
    }
    const lived = live(asked, life, number, scratch);
    for (const operation of lived.operations) disk.apply(operation);
    disk.programEnded();
    lives.push({ ...lived, found });
  }
  return { folder, lives, end: filesIn(folder) };
}

function live({ workload, seed, setting, kill }: Asked, life: Life, number: number, scratch: string) {
  const folder = join(scratch, 'profile');
  const trace = join(scratch, 'trace');
  rmSync(trace, { force: true });
  const end =
    endOf(life, new Draws(seed, `end of life ${number}`)) ?? (number === workload.lives.length ? kill : undefined);
  const fail = life.fails?.(new Draws(seed, `failures of life ${number}`)) ?? [];
  const shim = underShim({ under: folder, trace, fail, ...(end === undefined ? {} : { kill: end }) });
  const args = [child, folder, life.act, String(seed), String(number), setting];
  const ended = spawnSync(process.execPath, args, { env: { ...process.env, ...loading, ...shim }, encoding: 'utf8' });
  if (ended.status !== 0 && !(ended.signal === 'SIGKILL' && end !== undefined)) {
    const how = `${ended.status ?? ended.signal}: ${ended.stderr}`;
    throw new Error(`${workload.name}, seed ${seed}, ${life.act} ${fail.join(' ')} ended with ${how}`);
  }
  return { pid: ended.pid, operations: readTrace(trace) };
}

function endOf({ ends }: Life, dice: Draws): UnderShim['kill'] {
  if (ends === undefined) return undefined;
  const operation = dice.wait(...ends.within);
  // What is written and not yet synced is what the next process may take for granted.
  const counted = ends.counted ?? dice.pick(['operations', 'syncs']);
  return counted === 'syncs' ? { when: 'sync', operation: Math.ceil(operation / 16) } : { when: 'before', operation };
}

/** Everything that its processes said, in order. */
export function marksOf({ lives }: Recorded): readonly Mark[] {
  return lives.flatMap(({ operations }) => operations.flatMap((done) => (done.op === 'mark' ? [markOf(done)] : [])));
}

export function markOf(operation: Extract<Operation, { op: 'mark' }>): Mark {
  return JSON.parse(operation.data.toString()) as Mark;
}

function ownCopy(image: Image): Image {
  return new Map([...image].map(([path, bytes]) => [path, Buffer.from(bytes)]));
}
