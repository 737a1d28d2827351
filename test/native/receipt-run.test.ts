import { expect, test } from 'vitest';
import { quickFolder } from '../support/temporary-folder.ts';
import { receiptRun } from './receipt-run.ts';

test('300 receipts come out of a printer on TCP once each and in order, and leave nothing open', {
  timeout: 60_000,
}, async () => {
  const run = await receiptRun(300, quickFolder());
  expect(run).toMatchObject({ cameOut: 300, inOrder: true, printed: 300 });
  expect((run.after.descriptors ?? 0) - (run.before.descriptors ?? 0), 'descriptors left open').toBeLessThanOrEqual(2);
});
