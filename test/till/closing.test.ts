import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal } from '../support/terminal-process.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop } from '../support/training-shop.ts';

/** `till reversals close` and `export`: beside a running till, and afterwards on the file alone. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

const said = ['--by', 'Li Wei', '--why', 'the customer shows the returned money', '--evidence', 'case 20261121-0042'];

test('closes a reversal beside the running till, and its record is there after a restart', async ({
  onTestFinished,
}) => {
  const clock = scaledClock(newDial(5));
  const shop = await openTrainingShop(clock);
  onTestFinished(() => shop.close());
  const verb = (...args: string[]): Promise<TillRun> => till([...args, '--profile', shop.folder, '--json']);
  await shop.plan('hang:cancel#1-999');
  const life = await startTerminal({ folder: shop.folder, clock });
  onTestFinished(() => life.kill9());

  const id = await life.charge({ amountMinor: 9_904, code: freshCode() });
  await life.payment(id, (payment) => payment.phase === 'inquiring');
  await life.request('sale.stop', {});
  await life.payment(id, (payment) => payment.status === 'reversal_pending');
  const early = await verb('reversals', 'close', id, ...said);
  expect([early.code, jsonOf(early)['reason']]).toEqual([1, 'reversal_still_tried']);

  clock.skip(70_000);
  await life.payment(id, (payment) => payment.seriesOver);
  const blank = await verb('reversals', 'close', id, '--by', 'Li Wei', '--why', 'x', '--evidence', ' ');
  expect([blank.code, jsonOf(blank)['reason']]).toEqual([1, 'evidence_needed']);
  const bare = await verb('reversals', 'close', id, '--by', 'Li Wei', '--why', 'x');
  expect([bare.code, bare.stderr]).toEqual([1, expect.stringContaining('--evidence')]);

  const file = join(shop.folder, 'open.csv');
  const exported = await verb('reversals', 'export', '--out', file);
  expect([exported.code, jsonOf(exported)], exported.stderr).toEqual([0, { file, rows: 1 }]);
  expect(readFileSync(file, 'utf8')).toContain(`${id}\t`);

  const closed = await verb('reversals', 'close', id, ...said);
  expect(closed.code, closed.stderr).toBe(0);
  expect(jsonOf(closed)).toMatchObject({
    status: 'reversed',
    code: 'closed_by_person',
    closed: { by: 'Li Wei', evidence: 'case 20261121-0042', confirmed: false },
  });
  expect((await verb('reversals', 'list')).code).toBe(0);
  await life.kill9();

  const alone = await verb('reversals', 'export', '--out', file, '--show', 'closed');
  expect([alone.code, jsonOf(alone)['rows']], alone.stderr).toEqual([0, 1]);
  expect(readFileSync(file, 'utf8')).toContain('case 20261121-0042');
  const told = await till(['history', id, '--profile', shop.folder]);
  expect(told.stdout, 'a word of a person is not told as money returned').toMatch(/Closed by a person|人工关闭/);
  const nowhere = await verb('reversals', 'export', '--out', join(shop.folder, 'none', 'x.csv'));
  expect([nowhere.code, jsonOf(nowhere)['reason']]).toEqual([1, 'unwritable']);

  const again = await verb('reversals', 'close', id, ...said);
  expect([again.code, jsonOf(again)['reason']]).toEqual([1, 'no_open_reversal']);
  expect(jsonOf(await verb('journal', 'verify'))).toMatchObject({ ok: true, problems: [] });
});
