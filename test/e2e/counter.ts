import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { newSession } from '../../main/clock.ts';
import type { Connected } from '../../main/contract/connect.ts';
import type { Result } from '../../main/contract/contract.ts';
import type { Scenario } from '../../main/contract/views.ts';
import type { StateName } from '../../main/contract/words/states.ts';
import { writeTrainingProfile } from '../../main/profile.ts';
import { connectToTill } from '../../main/profile-socket.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { burst } from '../support/burst.ts';

/** What a cashier, a customer and an auditor do at a till, in words a test can be read by. */

/** A training profile in `folder`, as the first start makes it. */
export function makeProfile(folder: string): string {
  const profile = join(folder, 'shop');
  const gatewayPublicKey = makeKeyPair().publicKeyPem;
  const given = { gatewayUrl: 'http://127.0.0.1:40123', clientId: 'TRAINING_5Y0', gatewayPublicKey, builtIn: true };
  writeTrainingProfile(profile, given);
  return profile;
}

export const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
export const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

/** Waits for a state on the panel. Its sentence is in the error when it never comes. */
export async function state(page: Page, name: StateName, waitMs = 15_000): Promise<void> {
  const panel = page.locator(`[data-field="state"][data-state="${name}"]`);
  await panel.waitFor({ timeout: waitMs }).catch(async () => {
    const now = await field(page, 'state').getAttribute('data-state');
    throw new Error(`the till should show "${name}" and shows "${now}": ${await field(page, 'state').innerText()}`);
  });
}

/** Types an amount such as 12.80 on the keypad of the screen. */
export async function enter(page: Page, amount: string): Promise<void> {
  for (const sign of amount) await act(page, sign === '.' ? 'point' : `digit-${sign}`).click();
}

export async function charge(page: Page, amount: string): Promise<void> {
  await enter(page, amount);
  await act(page, 'pay').click();
  await state(page, 'ready');
  await act(page, 'train-hold').click();
}

export async function choose(page: Page, scenario: Scenario): Promise<void> {
  await act(page, `scenario-${scenario}`).click();
}

/** The till's own socket: what an auditor asks beside the screen. */
export async function beside<Answer>(profile: string, ask: (till: Connected) => Promise<Answer>): Promise<Answer> {
  const till = await connectToTill(join(profile, 'till.sock'), newSession(), () => {});
  if (till === null) throw new Error(`no till listens in ${profile}`);
  try {
    return await ask(till);
  } finally {
    till.close();
  }
}

/** Every payment in the till's journal, oldest first, as an audit gets it. */
export function salesOf(profile: string): Promise<Result<'journal.sales'>['sales']> {
  return beside(profile, async (till) => (await till.request('journal.sales', {})).sales);
}

interface Arrival {
  readonly api: string;
  readonly paymentRequestId: string | null;
}

/** Every call that reached the simulated gateway. */
export async function arrivals(profile: string): Promise<readonly Arrival[]> {
  const { gatewayUrl } = await beside(profile, (till) => till.request('journal.sales', {}));
  const response = await fetch(`${gatewayUrl}/control/requests`);
  return ((await response.json()) as { requests: readonly Arrival[] }).requests;
}

/** Asked for often enough, and paid for once. On a busy machine one inquiry more may go out before an answer is heard. */
export function expectOnePay(calls: readonly Arrival[], { inquiriesAtLeast }: { inquiriesAtLeast: number }): void {
  const count = (api: string): number => calls.filter((call) => call.api === api).length;
  expect([count('pay'), count('cancel')]).toEqual([1, 0]);
  expect(count('inquiryPayment')).toBeGreaterThanOrEqual(inquiriesAtLeast);
}

/** Journal and gateway agree, and nothing is open. */
export async function expectCleanAudit(profile: string): Promise<void> {
  const { sales, open, gatewayUrl } = await beside(profile, (till) => till.request('journal.sales', {}));
  const body = JSON.stringify({ sales, open });
  const response = await fetch(`${gatewayUrl}/control/audit`, { method: 'POST', body });
  expect(await response.json()).toEqual({ clean: true, findings: [] });
}

/** The code on the simulated customer's phone, digits alone. */
export async function codeOnPhone(page: Page): Promise<string> {
  return (await field(page, 'code').innerText()).replaceAll(/\D/g, '');
}

/** A keyboard-wedge scanner: the code's digits and Enter, faster than any person types. */
export async function wedge(page: Page, code: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const strokes = Array.from(code, (digit) => ({
    code: `Digit${digit}`,
    key: digit,
    text: digit,
    windowsVirtualKeyCode: 48 + Number(digit),
  }));
  const enterKey = { code: 'Enter', key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };
  await burst(page, cdp, [...strokes, enterKey]);
  await cdp.detach();
}

/** What a barcode reader reads in a picture; null where there is no reader. */
export function readBarcode(png: Buffer): string | null {
  try {
    return execFileSync('zbarimg', ['--quiet', '--raw', 'png:-'], { input: png, encoding: 'utf8' }).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
