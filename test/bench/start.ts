import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { bundledChildren } from './bundled.ts';
import type { Figure } from './figure.ts';
import { spreadOf, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';

/** From the start of a process to a terminal that waits for the scan, beside a Node that does nothing. */

const starts = 7;
const startsLarge = 3;

export async function emptyStartFigures(bench: Bench): Promise<readonly Figure[]> {
  const profile = bench.folder('start');
  await bench.simulator.ask('gateway', { profile });
  return startFigures(profile, { id: 'start.empty', what: 'empty journal', valueAtMost: 1_000, starts });
}

/** The profile's journal is filled already. */
export function filledStartFigures(
  profile: string,
  id: string,
  what: string,
  large: boolean,
): Promise<readonly Figure[]> {
  return startFigures(profile, { id: `start.${id}`, what, valueAtMost: 1_500, starts: large ? startsLarge : starts });
}

interface Started {
  readonly id: string;
  readonly what: string;
  readonly valueAtMost: number;
  readonly starts: number;
}

async function startFigures(profile: string, { id, what, valueAtMost, starts }: Started): Promise<readonly Figure[]> {
  // The first start makes or recovers the journal and fills the caches of the system.
  await started(profile);
  const ready: number[] = [];
  const assembling: number[] = [];
  const nothing: number[] = [];
  for (let n = 0; n < starts; n++) {
    const { readyMs, assembledMs } = await started(profile);
    ready.push(readyMs);
    assembling.push(assembledMs);
    nothing.push(await timedUntil(() => once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')));
  }
  const yardstick = { name: 'node -e 0', value: spreadOf(nothing).median };
  return [
    {
      id: `${id}.ready`,
      name: `start to "ready to scan", ${what}`,
      unit: 'ms',
      value: spreadOf(ready).median,
      yardstick,
      goal: { valueAtMost },
    },
    { id: `${id}.assemble`, name: '… of which opening and assembling', unit: 'ms', value: spreadOf(assembling).median },
  ];
}

async function started(profile: string): Promise<{ readonly readyMs: number; readonly assembledMs: number }> {
  const file = (await bundledChildren()).start;
  const startedMs = performance.now();
  const child = spawn(process.execPath, [file, profile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const readyMs = performance.now() - startedMs;
    child.stdin.end();
    await gone;
    const { assembledMs } = JSON.parse(line) as { assembledMs: number };
    return { readyMs, assembledMs };
  }
  throw new Error('the terminal ended before it was ready');
}
