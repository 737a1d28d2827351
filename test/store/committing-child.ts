import { writeSync } from 'node:fs';
import { machineChance, machineClock } from '../../main/clock.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { commitOf, intent, next, openReversal, sentRefund } from './samples.ts';

/**
 * A process that commits steps for ever and says `id revision` after each commit that returned, one line per write,
 * until somebody kills it. It goes on where the last one was stopped.
 */

const journal = new SqliteJournal(process.argv[2] ?? '', machineClock, machineChance);

function commit(before: Payment | null, after: Payment): Payment {
  journal.commit(commitOf(before, after));
  writeSync(1, `${after.paymentRequestId} ${after.revision}\n`);
  return after;
}

for (let n = journal.lastSerial() + 1; ; n += 1) {
  const intended = commit(null, intent(n));
  if (n % 3 === 0) {
    commit(
      intended,
      next(intended, { phase: 'paid', dueAtMs: null, refunds: [{ ...sentRefund, refundRequestId: `R-${n}` }] }),
    );
    continue;
  }
  const reversing = commit(intended, next(intended, { phase: 'reversing', reversal: openReversal, cancels: 1 }));
  const reversal = { ...openReversal, doneAtMs: openReversal.openedAtMs + 900 };
  commit(reversing, next(reversing, { phase: 'reversed', reversal, dueAtMs: null }));
}
