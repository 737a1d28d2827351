import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import type { CounterSettings } from '../../main/contract/counter.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { type Language, languages } from '../../main/contract/words/language.ts';
import { chromium } from '../support/chromium.ts';
import { openDoor } from './door.ts';
import { madeBundle, reversedTimeline } from './flight-views.ts';
import { historyShots, prepareHistory } from './history-views.ts';
import { answer, scriptTerminal, servePage } from './page.ts';
import { hidScan, openProof, scanInto, setUpCodes } from './proof.ts';
import { closedCard, decideCard, pendingCard, trayPage, trayView } from './returns-views.ts';
import { type TruthName, timeline, truths } from './truth-views.ts';
import { deviceSituations, findings, papers, type SituationName, situations, trainingView, viewOf } from './views.ts';

/**
 * Pictures of every situation, for people to look at: `node test/screen/shots.ts FOLDER [name …]`, after a build. All
 * situations x three sizes x all languages x two themes; the small size with the training panel.
 */

const sizes = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const proofs = ['proof', 'proof-good', 'proof-slow', 'proof-input-method', 'proof-set-up', 'proof-hid'];
const desk = Object.keys(truths).map((name) => `truth-${name}`);
const made = [
  'confirm',
  'order',
  'settings',
  'keys',
  'left',
  'entered',
  'typed',
  'dialog',
  'papers',
  'returns',
  'returns-close',
  'returns-ended',
  'returns-export',
  'returns-decide',
  'returns-steps',
  'printer',
  'lost',
  ...proofs,
  ...desk,
  ...historyShots,
  ...Object.keys(deviceSituations),
];
const known = [...Object.keys(situations), ...made];
const [folder = '', ...only] = wanted(process.argv.slice(2));

/** Folder and names; anything else is told, and nothing is made. */
function wanted(typed: readonly string[]): readonly string[] {
  const [place, ...names] = typed;
  const isPlace = place !== undefined && !place.startsWith('-');
  const stranger = names.find((name) => !known.includes(name));
  if (isPlace && stranger === undefined) return typed;
  const asksHelp = place === '--help' || place === '-h';
  const usage = `node test/screen/shots.ts FOLDER [name …]\nnames: ${known.join(' ')}`;
  const isWrong = !asksHelp && stranger !== undefined;
  process.stderr.write(`${isWrong ? `there is no situation "${stranger}"\n` : ''}${usage}\n`);
  process.exit(asksHelp ? 0 : 1);
}

async function shoot(browser: Browser, address: string, name: string, language: Language, theme: string) {
  for (const size of sizes) {
    const training = size.width === 1024;
    const context = await browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.addInitScript((chosen) => localStorage.setItem('truetill.theme', chosen), theme);
    await scriptTerminal(page, { view: viewFor(name, language, training), training: training ? trainingView : null });
    await page.goto(address);
    await page.locator('[data-field="state"]').waitFor();
    await prepare(page, name);
    if (name === 'recovered' || name === 'looked') await page.locator('dialog[open]').waitFor();
    if (historyShots.includes(name)) await prepareHistory(page, name, viewFor(name, language, training));
    await page.locator('[data-field="coming"]').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${name}-${size.width}-${language}-${theme}.png`) });
    await context.close();
  }
}

function viewFor(name: string, language: Language, training: boolean): TerminalView {
  const devices = Object.hasOwn(deviceSituations, name) ? deviceSituations[name as keyof typeof deviceSituations] : {};
  const situation = (Object.hasOwn(situations, name) ? name : 'idle') as SituationName;
  const tray = name.startsWith('returns') ? { openReversals: trayView.openReversals } : {};
  const settings: Partial<CounterSettings> = {
    ...(name === 'left' ? { keypad: 'left' } : {}),
    ...(name === 'entered' ? { mode: 'scan_charges' } : {}),
    ...(name === 'confirm' ? { confirmAboveMinor: 500_000 } : {}),
  };
  const view = viewOf(situation, language, training);
  return { ...view, ...devices, ...tray, settings: { ...view.settings, ...settings } };
}

/** Situations that the screen makes by itself. */
async function prepare(page: Page, name: string): Promise<void> {
  if (name === 'typed' || name === 'dialog')
    for (const key of '128') await page.locator(`[data-act="digit-${key}"]`).click();
  if (name.startsWith('sheet')) {
    await page.locator('[data-act="device-printer"]').click();
    await page.locator('[data-field="devices"]').waitFor();
  }
  if (name.startsWith('setup')) {
    await answer(page, 'devices.find', findings);
    await answer(page, 'devices.testPrint', {
      ok: true,
      id: '2026112006050900010000000012800042483920',
      outcome: { state: 'done', confirmed: true },
    });
    await page.locator('[data-act="setup"]').click();
    await page.locator('[data-field="setup"] [data-act="test-print"]').click();
    await page.locator('[data-act="scan-back"]').waitFor();
  }
  if (name === 'setup-measure')
    await page.locator('[data-act="forget"], [data-act="larger"]').first().scrollIntoViewIfNeeded();
  if (name === 'papers') {
    await answer(page, 'print.list', { jobs: [...papers] });
    await page.keyboard.press('Shift+F6');
    await page.locator('[data-act="again"]').waitFor();
  }
  if (name.startsWith('truth-')) {
    await answer(page, 'flight.timeline', { ok: true, timeline });
    await answer(page, 'truth.ask', { ok: true, number: 1 });
    await answer(page, 'truth.view', truths[name.slice('truth-'.length) as TruthName]);
    await page.keyboard.press('F3');
    await page.locator('[data-field="truth-number"]').fill('1');
    await page.keyboard.press('Enter');
    await page.locator('[data-field="truth-verdict"]').waitFor();
  }
  if (name.startsWith('returns')) await prepareReturns(page, name);
  const keys = { order: 'Shift+F8', settings: 'Shift+F1', keys: 'F11' }[name];
  if (keys !== undefined) {
    await page.keyboard.press(keys);
    await page.locator('dialog[open]').waitFor();
  }
  if (name === 'confirm') {
    for (const key of ['digit-9', 'digit-8', 'digit-00', 'digit-00']) await page.locator(`[data-act="${key}"]`).click();
    await answer(page, 'sale.start', { ok: false, reason: 'amount_needs_confirmation' });
    await page.locator('[data-act="pay"]').click();
    await page.locator('[data-field="confirm-amount"]').waitFor();
  }
  if (name === 'entered') for (const key of '128') await page.locator(`[data-act="digit-${key}"]`).click();
  if (name === 'dialog') {
    await answer(page, 'sale.start', { ok: false, reason: 'same_amount_unsettled' });
    await page.locator('[data-act="pay"]').click();
    await page.locator('[data-field="same-amount"]').waitFor();
  }
  // Only the small size has the training panel.
  if (name === 'printer' && (page.viewportSize()?.width ?? 0) === 1024)
    await page.locator('[data-act="hands"]').click();
  if (name.startsWith('proof')) await prepareProof(page, name);
}

/** The reversal tray with one of its cards. */
async function prepareReturns(page: Page, name: string): Promise<void> {
  const card = name === 'returns-decide' ? decideCard : name === 'returns-ended' ? closedCard : pendingCard;
  await answer(page, 'returns.list', trayPage);
  await answer(page, 'returns.card', { ok: true, card });
  await answer(page, 'returns.ended', { ok: true, cards: [closedCard], next: null });
  await page.keyboard.press('F9');
  const id = card.payment.paymentRequestId;
  if (name === 'returns-ended') await page.locator('[data-act="show-closed"]').click();
  await page.locator(`.returns-list [data-payment="${id}"]`).click();
  await page.locator(`[data-card="${id}"]`).waitFor();
  if (name === 'returns-close') await page.locator('[data-act="close-reversal"]').click();
  if (name === 'returns-steps') {
    await answer(page, 'flight.timeline', { ok: true, timeline: reversedTimeline });
    await answer(page, 'flight.bundle', madeBundle);
    await page.locator('[data-field="flight-record"] summary').click();
    await page.locator('[data-act="bundle"]').click();
    await page.locator('[data-made="there"]').scrollIntoViewIfNeeded();
  }
  if (name === 'returns-export') await page.locator('[data-act="export"]').click();
}

const paymentCode = '281234567890123456';

/** The scanner check with something on it. */
async function prepareProof(page: Page, name: string): Promise<void> {
  await openProof(page, name === 'proof-hid' ? [hidScan] : []);
  if (name === 'proof-good') {
    await page.locator('[data-act="start-test"]').click();
    await scanInto(page, setUpCodes.test.digits);
  }
  if (name === 'proof-slow') await scanInto(page, paymentCode, { gapS: 0.048 });
  if (name === 'proof-input-method') await scanInto(page, paymentCode, { key: 'Process' });
  if (name === 'proof-set-up') await page.locator('[data-maker="datalogic"]').check();
  if (name !== 'proof' && name !== 'proof-set-up') await page.locator('[data-scan]').waitFor();
}

/** The terminal is cut off in mid-payment. */
async function shootLost(browser: Browser, language: Language): Promise<void> {
  for (const size of sizes) {
    const door = await openDoor(viewOf('checking', language, false));
    const context = await browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.goto(door.address);
    await page.locator('[data-field="state"]').waitFor();
    door.cut();
    await page.locator('[data-field="lost"]').waitFor();
    await page.screenshot({ path: join(folder, `lost-${size.width}-${language}-bright.png`) });
    await context.close();
    await door.close();
  }
}

mkdirSync(folder, { recursive: true });
const served = await servePage();
const browser = await playwright.launch(chromium);
const names = known.filter((name) => name !== 'lost' && (only.length === 0 || only.includes(name)));
for (const name of names) {
  for (const language of languages) {
    for (const theme of ['bright', 'dark']) await shoot(browser, served.address, name, language, theme);
  }
}
if (only.length === 0 || only.includes('lost')) for (const language of languages) await shootLost(browser, language);
await browser.close();
await served.close();
