import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, till } from '../support/till-process.ts';
import { openTrainingShop } from '../support/training-shop.ts';

/** `till articles` as a process: a list with a bad row is refused with its report, then taken without it, then told. */

vi.setConfig({ testTimeout: 60_000 });

test('a list comes in by the command line, its bad rows named, and is there for the next command', async (context) => {
  const shop = await openTrainingShop(machineClock);
  context.onTestFinished(() => shop.close());
  const file = join(shop.folder, 'list.csv');
  writeFileSync(file, '\ufeff条码;名称;售价\r\n6901234567892;可口可乐;3,50\r\n2;雪碧;1,280\r\n');
  const verb = (...words: string[]) => till(['articles', ...words, '--profile', shop.folder, '--json']);
  const refused = await verb('import', file);
  expect(refused.code).toBe(1);
  expect(jsonOf(refused)).toMatchObject({ reason: 'rows_are_bad', report: { rows: 2, bad: 1, separator: ';' } });
  expect(refused.stderr).toContain('1,280');
  const taken = await verb('import', file, '--take-good');
  expect(taken.code).toBe(0);
  expect(jsonOf(taken)).toMatchObject({ status: 'taken', report: { good: 1, added: 1 } });
  const listed = await verb('list');
  expect(jsonOf(listed)).toMatchObject({ currency: 'CNY', articles: [{ sku: '6901234567892', priceMinor: 350 }] });
});
