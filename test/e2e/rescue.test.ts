import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { screenWords } from '../../main/contract/words/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { act, beside, charge, choose, field, makeProfile, state } from './counter.ts';
import { closeBrowser, shells } from './shells.ts';

/** A journal whose first page is lost: both shells start all the same, sell nothing, show what there was and cancel. */

afterAll(closeBrowser);

const here = shells.filter(({ absent }) => absent === null);
const words = screenWords.en.rescue;

describe.for(here)('over the $name', { timeout: 60_000 }, ({ open }) => {
  test('a lost journal: the payment it held is shown, sales are stopped, and it can be closed', async () => {
    const profile = makeProfile(temporaryFolder());
    const first = await open(profile);
    await choose(first.page, 'network_out');
    await charge(first.page, '12.80');
    await act(first.page, 'stop').click();
    await state(first.page, 'reversing');
    const { counter } = await beside(profile, (till) => till.request('terminal.view', {}));
    const id = counter.payment?.paymentRequestId ?? '';
    await first.kill();
    const file = join(profile, 'journal.sqlite');
    writeFileSync(file, readFileSync(file).fill(0, 0, 4_096));

    const { page, close } = await open(profile);
    const list = field(page, 'recovered');
    await list.waitFor();
    expect(await list.innerText()).toContain(words.list.title);
    await page.locator(`[data-payment="${id}"]`).waitFor();
    await act(page, 'continue').click();
    const panel = page.locator('[data-field="state"][data-state="rescue"]');
    await panel.waitFor();
    expect(await panel.innerText()).toContain(words.reasons.damaged);
    expect(await act(page, 'pay').getAttribute('aria-disabled')).toBe('true');
    const sold = await beside(profile, (till) =>
      till.request('sale.start', { orderId: null, amountMinor: 100, differentCustomer: true }),
    );
    expect(sold).toEqual({ ok: false, reason: 'journal_lost' });
    expect(await close()).toBe(0);
  });
});
