import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  act,
  arrivals,
  beside,
  charge,
  choose,
  enter,
  expectCleanAudit,
  expectOnePay,
  field,
  makeProfile,
  state,
} from './counter.ts';
import { closeBrowser, shells } from './shells.ts';

/** The screen stands beside the payment: whatever happens to it, the money does what the journal says. */

afterAll(closeBrowser);

const here = shells.filter(({ absent }) => absent === null);

describe.for(here)('over the $name', { timeout: 60_000 }, ({ open, manyPages }) => {
  test('kill -9 in mid-inquiry: the next start shows the payment before anything else and settles it', async () => {
    const profile = makeProfile(temporaryFolder());
    const first = await open(profile);
    await choose(first.page, 'never_confirms');
    await charge(first.page, '12.80');
    await state(first.page, 'waiting');
    const before = await beside(profile, (till) => till.request('terminal.view', {}));
    await first.kill();

    const second = await open(profile);
    const { page } = second;
    await expect
      .poll(() => field(page, 'recovered').isVisible(), {
        message: 'the payment of the last run stands before everything else',
        timeout: 10_000,
      })
      .toBe(true);
    const id = before.counter.payment?.paymentRequestId ?? '';
    const card = page.locator(`[data-field="recovered"] [data-payment="${id}"]`);
    await card.waitFor();
    expect(await card.innerText()).toContain('12.80');
    await page.locator(`[data-payment="${id}"][data-state="reversed"]`).waitFor({ timeout: 30_000 });
    await act(page, 'continue').click();
    await state(page, 'idle');
    await charge(page, '5');
    await state(page, 'paid');
    expect((await arrivals(profile)).filter(({ paymentRequestId }) => paymentRequestId === id)).not.toContainEqual(
      expect.objectContaining({ api: 'pay' }),
    );
    await expectCleanAudit(profile);
    await second.close();
  });

  test('a reload in mid-payment shows the same payment and asks nothing twice', async () => {
    const profile = makeProfile(temporaryFolder());
    const till = await open(profile);
    const { page } = till;
    await choose(page, 'third_inquiry');
    await charge(page, '9.90');
    await state(page, 'waiting');
    for (let n = 0; n < 3; n++) await page.reload();
    await state(page, 'paid');
    expectOnePay(await arrivals(profile), { inquiriesAtLeast: 3 });
    await expectCleanAudit(profile);
    await till.close();
  });

  test('the till leaves in mid-payment with its journal closed, and the next start goes on', async () => {
    const profile = makeProfile(temporaryFolder());
    const first = await open(profile);
    await choose(first.page, 'never_confirms');
    await charge(first.page, '3');
    await state(first.page, 'waiting');
    expect(await first.close()).toBe(0);
    const second = await open(profile);
    await second.page.locator('[data-field="recovered"] [data-state="reversed"]').waitFor({ timeout: 30_000 });
    await expectCleanAudit(profile);
    await second.close();
  });

  test.runIf(manyPages)('two pages at once and one of them closed: one payment, seen by both', async () => {
    const profile = makeProfile(temporaryFolder());
    const till = await open(profile);
    const other = await till.secondPage();
    await state(other, 'idle');
    await choose(till.page, 'never_confirms');
    await enter(till.page, '6');
    await act(till.page, 'pay').click();
    await state(other, 'ready');
    await Promise.all([act(till.page, 'train-hold').click(), act(other, 'train-hold').click()]);
    await state(till.page, 'waiting');
    await state(other, 'waiting');
    await till.page.close();
    await act(other, 'train-pin').click();
    await state(other, 'paid');
    expect((await arrivals(profile)).filter(({ api }) => api === 'pay')).toHaveLength(1);
    await expectCleanAudit(profile);
    await till.close();
  });
});
