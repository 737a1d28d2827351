import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Assembled, assemble } from '../main/assemble.ts';
import { machineChance } from '../main/clock.ts';
import type { PaymentView, Scenario, Status, TerminalView, TrainingView } from '../main/contract/views.ts';
import { readProfile, writeTrainingProfile } from '../main/profile.ts';
import { makeKeyPair } from '../main/simulator/sign.ts';
import type { Training } from '../main/training.ts';
import { newDial, type ScaledClock, scaledClock } from './support/scaled-clock.ts';
import { quickFolder } from './support/temporary-folder.ts';

/**
 * The simulated customer beside a whole till, asked only what a screen can ask. A minute takes six seconds: any quicker,
 * and a busy machine would miss the 2 s in which a pay must leave.
 */

const timesFaster = 10;

/** Twenty, or a few less on a machine so busy that the 65 s are over first. */
const theWholeSeries: unknown = expect.toSatisfy((inquiries: number) => inquiries >= 15 && inquiries <= 20);

const gatewayPublicKey = makeKeyPair().publicKeyPem;

let clock: ScaledClock;
let till: Assembled;
let training: Training;
let folder: string;

beforeEach(async () => {
  folder = join(quickFolder(), 'shop');
  writeTrainingProfile(folder, {
    gatewayUrl: 'http://127.0.0.1:40123',
    clientId: 'TRAINING_5Y0',
    gatewayPublicKey,
    builtIn: true,
  });
  clock = scaledClock(newDial(timesFaster));
  await open();
  return () => till.close();
});

async function open(): Promise<void> {
  const log = { info: () => {}, warn: () => {} };
  till = await assemble({ profile: readProfile(folder, 'en'), clock, chance: machineChance, log });
  if (till.training === null) throw new Error('a built-in gateway comes with a simulated customer');
  training = till.training;
  till.openScanners();
  await terminalIs((view) => view.devices.scanner.state === 'ready');
}

/** Waits for the terminal. What it shows instead is in the error of a test that runs out of time. */
function terminalIs(holds: (view: TerminalView) => boolean): Promise<TerminalView> {
  return until(
    () => till.terminal.view(),
    (listen) => till.terminal.onChange(listen),
    holds,
  );
}

function phoneIs(holds: (view: TrainingView) => boolean): Promise<TrainingView> {
  return until(
    () => training.view(),
    (listen) => training.onChange(listen),
    holds,
  );
}

function until<View>(
  now: () => View,
  onChange: (listen: (view: View) => void) => () => void,
  holds: (view: View) => boolean,
): Promise<View> {
  return new Promise((resolve) => {
    const off = onChange((view) => {
      if (!holds(view)) return;
      off();
      resolve(view);
    });
    if (!holds(now())) return;
    off();
    resolve(now());
  });
}

/** Opens a sale and waits for the phone to show a code; returns its digits. */
async function openSale(amountMinor = 1280): Promise<string> {
  const started = await till.handlers['sale.start']({ orderId: null, amountMinor, differentCustomer: true });
  expect(started).toMatchObject({ ok: true });
  const { code } = await phoneIs((view) => view.code?.expired === false);
  return code?.digits ?? '';
}

/** Waits for a payment at the counter in this state. */
async function payment(status: Status): Promise<PaymentView> {
  const { counter } = await terminalIs((view) => view.counter.payment?.status === status);
  if (counter.payment === null) throw new Error('there is no payment at the counter');
  return counter.payment;
}

async function chargeUnder(scenario: Scenario): Promise<void> {
  expect(training.choose(scenario)).toEqual({ ok: true });
  await openSale();
  expect(training.act('hold')).toEqual({ ok: true });
}

describe('the phone', () => {
  test('shows nothing before the first sale, then a code; held to the scanner it pays', async () => {
    expect(training.view()).toMatchObject({ code: null, last: null, asked: null, empty: false, papers: 0 });
    const digits = await openSale(1280);
    expect(digits).toMatch(/^28\d{16}$/);
    expect(training.view().customer).toMatchObject({ state: 'ready', amountMinor: 1280 });
    training.act('hold');
    const paid = await payment('paid');
    expect(paid).toMatchObject({ amountMinor: 1280, codeMask: `28…${digits.slice(-4)}`, inquiries: 0 });
    const phone = await phoneIs(
      ({ last, papers, customer }) => last !== null && papers === 1 && customer.state === 'paid',
    );
    expect(phone.last).toEqual({ result: 'charged', amountMinor: 1280, currency: 'CNY' });
  });

  test('never shows a used code again', async () => {
    const digits = await openSale();
    training.act('hold');
    await payment('paid');
    expect((await phoneIs(({ code }) => code === null)).code).toBeNull();
    await till.handlers['sale.clear']({});
    expect(await openSale()).not.toBe(digits);
  });

  test('shows another code when it is refreshed', async () => {
    const digits = await openSale();
    expect(training.act('refresh')).toEqual({ ok: true });
    expect(training.view().code).toMatchObject({ expired: false });
    expect(training.view().code?.digits).not.toBe(digits);
    training.act('hold');
    await payment('paid');
  });

  test('says when its code has expired, and shows a new one when it is held to the scanner all the same', async () => {
    const digits = await openSale();
    clock.skip(60_000);
    await phoneIs(({ code }) => code?.expired === true);
    training.act('hold');
    const paid = await payment('paid');
    expect(paid.codeMask).not.toBe(`28…${digits.slice(-4)}`);
  });

  test('without a sale its code is refused, and nothing is charged', async () => {
    training.act('hold');
    const { counter } = await terminalIs((view) => view.counter.notice !== null);
    expect(counter).toMatchObject({ payment: null, notice: { reason: 'no_sale_open' } });
    expect(training.view().last).toBeNull();
  });

  test('whose wallet is empty finds it empty after a restart', async () => {
    training.act('empty');
    await till.close();
    await open();
    expect(training.view().empty).toBe(true);
  });

  test('with an empty wallet does not pay, and pays again when it is filled', async () => {
    training.act('empty');
    expect(training.view().empty).toBe(true);
    await openSale();
    training.act('hold');
    expect(await payment('not_charged')).toMatchObject({ code: 'USER_BALANCE_NOT_ENOUGH', mayChargeAgain: true });
    expect((await phoneIs(({ last }) => last !== null)).last).toMatchObject({ result: 'declined' });
    training.act('fill');
    await till.handlers['sale.clear']({});
    await openSale();
    training.act('hold');
    await payment('paid');
  });

  test('has nothing to confirm while nobody asks', () => {
    expect(training.act('pin')).toEqual({ ok: false, reason: 'nothing_to_confirm' });
    expect(training.act('decline')).toEqual({ ok: false, reason: 'nothing_to_confirm' });
  });

  test('tells every change with a rising version', async () => {
    const versions: number[] = [];
    training.onChange(({ version }) => versions.push(version));
    await openSale();
    training.act('hold');
    await payment('paid');
    await phoneIs(({ papers }) => papers === 1);
    expect(versions.length).toBeGreaterThan(2);
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });
});

describe('the scenario', () => {
  test('plain: paid at once', async () => {
    await chargeUnder('plain');
    expect(await payment('paid')).toMatchObject({ inquiries: 0, cancels: 0 });
  });

  test('third_inquiry: waits for the customer, paid after three inquiries', async () => {
    await chargeUnder('third_inquiry');
    expect(await payment('checking')).toMatchObject({ mayChargeAgain: false });
    expect(await payment('paid')).toMatchObject({ inquiries: 3, cancels: 0 });
  });

  test('answer_lost: paid after the first inquiry', async () => {
    await chargeUnder('answer_lost');
    expect(await payment('paid')).toMatchObject({ inquiries: 1, cancels: 0 });
    expect((await phoneIs(({ last }) => last !== null)).last).toMatchObject({ result: 'charged' });
  });

  test('never_confirms: asks for a PIN, reversed after the whole series', async () => {
    await chargeUnder('never_confirms');
    expect((await phoneIs(({ asked }) => asked !== null)).asked).toEqual({ amountMinor: 1280, currency: 'CNY' });
    expect(await payment('reversed')).toMatchObject({ inquiries: theWholeSeries, mayChargeAgain: true });
    expect((await phoneIs(({ asked }) => asked === null)).last).toMatchObject({ result: 'declined' });
  });

  test('never_confirms: paid when the PIN is entered', async () => {
    await chargeUnder('never_confirms');
    await phoneIs(({ asked }) => asked !== null);
    expect(training.act('pin')).toEqual({ ok: true });
    expect(await payment('paid')).toMatchObject({ cancels: 0 });
    expect((await phoneIs(({ last }) => last !== null)).asked).toBeNull();
  });

  test('never_confirms: not charged when the customer declines', async () => {
    await chargeUnder('never_confirms');
    await phoneIs(({ asked }) => asked !== null);
    expect(training.act('decline')).toEqual({ ok: true });
    expect(await payment('not_charged')).toMatchObject({ mayChargeAgain: true, cancels: 0 });
  });

  test('network_out: reversal pending, reversed once the network is back', async () => {
    await chargeUnder('network_out');
    const pending = await payment('reversal_pending');
    expect(pending).toMatchObject({ mayChargeAgain: false, inquiries: theWholeSeries });
    expect(till.terminal.view().openReversals).toBe(1);
    expect(training.view().last).toMatchObject({ result: 'charged' });
    expect(training.choose('plain')).toEqual({ ok: true });
    await till.handlers['reversals.send']({});
    expect(await payment('reversed')).toMatchObject({ mayChargeAgain: true });
    expect(till.terminal.view().openReversals).toBe(0);
    expect((await phoneIs(({ last }) => last?.result === 'returned')).last).toMatchObject({ amountMinor: 1280 });
  });

  test('each sale meets its scenario anew', async () => {
    for (const sale of [1, 2]) {
      await chargeUnder('third_inquiry');
      expect(await payment('paid'), `sale ${sale}`).toMatchObject({ inquiries: 3 });
      await till.handlers['sale.clear']({});
    }
  });

  test('chosen between two sales, a code that needs no PIN is replaced', async () => {
    const digits = await openSale();
    training.choose('never_confirms');
    expect(training.view().code?.digits).not.toBe(digits);
    training.act('hold');
    await phoneIs(({ asked }) => asked !== null);
    training.act('pin');
    await payment('paid');
  });
});

describe('the paper', () => {
  test('is refused before there is one, and then a picture with its number', async () => {
    expect(await training.paper()).toEqual({ ok: false, reason: 'nothing_printed' });
    await openSale();
    training.act('hold');
    await phoneIs(({ papers }) => papers === 1);
    const paper = await training.paper();
    if (!paper.ok) throw new Error(paper.reason);
    expect(paper.number).toBe(1);
    const png = Buffer.from(paper.png, 'base64');
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    // The simulated printer's roll: 80 mm and a margin.
    expect(png.readUInt32BE(16)).toBeGreaterThan(500);
  });

  test('counts on with every print, reprints too', async () => {
    await openSale();
    training.act('hold');
    const { paymentRequestId: id } = await payment('paid');
    await phoneIs(({ papers }) => papers === 1);
    expect(await till.handlers['payment.reprint']({ id })).toEqual({ ok: true });
    await phoneIs(({ papers }) => papers === 2);
    expect(await training.paper()).toMatchObject({ ok: true, number: 2 });
  });
});

describe('the simulated printer', () => {
  test('without paper holds a receipt back; the sale is paid, and loaded it comes out by itself', async () => {
    expect(await training.printer('paper_out')).toEqual({ ok: true });
    expect(training.view().printer).toMatchObject({ paper: 'out' });
    await terminalIs(({ devices }) => devices.printer.fault === 'paper_out');
    await openSale();
    training.act('hold');
    await payment('paid');
    await terminalIs(({ printer }) => printer.job?.fault?.fault === 'paper_out');
    expect(training.view().papers).toBe(0);
    expect(await training.printer('load_paper')).toEqual({ ok: true });
    await phoneIs(({ papers }) => papers === 1);
    await terminalIs(({ devices }) => devices.printer.state === 'ready');
  });

  test('is gone from the panel, its paper too, where the profile names a real one', async () => {
    await till.close();
    const file = join(folder, 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    config.devices.printer = { kind: 'tcp', host: '127.0.0.1', port: 9 };
    writeFileSync(file, JSON.stringify(config));
    await open();
    expect(training.view()).toMatchObject({ papers: null, printer: null });
    expect(await training.printer('paper_out')).toEqual({ ok: false, reason: 'no_simulated_printer' });
  });
});

describe('the simulated scanner', () => {
  test('pulled out reads nothing and is missed on the strip; plugged in again it reads', async () => {
    await openSale();
    await terminalIs(({ devices }) => devices.scanner.state === 'ready');
    expect(training.scanner('unplug')).toEqual({ ok: true });
    await terminalIs(({ devices }) => devices.scanner.fault === 'scanner_unplugged');
    expect(training.view().scanner).toEqual({ plugged: false });
    training.act('hold');
    training.scanner('plug');
    await terminalIs(({ devices }) => devices.scanner.state === 'ready');
    expect(till.terminal.view().counter.state, 'what it was shown while it was out is lost').toBe('ready');
    training.act('hold');
    await payment('paid');
  });

  test('that reads half a code, or rubbish, charges nothing; a code read twice is charged once', async () => {
    await openSale();
    training.scanner('half');
    await terminalIs(({ counter }) => counter.notice?.reason === 'too_short');
    training.scanner('rubbish');
    await terminalIs(({ counter }) => counter.notice?.reason === 'noise');
    training.scanner('twice');
    const { paymentRequestId } = await payment('paid');
    await phoneIs(({ last }) => last?.result === 'charged');
    expect(till.journal.salesAfter('', 10).map((sale) => sale.paymentRequestId)).toEqual([paymentRequestId]);
  });
});

const hasReader = spawnSync('zbarimg', ['--version']).error === undefined;
if (!hasReader)
  console.warn('SKIPPED: no zbarimg here (apt-get install zbar-tools), codes on the phone are not read back');

test.skipIf(!hasReader)('barcode and QR code on the phone are read back by a scanner', async () => {
  const digits = await openSale();
  const code = training.view().code;
  expect(readBack(code?.barcode ?? '')).toBe(`CODE-128:${digits}`);
  expect(readBack(code?.qr ?? '')).toBe(`QR-Code:${digits}`);
});

function readBack(svg: string): string {
  const png = new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
  return execFileSync('zbarimg', ['--quiet', 'png:-'], { input: png, encoding: 'utf8' }).trim();
}
