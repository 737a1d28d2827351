import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { historyFigures } from './history.ts';
import { buildJournal } from './journal-builder.ts';
import { keepingFigures } from './keeping.ts';
import { lookupFigures } from './lookup.ts';
import type { Bench } from './setting.ts';
import { filledStartFigures } from './start.ts';

/**
 * Looking up, looking back, starting and keeping house with years of payments in the journal; the large one with an outage's
 * reversals too.
 */

interface Size {
  readonly id: string;
  readonly what: string;
  readonly payments: number;
  readonly openReversals: number;
}

const small: Size = { id: '10k', what: '10,000 payments', payments: 10_000, openReversals: 0 };
const large: Size = {
  id: '1m',
  what: '1,000,000 payments, 100,000 reversals pending',
  payments: 1_000_000,
  openReversals: 100_000,
};

export async function filledFigures(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of bench.large ? [small, large] : [small]) figures.push(...(await sizeFigures(bench, size)));
  return figures;
}

async function sizeFigures(bench: Bench, { id, what, payments, openReversals }: Size): Promise<readonly Figure[]> {
  const profile = bench.folder(`filled-${id}`);
  await bench.simulator.ask('gateway', { profile });
  const file = join(profile, 'journal.sqlite');
  buildJournal(file, { payments, openReversals }, (done) => bench.say(`… ${done} of ${payments} payments written`));
  return [
    ...lookupFigures(file, payments, id, what),
    ...(await historyFigures(file, payments, id, what)),
    ...(await filledStartFigures(profile, id, what, openReversals > 0)),
    ...(await keepingFigures(file, id, what)),
  ];
}
