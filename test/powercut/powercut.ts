import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copies, runCampaign, sentenceOf, type Tally } from './campaign.ts';
import { record, scratchFolder } from './record.ts';
import { replay } from './replay.ts';
import { shim } from './shim.ts';
import { type Setting, settings } from './stage.ts';
import { workloads } from './workloads.ts';

/**
 * `node test/powercut/powercut.ts --disks 100000 --kills 500 --seed 1 --workers 2 --json`: cuts the power under the
 * product's journal and looks what is left. The last line of stdout is one JSON object; exit 1 when anything was
 * missing. `--setting default` does the same under the SQLite package's own setting, which must lose commits.
 * `--show new-journal:7:1.93:rand:2 --into FOLDER` builds one disk of an earlier run again and leaves it there.
 */

const options = {
  disks: { type: 'string', default: '20000' },
  kills: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  setting: { type: 'string', default: 'product' },
  workers: { type: 'string', default: '1' },
  /** `0/2`: only the first of two parts, for a run of several workers. */
  part: { type: 'string' },
  json: { type: 'boolean', default: false },
  show: { type: 'string' },
  into: { type: 'string' },
} as const;

const values = asked();

function asked() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** One clear line, and nothing is proved. */
function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

function count(name: 'disks' | 'kills' | 'seed' | 'workers', least: number, most: number): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
  return refuse(`--${name} is a whole number from ${least} to ${most}, not ${values[name]}`);
}

const wish = {
  disks: count('disks', 0, 1e9),
  kills: count('kills', 0, 1e6),
  seed: count('seed', 0, 2 ** 31 - 1),
  setting: settings.find((one) => one === values.setting) ?? refuse(`--setting is ${settings.join(' or ')}`),
};
const workers = count('workers', 1, 64);

const built = shim();
if (!built.ok) refuse(`the power cannot be cut here: ${built.why}`);

/** Runs a part of the campaign in this process. */
function runPart(part: number, parts: number, tell: (tally: Tally) => void): Promise<Tally> {
  const share = (whole: number): number =>
    Math.floor((whole * (part + 1)) / parts) - Math.floor((whole * part) / parts);
  return runCampaign({ ...wish, disks: share(wish.disks), kills: share(wish.kills), of: { part, parts }, tell });
}

/** Runs each part in a process of its own. */
async function runWorkers(): Promise<Tally> {
  const newest = new Map<number, Tally>();
  const parts = Array.from({ length: workers }, async (_, part) => {
    const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2), '--part', `${part}/${workers}`];
    const worker = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    process.once('exit', () => worker.kill());
    createInterface(worker.stdout).on('line', (line) => {
      newest.set(part, JSON.parse(line) as Tally);
      progress(sumOf([...newest.values()]));
    });
    const [code] = (await once(worker, 'close')) as [number | null];
    if (code !== 0) refuse(`worker ${part} ended with ${code}`);
  });
  await Promise.all(parts);
  return sumOf([...newest.values()]);
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  const mode = (name: keyof Tally['byMode']) => ({
    disks: sum(({ byMode }) => byMode[name].disks),
    bad: sum(({ byMode }) => byMode[name].bad),
  });
  return {
    disks: sum(({ disks }) => disks),
    kills: sum(({ kills }) => kills),
    bad: sum(({ bad }) => bad),
    byMode: { kill: mode('kill'), strict: mode('strict'), rand: mode('rand'), killed: mode('killed') },
    // They work at the same time.
    diskSeconds: Math.max(...tallies.map(({ diskSeconds }) => diskSeconds)),
    shown: tallies.flatMap(({ shown }) => shown),
  };
}

function progress({ disks, kills, bad }: Tally): void {
  console.error(`${disks} of ${wish.disks} disks, ${kills} of ${wish.kills} kills, ${bad} bad`);
}

/** Builds one disk that an earlier run has named, and leaves it in a folder. */
function show(named: string, into: string): void {
  const found = /^([\w-]+):(\d+):(\d+)\.(\d+):(kill|strict|rand):(\d+)$/.exec(named);
  const [, name = '', seed, life, operation, mode = '', copy] = found ?? refuse(`not the name of a disk: ${named}`);
  const workload = workloads.find((one) => one.name.replaceAll(' ', '-') === name) ?? refuse(`no workload ${name}`);
  if (existsSync(into)) refuse(`${into} is there already`);
  mkdirSync(into, { recursive: true });
  const scratch = scratchFolder();
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const recorded = record({ workload, seed: Number(seed), setting: wish.setting }, scratch);
  const only = { life: Number(life), operation: Number(operation), mode, copy: Number(copy) };
  const { bad } = replay(recorded, {
    workload: name,
    seed: Number(seed),
    copies,
    share: 1,
    place: into,
    most: 1,
    only,
  });
  console.info(bad[0] === undefined ? 'nothing is missing' : sentenceOf(bad[0]));
}

async function main(): Promise<void> {
  if (values.show !== undefined) {
    show(values.show, values.into ?? refuse('--show needs --into FOLDER'));
    return;
  }
  if (values.part !== undefined) {
    const [part, parts] = values.part.split('/').map(Number);
    await runPart(part ?? 0, parts ?? 1, (tally) => console.info(JSON.stringify(tally)));
    return;
  }
  const started = performance.now();
  const tally = await (workers === 1 ? runPart(0, 1, progress) : runWorkers());
  const seconds = (performance.now() - started) / 1_000;
  report(tally, wish.setting, seconds);
  process.exitCode = tally.bad > 0 ? 1 : 0;
}

function report(tally: Tally, setting: Setting, seconds: number): void {
  const { disks, bad, kills, byMode, diskSeconds, shown } = tally;
  for (const one of shown) console.error(sentenceOf(one));
  const disksPerSecond = diskSeconds > 0 ? Math.round(disks / diskSeconds) : 0;
  const summary = { disks, bad, kills, seconds: Math.round(seconds), disksPerSecond, setting, byMode };
  if (values.json) console.info(JSON.stringify(summary));
  else console.info(`${disks} disks, ${kills} kills under "${setting}": ${bad} bad, ${disksPerSecond} disks/s`, byMode);
}

// The exit clears away what is in memory and ends the workers.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main();
