import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ReceiptRun, receiptRun } from './receipt-run.ts';

/**
 * Ten thousand receipts through the queue to a printer on TCP: what the process holds before and after, and that they
 * came out once each and in order. `node --expose-gc test/native/ten-thousand.ts [--receipts N] [--json]`; exit 1
 * where they did not.
 */

const { values } = parseArgs({
  options: { receipts: { type: 'string', default: '10000' }, json: { type: 'boolean' } },
});
const receipts = Number(values.receipts);
if (!Number.isInteger(receipts) || receipts < 1 || receipts > 900_000) {
  process.stderr.write('--receipts is a whole number from 1 to 900000\n');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'receipts-'));
try {
  const run = await receiptRun(receipts, folder);
  process.stdout.write(values.json === true ? `${JSON.stringify(run)}\n` : `${told(run)}\n`);
  process.exitCode = run.inOrder && run.printed === receipts ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function told({ cameOut, inOrder, ms, before, after }: ReceiptRun): string {
  const rate = Math.round((cameOut / ms) * 1_000);
  const order = inOrder ? 'each once and in order' : 'NOT each once and in order';
  const memory = `resident ${before.residentMb} → ${after.residentMb} MB, heap ${before.heapMb} → ${after.heapMb} MB`;
  return `${cameOut} receipts, ${order}, ${rate}/s; ${memory}, descriptors ${before.descriptors} → ${after.descriptors}`;
}
