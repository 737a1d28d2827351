import { join } from 'node:path';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { Figure } from './figure.ts';
import { commitOf, intentOf, nextOf, stopped, success } from './payments.ts';
import { spreadOf, timed } from './samples.ts';
import type { Bench } from './setting.ts';
import { openRawDisk } from './yardsticks.ts';

/** One durable step of a payment, and one durable reversal, beside the one durable write that each needs. */

const warmingUp = 50;
const rounds = 600;

export async function commitFigures(bench: Bench): Promise<readonly Figure[]> {
  const folder = bench.folder('commit');
  const journal = new SqliteJournal(join(folder, 'journal.sqlite'), machineClock, machineChance);
  const disk = openRawDisk(folder);
  const fingerprint = (code: string): string => journal.fingerprint(code);
  const taken = { intent: [], paid: [], reversal: [], raw: [] } as Record<Which, number[]>;
  try {
    for (let n = -warmingUp; n < rounds; n++) {
      const kept = n < 0 ? null : taken;
      const [first, second] = [2 * (n + warmingUp), 2 * (n + warmingUp) + 1];
      const intent = intentOf(first, fingerprint);
      const paid = nextOf(first, intent, { kind: 'pay_answered', outcome: success(first) }, 640);
      const unclear = intentOf(second, fingerprint);
      const reversing = nextOf(second, unclear, stopped, 20_000);
      const time = (which: Which, act: () => void): void => {
        const ms = timed(act);
        kept?.[which].push(ms);
      };
      time('intent', () => journal.commit(commitOf(null, intent, { kind: 'scanned' })));
      time('paid', () => journal.commit(commitOf(intent.payment, paid, { kind: 'pay_answered' })));
      time('raw', () => disk.appendAndSync());
      journal.commit(commitOf(null, unclear, { kind: 'scanned' }));
      time('reversal', () => journal.commit(commitOf(unclear.payment, reversing, stopped)));
    }
  } finally {
    disk.close();
    journal.close();
  }
  return [
    ...rowsOf(taken, 'intent', 'durable intent to pay'),
    ...rowsOf(taken, 'paid', 'durable answer'),
    ...rowsOf(taken, 'reversal', 'durable reversal with its state'),
  ];
}

type Which = 'intent' | 'paid' | 'reversal' | 'raw';

function rowsOf(taken: Record<Which, readonly number[]>, which: Which, what: string): readonly Figure[] {
  const ours = spreadOf(taken[which]);
  const raw = spreadOf(taken.raw);
  const row = (at: 'median' | 'p99'): Figure => ({
    id: `commit.${which}.${at}`,
    name: `${what}, ${at} of ${ours.count}`,
    unit: 'ms',
    value: ours[at],
    yardstick: { name: 'append 4 KiB + fsync', value: raw[at] },
    goal: at === 'median' ? { ratioAtMost: 2, checked: true } : { ratioAtMost: 3 },
  });
  return [row('median'), row('p99')];
}
