import { bundledChildren } from './bundled.ts';
import { startChild } from './child.ts';
import type { Figure } from './figure.ts';
import type { Bench } from './setting.ts';
import type { TerminalAnswers } from './terminal-child.ts';

/** Resident memory of a terminal and its store after many sales, beside the same process before the first. */

const megabyte = 1e6;

/** The options with which `npm start` runs the browser shell. */
export const lean = ['--max-semi-space-size=2', '--optimize-for-size'] as const;

export async function memoryFigures(bench: Bench): Promise<readonly Figure[]> {
  const profile = bench.folder('memory');
  const sales = bench.large ? 10_000 : 1_000;
  await bench.simulator.ask('gateway', { profile });
  const terminal = startChild<TerminalAnswers>((await bundledChildren()).terminal, ['--expose-gc', ...lean]);
  try {
    await terminal.ask('open', { profile });
    const before = await terminal.ask('residentBytes');
    await terminal.ask('sell', { sales });
    const after = await terminal.ask('residentBytes');
    const live = await terminal.ask('liveBytes');
    await terminal.ask('close');
    return [
      {
        id: 'memory.resident',
        name: `resident memory of terminal and store after ${sales} sales`,
        unit: 'MB',
        value: after / megabyte,
        yardstick: { name: 'before the first sale', value: before / megabyte },
        goal: { valueAtMost: 150 },
      },
      { id: 'memory.live', name: '… of which live objects of JavaScript', unit: 'MB', value: live / megabyte },
    ];
  } finally {
    await terminal.close();
  }
}
