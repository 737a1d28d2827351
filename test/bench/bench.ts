import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callFigures } from './call.ts';
import { startChild } from './child.ts';
import { commitFigures } from './commit.ts';
import { folderOnDisk, removeFolder } from './disk.ts';
import { clearly, type Figure, figureJson, tableOf, verdictOf } from './figure.ts';
import { filledFigures } from './filled.ts';
import { memoryFigures } from './memory.ts';
import { receiptFigures } from './receipt.ts';
import { scanFigures } from './scan.ts';
import type { Bench, Measurement } from './setting.ts';
import type { SimulatorAnswers } from './simulator-child.ts';
import { emptyStartFigures } from './start.ts';

/**
 * `npm run bench [-- --json] [--peers] [--large]`: the figures that were promised, each beside a yardstick measured in
 * the same run, since the same terminal is quick on one machine and slow on the next.
 *
 * Exit 1 only when a ratio marked "(checked)" is more than a quarter beyond its goal: scan to first byte on a kept
 * connection, a durable step, a signed call, a receipt as text, and with --peers the durable reversal. Everything else
 * is told as ok or missed. `--large` measures with a million payments and ten thousand sales and takes minutes.
 */

const measurements: readonly (readonly [string, Measurement])[] = [
  ['scan to first byte', scanFigures],
  ['signed call', callFigures],
  ['durable steps', commitFigures],
  ['receipts', receiptFigures],
  ['start', emptyStartFigures],
  ['memory', memoryFigures],
  ['a filled journal', filledFigures],
];

const howToRead = `median: of the quietest fifth of the run, of figure and yardstick alike · p99: of the whole run
x: figure over yardstick · only a ratio marked (checked) that is ${clearly} times beyond its goal fails the run`;

const { values: asked } = readArguments();
const failed = await run();
process.exitCode = failed ? 1 : 0;

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
  const bench: Bench = { folder: (name) => newFolder(root, name), simulator, large: asked.large, say };
  try {
    for (const [name, measure] of asked.peers ? [...measurements, await peers()] : measurements) {
      say(name);
      figures.push(...(await measure(bench)));
    }
  } finally {
    await simulator.close();
  }
  tell(figures, root);
  return figures.some((figure) => verdictOf(figure) === 'failed');
}

/** Loaded only when asked for: everybody else has no peers installed. */
async function peers(): Promise<readonly [string, Measurement]> {
  const { peerFigures } = await import('./peers.ts');
  return ['peers', peerFigures];
}

function newFolder(root: string, name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

function tell(figures: readonly Figure[], root: string): void {
  const machine = {
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    cores: cpus().length,
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
