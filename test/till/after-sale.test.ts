import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** What a back office does with a sale that is done: refunds, questions, audits, the check of the journal. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

interface PaidShop {
  readonly shop: TrainingShop;
  /** Of the one payment of 10.00. */
  readonly id: string;
  /** A verb on the shop's profile, answered as JSON. */
  verb(...args: string[]): Promise<TillRun>;
}

async function openPaidShop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<PaidShop> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const verb = (...args: string[]): Promise<TillRun> => till([...args, '--profile', shop.folder, '--json']);
  const sold = await verb('sale', '--amount', '10.00', '--code', freshCode(), '--order', 'A-1');
  expect(sold.code, sold.stderr).toBe(0);
  return { shop, id: String(jsonOf(sold)['paymentRequestId']), verb };
}

describe.concurrent('refund', () => {
  test('in two parts, found by payment, order and paymentId, and never more than was paid', async (context) => {
    const { shop, id, verb } = await openPaidShop(context);
    const first = await verb('refund', 'A-1', '--amount', '4.00', '--why', 'one item back');
    expect(first.code, first.stderr).toBe(0);
    expect(jsonOf(first)).toMatchObject({ status: 'done', amountMinor: 400, currency: 'CNY', paymentRequestId: id });

    const tooLarge = await verb('refund', id, '--amount', '6.01');
    expect([tooLarge.code, jsonOf(tooLarge)['status'], jsonOf(tooLarge)['reason']]).toEqual([
      2,
      'refused',
      'refund_too_large',
    ]);
    const paymentId = (await shop.payment(id))?.paymentId ?? '';
    expect((await verb('refund', paymentId, '--amount', '6.00')).code).toBe(0);
    const nothingLeft = await verb('refund', id, '--amount', '0.01');
    expect([nothingLeft.code, jsonOf(nothingLeft)['reason']]).toEqual([2, 'nothing_left']);

    expect(await shop.payment(id)).toMatchObject({ chargedMinor: 1_000, returnedMinor: 1_000 });
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
  });

  test('that the gateway refuses leaves with 2, and can be asked for again', async (context) => {
    const { shop, id, verb } = await openPaidShop(context);
    await shop.plan('windowExceed:refund#1');
    const refused = await verb('refund', id, '--amount', '10.00');
    expect(refused.code, refused.stderr).toBe(2);
    expect(jsonOf(refused)).toMatchObject({ status: 'refused', refundId: null });
    expect(await shop.payment(id)).toMatchObject({ returnedMinor: 0 });
    expect((await verb('refund', id, '--amount', '10.00')).code).toBe(0);
  });

  test.for<[string, string, string]>([
    ['nothing', '0', 'zero'],
    ['a negative amount', '-1.00', 'negative'],
    ['half a fen', '0.005', 'too_many_decimals'],
  ])('of %s is an error', async ([, amount, reason], context) => {
    const { shop, id, verb } = await openPaidShop(context);
    const run = await verb('refund', id, '--amount', amount);
    expect([run.code, jsonOf(run)['reason']]).toEqual([1, reason]);
    expect(await shop.calls('refund', id)).toBe(0);
  });

  test('of a payment that was not charged is refused', async (context) => {
    const { shop, verb } = await openPaidShop(context);
    await shop.plan('balance:pay#1');
    const declined = await verb('sale', '--amount', '20.00', '--code', freshCode());
    expect(declined.code).toBe(2);
    const run = await verb('refund', String(jsonOf(declined)['paymentRequestId']), '--amount', '1.00');
    expect([run.code, jsonOf(run)['reason']]).toEqual([2, 'not_paid']);
  });
});

describe.concurrent('a number that the journal does not know', () => {
  test.for([
    ['inquire', 'X-1'],
    ['refund', 'X-1', '--amount', '1.00'],
    ['reversals', 'keep', 'X-1', '--by', 'Li', '--why', 'w'],
  ])('%j is an error', async (args, context) => {
    const { verb } = await openPaidShop(context);
    const run = await verb(...args);
    expect([run.code, jsonOf(run)['reason']]).toEqual([1, 'not_found']);
  });
});

describe.concurrent('inquire', () => {
  test('asks the gateway and leaves as a sale does', async (context) => {
    const { shop, id, verb } = await openPaidShop(context);
    const asked = await verb('inquire', id);
    expect(asked.code, asked.stderr).toBe(0);
    expect(jsonOf(asked)).toMatchObject({ status: 'paid', paymentRequestId: id, mayChargeAgain: false });
    expect(await shop.calls('inquiryPayment', id)).toBe(1);

    await shop.plan('balance:pay#1');
    const declined = jsonOf(await verb('sale', '--amount', '20.00', '--code', freshCode()));
    const closed = await verb('inquire', String(declined['paymentRequestId']));
    expect(closed.code, closed.stderr).toBe(2);
    expect(jsonOf(closed)).toMatchObject({ status: 'not_charged', mayChargeAgain: true });
  });
});

describe.concurrent('look', () => {
  test('says what is so with a number, and what Alipay says of one the journal has lost', async (context) => {
    const { shop, id, verb } = await openPaidShop(context);
    const found = await verb('look', ...(id.match(/.{4}/g) ?? []));
    expect(found.code, found.stderr).toBe(0);
    expect(jsonOf(found)).toMatchObject({
      ...{ verdict: 'paid', basis: 'answered', mayChargeAgain: false },
      payment: { status: 'paid', paymentRequestId: id },
    });
    for (const file of readdirSync(shop.folder).filter((name) => name.startsWith('journal')))
      rmSync(join(shop.folder, file));
    const lost = await verb('look', id);
    expect(lost.code, lost.stderr).toBe(6);
    expect(jsonOf(lost)).toMatchObject({
      ...{ verdict: 'stranger_paid', basis: 'answered', mayChargeAgain: false, payment: null },
      stranger: { whose: 'own_till', paymentRequestId: id },
    });
  });
});

describe.concurrent('reversals', () => {
  test('nothing open: list and replay leave with 0, and nothing can be kept', async (context) => {
    const { id, verb } = await openPaidShop(context);
    for (const act of ['list', 'replay']) {
      const run = await verb('reversals', act);
      expect([run.code, jsonOf(run)]).toEqual([0, { open: 0, payments: [] }]);
    }
    const kept = await verb('reversals', 'keep', id, '--by', 'Li', '--why', 'customer came back');
    expect([kept.code, jsonOf(kept)['reason']]).toEqual([1, 'not_open']);
  });
});

describe.concurrent('audit', () => {
  test('finds what another till charged at the same gateway', async (context) => {
    const { shop, verb } = await openPaidShop(context);
    const other = mkdtempSync(`${shop.folder}-other-`);
    context.onTestFinished(() => rmSync(other, { recursive: true, force: true }));
    for (const name of ['config.json', 'merchant.pem', 'gateway.pub.pem']) {
      cpSync(join(shop.folder, name), join(other, name));
    }
    expect((await till(['sale', '--profile', other, '--amount', '20.00', '--code', freshCode()])).code).toBe(0);
    const run = await verb('audit');
    expect(run.code).toBe(1);
    expect(jsonOf(run)).toMatchObject({ clean: false, findings: [{ kind: 'charged_not_sold' }] });
  });

  test('finds a sale that the gateway knows nothing of', async (context) => {
    const { shop, id, verb } = await openPaidShop(context);
    await shop.control('reset', {});
    const run = await verb('audit');
    expect(run.code).toBe(1);
    expect(jsonOf(run)).toMatchObject({ findings: [{ kind: 'sold_not_charged', paymentRequestId: id }] });
  });
});

describe.concurrent('journal verify', () => {
  test('says that the journal adds up', async (context) => {
    const { verb } = await openPaidShop(context);
    const run = await verb('journal', 'verify');
    expect(run.code, run.stderr).toBe(0);
    expect(jsonOf(run)).toMatchObject({ ok: true, payments: 1, problems: [] });
  });

  test.for<[string, string]>([
    ['a row that was changed', "update journal set body = replace(body, '1000', '9000') where seq = 1"],
    ['a payment that differs from its rows', "update payments set state = replace(state, 'paid', 'not_charged')"],
    ['an amount that differs from its rows', 'update payments set amount_minor = 1'],
  ])('finds %s', async ([, tamper], context) => {
    const { shop, verb } = await openPaidShop(context);
    tamperWith(shop, tamper);
    const run = await verb('journal', 'verify');
    expect(run.code).toBe(1);
    expect(jsonOf(run)).toMatchObject({ ok: false });
    expect(jsonOf(run)['problems']).not.toEqual([]);
  });

  test('finds a row that was taken out, or cannot even open such a journal', async (context) => {
    const { shop, verb } = await openPaidShop(context);
    tamperWith(shop, 'delete from journal where seq = 1');
    const run = await verb('journal', 'verify');
    expect(run.code).toBe(1);
    expect(`${run.stdout}${run.stderr}`).toMatch(/"ok":false|damaged/);
  });
});

/** Changes the file as somebody who knows SQLite could, guards put back in their place. */
function tamperWith(shop: TrainingShop, tamper: string): void {
  const db = new Database(join(shop.folder, 'journal.sqlite'));
  const guards = db
    .prepare<[], { name: string; sql: string }>("select * from sqlite_master where type = 'trigger'")
    .all();
  for (const { name } of guards) db.exec(`drop trigger ${name}`);
  db.exec(tamper);
  for (const { sql } of guards) db.exec(sql);
  db.close();
}
