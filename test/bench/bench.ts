import { mkdtempSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cableFigures } from './cable.ts';
import { callFigures } from './call.ts';
import { startChild } from './child.ts';
import { commitFigures } from './commit.ts';
import { folderOnDisk, removeFolder } from './disk.ts';
import { drainFigures } from './drain.ts';
import { clearly, type Figure, figureJson, tableOf, verdictOf } from './figure.ts';
import { filledFigures } from './filled.ts';
import { flightFigures } from './flight.ts';
import { memoryFigures } from './memory.ts';
import { receiptFigures } from './receipt.ts';
import { scanFigures } from './scan.ts';
import { screenFigures } from './screen.ts';
import type { Bench, Measurement } from './setting.ts';
import type { SimulatorAnswers } from './simulator-child.ts';
import { emptyStartFigures } from './start.ts';

/**
 * `npm run bench [-- --json] [--peers] [--large]`: the figures that were promised, each beside a yardstick measured in
 * the same run, since the same terminal is quick on one machine and slow on the next.
 *
 * Exit 1 only when a ratio marked "(checked)" is more than a quarter beyond its goal, twice in a row: scan to first
 * byte on a kept connection, a signed call, a durable step, a receipt as text, a sale beside pending reversals, and with
 * --peers the durable reversal.
 * Everything else is told as ok or missed, and on a machine that is busy already nothing fails. `--large` measures
 * with a million payments and ten thousand sales, and takes minutes.
 */

const measurements: readonly (readonly [string, Measurement])[] = [
  ['code to scan', cableFigures],
  ['scan to first byte', scanFigures],
  ['signed call', callFigures],
  ['durable steps', commitFigures],
  ['flight recorder', flightFigures],
  ['receipts', receiptFigures],
  ['start', emptyStartFigures],
  ['memory', memoryFigures],
  ['the screen', screenFigures],
  ['a filled journal', filledFigures],
  ['pending reversals', drainFigures],
];

const howToRead = `median: of the quietest fifth of the run, of figure and yardstick alike · p99: of the whole run
x: figure over yardstick · a ratio marked (checked) that is ${clearly} times beyond its goal, twice in a row, fails`;

const { values: asked } = readArguments();
const cores = cpus().length;
/** More at work than there are processors: a run would measure its neighbours. */
const load = loadavg()[0] ?? 0;
const isBusy = load > cores;
const failed = await run();
if (isBusy) say(`the machine was busy (load ${load.toFixed(1)} on ${cores} cores): nothing is judged as failed`);
process.exitCode = failed && !isBusy ? 1 : 0;

function readArguments() {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { json: flag, peers: flag, large: flag } });
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** True when a checked ratio is clearly beyond its goal. */
async function run(): Promise<boolean> {
  const figures: Figure[] = [];
  const root = folderOnDisk();
  // A run that is broken off leaves nothing behind either.
  process.once('exit', () => removeFolder(root));
  process.once('SIGINT', () => process.exit(130));
  const simulator = startChild<SimulatorAnswers>(join(import.meta.dirname, 'simulator-child.ts'));
  const bench: Bench = { folder: (name) => mkdtempSync(join(root, `${name}-`)), simulator, large: asked.large, say };
  try {
    for (const [name, measure] of asked.peers ? [...measurements, await peers()] : measurements) {
      say(name);
      const found = await measure(bench);
      // A neighbour's burst can spoil a whole measurement; what is really slow is slow twice.
      if (found.some(isFailed)) say(`${name}: clearly beyond a goal, measured once more`);
      figures.push(...(found.some(isFailed) ? await measure(bench) : found));
    }
  } finally {
    await simulator.close();
  }
  tell(figures, root);
  return figures.some(isFailed);
}

function isFailed(figure: Figure): boolean {
  return verdictOf(figure) === 'failed';
}

/** Loaded only when asked for: everybody else has no peers installed. */
async function peers(): Promise<readonly [string, Measurement]> {
  const { peerFigures } = await import('./peers.ts');
  return ['peers', peerFigures];
}

function tell(figures: readonly Figure[], root: string): void {
  const machine = {
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    cores,
    load,
    cpu: cpus()[0]?.model ?? 'unknown',
    folder: root,
  };
  const head = `${machine.system}, ${machine.cores} x ${machine.cpu}, Node ${machine.node}`;
  const table = `${head}\n\n${tableOf(figures)}\n\n${howToRead}\n`;
  (asked.json ? process.stderr : process.stdout).write(table);
  if (asked.json) process.stdout.write(`${JSON.stringify({ machine, figures: figures.map(figureJson) })}\n`);
}

function say(sentence: string): void {
  process.stderr.write(`bench: ${sentence}\n`);
}
