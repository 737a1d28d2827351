import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { supportBundle } from '../../main/contract/support-bundle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { jsonOf, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop } from '../support/training-shop.ts';

/** `till bundle`: a run of its own finds what the run that sold has recorded, and writes where it is told. */

test('the bundle of a sale of an earlier run has its milliseconds, in the folder that was asked for', {
  timeout: 60_000,
}, async () => {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const verb = (...args: string[]) => till([...args, '--profile', shop.folder, '--json']);
  const sold = await verb('sale', '--amount', '10.00', '--code', freshCode());
  expect(sold.code, sold.stderr).toBe(0);
  const { paymentRequestId } = jsonOf(sold);
  const out = join(temporaryFolder(), 'for-support');
  const made = await verb('bundle', String(paymentRequestId), '--out', out);
  expect(made.code, made.stderr).toBe(0);
  expect(readdirSync(out)).toHaveLength(2);
  expect(jsonOf(made)).toMatchObject({ ok: true, folder: out });
  const [, json = ''] = jsonOf(made)['files'] as string[];
  const { payments } = supportBundle.parse(JSON.parse(readFileSync(json, 'utf8')));
  expect(payments).toMatchObject([
    { paymentRequestId, timeline: { recorded: 'whole' }, calls: [{ api: 'pay', http: 200 }] },
  ]);

  const unwritable = await verb('bundle', String(paymentRequestId), '--out', '/proc/none');
  expect([unwritable.code, unwritable.stderr.trim().split('\n').length]).toEqual([1, 1]);
});
