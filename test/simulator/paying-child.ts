import { createBooks } from '../../main/simulator/books.ts';
import { fileLedger } from '../../main/simulator/ledger-file.ts';
import { manualClock } from '../support/manual-clock.ts';
import { noonMs, payRequest } from './samples.ts';

/** Pays until it is killed, and prints each id after its answer. Started by `ledger.test.ts`. */

const books = createBooks({
  clock: manualClock(noonMs),
  ledger: fileLedger(process.argv[2] ?? ''),
  mockAmounts: false,
});

function payOne(number: number): void {
  const id = `pay-${number}`;
  books.answer('pay', payRequest({ id, orderId: id }));
  process.stdout.write(`${id}\n`, () => payOne(number + 1));
}

payOne(1);
