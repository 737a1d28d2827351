import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Plants one small mistake after the other into a copy of the program and counts the runs until a world notices. A
 * simulation that finds nothing has proved something only if it finds these. Each is a patch in `plants/`; the lines
 * above its diff name the promise it breaks, and the store where only one notices.
 */

export interface Plant {
  /** File name without its ending. */
  readonly name: string;
  readonly file: string;
  /** The invariants it breaks. */
  readonly breaks: string;
  readonly store: string;
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
    const store = said('Store') || 'map';
    return { name: file.replace(/\.patch$/, ''), file: join(folder, file), breaks: said('Breaks'), store };
  });
}

/** Grows one plant in a copy of its own. */
export async function grow(plant: Plant): Promise<Grown> {
  const copy = mkdtempSync(join(tmpdir(), 'truetill-plant-'));
  const { name, breaks } = plant;
  const failed = (sentence: string): Grown => {
    return { plant: name, breaks, found: false, runs: 0, attempts: 0, seconds: 0, sentence };
  };
  try {
    for (const part of ['main', 'test/sim', 'test/support', 'package.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    // Outside of any repository, so that the copy alone is patched.
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
    const patched = spawnSync('git', ['apply', '-C1', plant.file], { cwd: copy, encoding: 'utf8', env });
    if (patched.status !== 0) return failed(`its place in the code is gone: ${patched.stderr.trim()}`);
    const { seconds, worlds } = plantBudget;
    const args = ['--until-broken', '--json', '--seed', '1', '--store', plant.store];
    const budget = ['--seconds', String(seconds), '--worlds', String(worlds)];
    const { stdout, stderr } = await run([join(copy, 'test', 'sim', 'sim.ts'), ...args, ...budget], copy);
    return read(plant, stdout) ?? failed(`the copy does not run: ${stderr.slice(-400)}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function read({ name, breaks }: Plant, stdout: string): Grown | null {
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

async function run(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await new Promise((resolve) => {
    child.once('close', resolve);
  });
  return { stdout, stderr };
}

/** Grows all plants whose name contains `only`, two at a time; exit code 1 when one is not found. */
export async function growAll(only: string, json: boolean): Promise<number> {
  const left = allPlants().filter(({ name }) => name.includes(only));
  const grown: Grown[] = [];
  async function gardener(): Promise<void> {
    for (let plant = left.shift(); plant !== undefined; plant = left.shift()) {
      const one = await grow(plant);
      grown.push(one);
      const after = `after ${one.runs} runs, ${one.attempts} attempts, ${one.seconds} s`;
      process.stderr.write(
        `${one.found ? 'found' : 'NOT FOUND'} ${one.plant} (${one.breaks}) ${after}: ${one.sentence}\n`,
      );
    }
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
