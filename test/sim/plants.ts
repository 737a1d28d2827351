import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Plants one small mistake after the other into a copy of the program and counts the runs until a world notices. A
 * simulation that finds nothing has proved something only if it finds these. Each is a patch in `plants/`; the lines
 * above its diff name the promise it breaks, the store where only one notices, and a seed from which it is soon noticed.
 */

export interface Plant {
  /** File name without its ending. */
  readonly name: string;
  readonly file: string;
  /** The invariants it breaks. */
  readonly breaks: string;
  readonly store: string;
  /** A world that notices it is not far behind this one. */
  readonly nearSeed: number;
}

export interface Grown {
  readonly plant: string;
  readonly breaks: string;
  readonly found: boolean;
  /** Worlds and fault plans until it was found. */
  readonly runs: number;
  readonly attempts: number;
  readonly seconds: number;
  /** What broke, or why the plant could not be grown. */
  readonly sentence: string;
}

/** A plant that needs more than this is not found. */
export const plantBudget = { worlds: 4_000, seconds: 60 } as const;

const root = join(import.meta.dirname, '..', '..');
const folder = join(import.meta.dirname, 'plants');

export function allPlants(): readonly Plant[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.patch'));
  return files.toSorted().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const said = (name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1] ?? '';
    return {
      name: file.replace(/\.patch$/, ''),
      file: join(folder, file),
      breaks: said('Breaks'),
      store: said('Store') || 'map',
      nearSeed: Number(said('Seed') || '1'),
    };
  });
}

/** A copy of the program for one plant after the other; what Node has compiled of it once serves them all. */
export class Garden {
  // Outside of any repository, so that the copy alone is patched.
  readonly #copy = mkdtempSync(join(tmpdir(), 'truetill-plant-'));
  readonly #env = {
    ...process.env,
    GIT_CEILING_DIRECTORIES: tmpdir(),
    NODE_COMPILE_CACHE: join(this.#copy, 'compiled'),
  };

  constructor() {
    for (const part of ['main', 'test/sim', 'test/support', 'package.json'])
      cpSync(join(root, part), join(this.#copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.#copy, 'node_modules'), 'junction');
  }

  /** Grows one plant, world after world from this seed on, and takes it out again. */
  async grow(plant: Plant, seed: number): Promise<Grown> {
    const planted = this.#patch(plant, []);
    if (planted !== '') return notGrown(plant, `its place in the code is gone: ${planted}`);
    try {
      const { seconds, worlds } = plantBudget;
      const args = ['--until-broken', '--json', '--seed', String(seed), '--store', plant.store];
      const budget = ['--seconds', String(seconds), '--worlds', String(worlds)];
      const { stdout, stderr } = await this.#run([join('test', 'sim', 'sim.ts'), ...args, ...budget]);
      return read(plant, stdout) ?? notGrown(plant, `the copy does not run: ${stderr.slice(-400)}`);
    } finally {
      this.#patch(plant, ['--reverse']);
    }
  }

  close(): void {
    rmSync(this.#copy, { recursive: true, force: true });
  }

  /** What git has against it, or ''. */
  #patch({ file }: Plant, how: readonly string[]): string {
    const args = ['apply', '-C1', ...how, file];
    const { status, stderr } = spawnSync('git', args, { cwd: this.#copy, encoding: 'utf8', env: this.#env });
    return status === 0 ? '' : `git apply: ${stderr.trim()}`;
  }

  async #run(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
    const child = spawn(process.execPath, args, {
      cwd: this.#copy,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    await once(child, 'close');
    return { stdout, stderr };
  }
}

function notGrown({ name, breaks }: Plant, sentence: string): Grown {
  return { plant: name, breaks, found: false, runs: 0, attempts: 0, seconds: 0, sentence };
}

/** What a plant that is no program would be found by. */
const noProgram = /is not defined$|SyntaxError/;

function read(plant: Plant, stdout: string): Grown | null {
  const { name, breaks } = plant;
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) return null;
  const said = JSON.parse(line) as {
    readonly worlds: number;
    readonly plans: number;
    readonly attempts: number;
    readonly seconds: number;
    readonly broken?: readonly { readonly sentence: string }[];
  };
  const sentence = said.broken?.[0]?.sentence;
  if (sentence !== undefined && noProgram.test(sentence)) return notGrown(plant, `it is no program: ${sentence}`);
  return {
    plant: name,
    breaks,
    found: sentence !== undefined,
    runs: said.worlds + said.plans,
    attempts: said.attempts,
    seconds: said.seconds,
    sentence: sentence ?? 'no world noticed it',
  };
}

/** Grows all plants whose name contains `only`, from the first seed on, two at a time; exit code 1 when one is not found. */
export async function growAll(only: string, json: boolean): Promise<number> {
  const left = allPlants().filter(({ name }) => name.includes(only));
  const grown: Grown[] = [];
  async function gardener(): Promise<void> {
    const garden = new Garden();
    for (let plant = left.shift(); plant !== undefined; plant = left.shift()) {
      const one = await garden.grow(plant, 1);
      grown.push(one);
      const after = `after ${one.runs} runs, ${one.attempts} attempts, ${one.seconds} s`;
      process.stderr.write(
        `${one.found ? 'found' : 'NOT FOUND'} ${one.plant} (${one.breaks}) ${after}: ${one.sentence}\n`,
      );
    }
    garden.close();
  }
  await Promise.all([gardener(), gardener()]);
  const plants = grown.toSorted((one, other) => (one.plant < other.plant ? -1 : 1));
  const missed = plants.filter(({ found }) => !found).length;
  const runs = plants.map((one) => one.runs).toSorted((one, other) => one - other);
  const result = { plants, missed, medianRuns: runs[Math.floor(runs.length / 2)] ?? 0 };
  const summary = `${plants.length} plants, ${missed} not found, median ${result.medianRuns} runs`;
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${summary}\n`);
  return missed === 0 ? 0 : 1;
}
