import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Figure } from './figure.ts';
import { liteque, plainjob } from './peer-queues.ts';
import { encoder, escpos, thermalPrinter } from './peer-receipts.ts';
import type { Bench } from './setting.ts';

/**
 * What others reach at the same work on the same machine. Peers live in a folder and a lockfile of their own and are
 * installed only when `--peers` asks for them, without running their install scripts. One that cannot be installed
 * or run is told with its reason.
 */

const folder = join(import.meta.dirname, 'peers');

/** Loads one package of the peers' folder. */
export type LoadPeer = (name: string) => Promise<Readonly<Record<string, unknown>>>;

/** One peer at one work. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  measure(bench: Bench, load: LoadPeer): Promise<readonly Figure[]>;
}

const peers: readonly Peer[] = [plainjob, liteque, encoder, thermalPrinter, escpos];

export async function peerFigures(bench: Bench): Promise<readonly Figure[]> {
  const why = install(bench);
  const load = loaderOf(folder);
  const figures: Figure[] = [];
  for (const { id, name, measure } of peers) {
    if (why !== null) {
      figures.push({ id, name, why });
      continue;
    }
    try {
      figures.push(...(await inTime(measure(bench, load))));
    } catch (error) {
      const [said = ''] = String(error instanceof Error ? error.message : error).split('\n');
      figures.push({ id, name, why: said.slice(0, 120) });
    }
  }
  return figures;
}

/** A peer that never answers must not hold up the others. */
const peerMsMax = 30_000;

async function inTime<Found>(found: Promise<Found>): Promise<Found> {
  const ending = new AbortController();
  const late = setTimeout(peerMsMax, null, { signal: ending.signal }).then(() => {
    throw new Error(`no result within ${peerMsMax / 1_000} s`);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    late.catch(() => {});
    ending.abort();
  }
}

/** Null when everything of the lockfile is there, else why not. */
function install(bench: Bench): string | null {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const marker = join(folder, 'node_modules', '.installed-from');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return null;
  bench.say('installing the peers (npm ci)');
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2], shell: windows });
  if (error !== undefined) return `npm cannot be run: ${error.message}`;
  if (status !== 0) return `npm ci ended with ${status}`;
  writeFileSync(marker, lock);
  return null;
}

function loaderOf(place: string): LoadPeer {
  const { resolve } = createRequire(join(place, 'package.json'));
  return async (name) => (await import(pathToFileURL(resolve(name)).href)) as Readonly<Record<string, unknown>>;
}
