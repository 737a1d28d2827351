import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Assembled, assemble } from '../main/assemble.ts';
import { machineChance } from '../main/clock.ts';
import type { Args, Result } from '../main/contract/contract.ts';
import { noDevice } from '../main/contract/device-views.ts';
import type { FoundDevice } from '../main/contract/found-devices.ts';
import type { TerminalView } from '../main/contract/views.ts';
import { refusedSetup, setupWords } from '../main/contract/words/setup.ts';
import type { Scan, Scanner } from '../main/core/ports.ts';
import { isTestPrintId } from '../main/core/test-print.ts';
import { inUse, scanBackWithinMs } from '../main/device-handlers.ts';
import { readProfile, writeTrainingProfile } from '../main/profile.ts';
import { makeKeyPair } from '../main/simulator/sign.ts';
import { printerSettings } from '../native/printer/settings.ts';
import { scannerSettings } from '../native/scanner/settings.ts';
import { emptyMachine } from './support/device-answering.ts';
import { tokens } from './support/escpos-listing.ts';
import { hidDevice, machine } from './support/machine.ts';
import { openPty, ptyAvailable } from './support/pty.ts';
import { newDial, type ScaledClock, scaledClock } from './support/scaled-clock.ts';
import { type TcpPrinter, tcpPrinter } from './support/tcp-printer.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/**
 * Setting up devices of a running till: the choice is in `config.json` and in use at once. Profile, printers and
 * sockets are real; the clock is scaled, the scanner is a hand of the test's.
 */

/** Keys take long to make and say nothing about these tests. */
const keys = makeKeyPair();

let folder: string;
let clock: ScaledClock;
let till: Assembled;
let hand: Hand;

/** A scanner that reads what a test holds before it. */
interface Hand extends Scanner {
  scan(text: string): void;
}

function handScanner(): Hand {
  let heard: (scan: Scan) => void = () => {};
  return {
    open(listen) {
      heard = listen.scanned;
      listen.changed({ state: 'ready', fault: '', place: 'hand', detail: '' });
      return () => {
        heard = () => {};
      };
    },
    scan: (text) => heard({ text, source: 'serial', atMs: clock.monotonicMs() }),
  };
}

beforeEach(async () => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'merchant.pem'), keys.privateKeyPem, { mode: 0o600 });
  const gatewayPublicKey = keys.publicKeyPem;
  const gateway = { gatewayUrl: 'http://127.0.0.1:40123', clientId: 'TRAINING_5Y0', gatewayPublicKey, builtIn: true };
  writeTrainingProfile(folder, gateway);
  clock = scaledClock(newDial(8));
  hand = handScanner();
  await start();
  return () => till.close();
});

async function start(): Promise<void> {
  const log = { info: () => {}, warn: () => {} };
  const finding = emptyMachine(clock);
  const profile = readProfile(folder, 'en');
  till = await assemble({ profile, clock, chance: machineChance, log, scanners: [hand], finding });
  till.openScanners();
}

const configFile = (): string => join(folder, 'config.json');
const config = (): Record<string, unknown> => JSON.parse(readFileSync(configFile(), 'utf8')) as Record<string, unknown>;

/** A printer that reads a job to its end and closes; `open` holds the first one back. */
async function printerOfShop(hold: Promise<void> = Promise.resolve()): Promise<TcpPrinter> {
  const printer = await tcpPrinter((socket, read) => {
    read();
    socket.on('end', () => void hold.then(() => socket.end()));
  });
  onTestFinished(() => printer.close());
  return printer;
}

const over = ({ port }: { readonly port: number }, more: object = {}) => ({
  kind: 'tcp',
  host: '127.0.0.1',
  port,
  ...more,
});

async function choose(chosen: Args<'devices.choose'>): Promise<Result<'devices.choose'>> {
  return till.handlers['devices.choose'](chosen);
}

async function testPrint(): Promise<Result<'devices.testPrint'>> {
  return till.handlers['devices.testPrint']({});
}

function barcodesOn(printer: TcpPrinter): readonly string[] {
  return tokens(printer.received()).flatMap(({ name, detail }) => (name === 'barcode' ? [detail] : []));
}

describe('a chosen printer', () => {
  test('is in config.json and prints at once, without a restart', async () => {
    const printer = await printerOfShop();
    expect(await choose({ role: 'printer', settings: over(printer) })).toEqual({ ok: true });
    expect(config()['devices']).toEqual({ scanners: [], printer: over(printer) });
    const answer = await testPrint();
    expect(answer).toMatchObject({ ok: true, outcome: { state: 'done' } });
    const id = answer.ok ? answer.id : '';
    expect(isTestPrintId(id), id).toBe(true);
    expect(barcodesOn(printer)).toEqual([expect.stringContaining(id)]);
  });

  test('is the one that the next start uses', async () => {
    const printer = await printerOfShop();
    await choose({ role: 'printer', settings: over(printer, { paper: 58, profile: 'generic-tear' }) });
    await till.close();
    await start();
    expect((await till.handlers['devices.find']({})).configured.printer).toEqual(
      over(printer, { paper: 58, profile: 'generic-tear' }),
    );
    expect(await testPrint()).toMatchObject({ ok: true, outcome: { state: 'done' } });
    expect(printer.connections()).toBeGreaterThan(0);
  });

  test('leaves a job under way to the printer it went to', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const [first, second] = [await printerOfShop(held), await printerOfShop()];
    await choose({ role: 'printer', settings: over(first) });
    const underway = testPrint();
    await expect.poll(() => first.received().length).toBeGreaterThan(0);
    await choose({ role: 'printer', settings: over(second) });
    expect(await testPrint()).toMatchObject({ ok: true, outcome: { state: 'done' } });
    letGo();
    expect(await underway).toMatchObject({ ok: true });
    expect([barcodesOn(first).length, barcodesOn(second).length]).toEqual([1, 1]);
  });

  test('may be none: nothing is printed, and no sale says that something is wrong', async () => {
    await choose({ role: 'printer', settings: { kind: 'none' } });
    expect(await testPrint()).toEqual({ ok: false, reason: 'no_printer', why: '' });
    expect(till.terminal.view().printer).toMatchObject({ waiting: 0, job: null });
  });

  test('leaves every other field of the file as it stands, and its rights', async () => {
    chmodSync(configFile(), 0o640);
    const before = config();
    const printer = await printerOfShop();
    await choose({ role: 'printer', settings: over(printer) });
    const { devices: _, ...others } = config();
    const { devices: __, ...othersBefore } = before;
    expect(others).toEqual(othersBefore);
    expect(statSync(configFile()).mode & 0o777).toBe(0o640);
  });
});

test.skipIf(!ptyAvailable)(
  'another command set for the same display: the old port is let go before it is opened',
  async () => {
    const pty = await openPty();
    onTestFinished(() => pty.close());
    const told: string[] = [];
    const settings = (commands: string) => ({ kind: 'serial', path: pty.terminal, commands });
    await choose({ role: 'display', settings: settings('escpos') });
    const ready = (times: number) =>
      new Promise<void>((resolve) => {
        const off = till.terminal.onChange(({ devices: { display } }) => {
          if (told.at(-1) !== display.fault + display.state) told.push(display.fault + display.state);
          if (told.filter((each) => each === 'ready').length === times) resolve(off());
        });
      });
    await ready(1);
    const again = ready(2);
    await choose({ role: 'display', settings: settings('cd5220') });
    await again;
    expect(told.filter((each) => each !== 'none')).toEqual(['ready', 'ready']);
  },
);

describe('a choice is refused, and nothing has changed,', () => {
  const wrong = { kind: 'tcp', host: '', port: 70_000 };

  test('where the settings are wrong, with the field', async () => {
    const before = readFileSync(configFile(), 'utf8');
    const answer = await choose({ role: 'printer', settings: wrong });
    expect(answer).toMatchObject({ ok: false, reason: 'wrong_settings' });
    expect(answer.ok ? '' : answer.why).toContain('devices.printer.port');
    expect(readFileSync(configFile(), 'utf8')).toBe(before);
  });

  test('where a printer profile of that name does not exist', async () => {
    const answer = await choose({ role: 'printer', settings: { kind: 'simulated', profile: 'typewriter' } });
    expect(answer).toMatchObject({ ok: false, reason: 'wrong_settings' });
  });

  test('where the file cannot be written, with a sentence; the devices in use stay', async () => {
    const printer = await printerOfShop();
    const before = readFileSync(configFile(), 'utf8');
    // The draft's place is taken by something that no write can replace, whoever the user is.
    mkdirSync(`${configFile()}.new`);
    const answer = await choose({ role: 'printer', settings: over(printer) });
    expect(answer).toEqual({ ok: false, reason: 'config_unwritable', why: 'EISDIR' });
    expect(refusedSetup('en', 'config_unwritable', 'EISDIR')).toContain('EISDIR');
    expect(readFileSync(configFile(), 'utf8')).toBe(before);
    expect((await till.handlers['devices.find']({})).configured.printer).toMatchObject({ kind: 'simulated' });
  });

  test('where somebody has broken the file meanwhile', async () => {
    writeFileSync(configFile(), '{ "mode": ');
    const answer = await choose({ role: 'printer', settings: { kind: 'none' } });
    expect(answer).toMatchObject({ ok: false, reason: 'config_unreadable' });
    expect(readFileSync(configFile(), 'utf8')).toBe('{ "mode": ');
  });

  test('while a sale is open', async () => {
    await till.handlers['sale.start']({ orderId: null, amountMinor: 1_000, differentCustomer: false });
    const asked = [
      await choose({ role: 'printer', settings: { kind: 'none' } }),
      await testPrint(),
      await till.handlers['devices.scanBack']({ id: 'X' }),
    ];
    expect(asked).toEqual(asked.map(() => ({ ok: false, reason: 'sale_open', why: '' })));
  });
});

describe('a test print in the printer’s own writing', () => {
  const ownWriting = async (): Promise<Result<'devices.testPrint'>> =>
    till.handlers['devices.testPrint']({ ownWriting: true });

  test('is sent as characters where receipts are drawn until somebody has said that they are good', async () => {
    const printer = await printerOfShop();
    await choose({ role: 'printer', settings: over(printer) });
    // 骨 as it stands in GB18030.
    const bone = Buffer.from([0xb9, 0xc7]);
    await testPrint();
    expect(printer.received().includes(bone), 'drawn').toBe(false);
    expect(await ownWriting()).toMatchObject({ ok: true, outcome: { state: 'done' } });
    expect(printer.received().includes(bone), 'in its own characters').toBe(true);
  });

  test('is not printed by a model that has none: what was drawn would be found good', async () => {
    const printer = await printerOfShop();
    await choose({ role: 'printer', settings: over(printer, { profile: 'raster' }) });
    expect(await ownWriting()).toMatchObject({ outcome: { state: 'failed', report: { fault: 'no_own_writing' } } });
    // It was asked how it is, no more.
    expect(printer.received().length).toBeLessThan(32);
  });
});

describe('a test print is scanned back', () => {
  const id = '0000000020261120060509000100000000483920';
  const saw: TerminalView['counter']['notice'][] = [];

  beforeEach(() => {
    saw.length = 0;
    till.terminal.onChange(({ counter }) => saw.push(counter.notice));
  });

  async function scanBack(): Promise<Result<'devices.scanBack'>> {
    return till.handlers['devices.scanBack']({ id });
  }

  test.for([
    [id, 'matches'],
    [`]C0${id}`, 'matches'],
    [`]Q1${id}\r`, 'matches'],
    ['6901234567892', 'other'],
    ['281234567890123456', 'other'],
    ['0000000020261120060510000100000000483921', 'other'],
  ] as const)('%s: %s, and it is no sale and no refusal', async ([text, verdict]) => {
    const answer = scanBack();
    hand.scan(text);
    expect(await answer).toEqual({ ok: true, verdict });
    expect(saw).toEqual([]);
  });

  test('nothing within a minute: nothing came, and the next scan is the terminal’s again', async () => {
    const answer = scanBack();
    clock.skip(scanBackWithinMs);
    expect(await answer).toEqual({ ok: true, verdict: 'nothing' });
    hand.scan('6901234567892');
    expect(saw.at(-1)).toMatchObject({ reason: 'product_code' });
  });

  test('given up: the next scan is the terminal’s again', async () => {
    const answer = scanBack();
    await till.handlers['devices.stopScanBack']({});
    expect(await answer).toEqual({ ok: true, verdict: 'nothing' });
    hand.scan('6901234567892');
    expect(saw.at(-1)).toMatchObject({ reason: 'product_code' });
  });

  test('a till that is closed meanwhile does not wait for it: nothing came', async () => {
    const answer = scanBack();
    await till.close();
    expect(await Promise.race([answer, Promise.resolve('still waits')])).toEqual({ ok: true, verdict: 'nothing' });
  });

  test('a sale that is opened meanwhile gets its scan', async () => {
    const answer = scanBack();
    await till.handlers['sale.start']({ orderId: null, amountMinor: 1_000, differentCustomer: false });
    hand.scan('6901234567892');
    expect(saw.at(-1)).toMatchObject({ reason: 'product_code' });
    await till.handlers['devices.stopScanBack']({});
    expect(await answer).toEqual({ ok: true, verdict: 'nothing' });
  });
});

describe('a printer with a stuck cutter', () => {
  const recover = async (): Promise<Result<'print.recover'>> => till.handlers['print.recover']({});

  test('begins anew when a person says that it is cleared, also while a sale is open; two wishes are one', async () => {
    const printer = till.devices.printer;
    if (printer === null) throw new Error('a training till has a printer');
    const stuck = new Promise<void>((resolve) => {
      till.terminal.onChange(({ devices }) => devices.printer.fault === 'cutter_error' && resolve());
    });
    await printer.act('jam');
    await stuck;
    await till.handlers['sale.start']({ orderId: null, amountMinor: 1_000, differentCustomer: false });
    const answers = await Promise.all([recover(), recover()]);
    expect(answers[0]).toMatchObject({ ok: true, report: { state: 'ready', fault: '' } });
    expect(answers[1]).toBe(answers[0]);
    expect(printer.mechanics()).toMatchObject({ jammed: false });
    expect(till.terminal.view().devices.printer.state).toBe('ready');
  });

  test('that nobody has set up is refused', async () => {
    await choose({ role: 'printer', settings: { kind: 'none' } });
    expect(await recover()).toEqual({ ok: false, reason: 'no_printer' });
  });
});

describe('what is found', () => {
  test('is marked where it is set up already', async () => {
    await till.close();
    const here = machine(clock);
    here.plugSerial('ttyACM0', { idVendor: '1eab', idProduct: '0c06' });
    here.plugPrinter('lp0', 'MFG:EPSON;MDL:TM-T20;');
    const file = config();
    file['devices'] = { scanners: [{ kind: 'serial', path: '/dev/ttyACM0' }], printer: { kind: 'none' } };
    writeFileSync(configFile(), JSON.stringify(file));
    const profile = readProfile(folder, 'en');
    const log = { info: () => {}, warn: () => {} };
    const finding = here.ports({ hidDevices: async () => [hidDevice({})] });
    till = await assemble({ profile, clock, chance: machineChance, log, scanners: [hand], finding });
    const { found, profiles } = await till.handlers['devices.find']({});
    expect(found.map(({ place, advice }) => [place, advice])).toEqual([
      ['/dev/hidraw0', 'use'],
      ['/dev/ttyACM0', 'in_use'],
      ['/dev/usb/lp0', 'use'],
    ]);
    expect(profiles).toContain('epson-203dpi');
  });

  test('is one port for each serial entry, and a USB printer by any part of what it is', () => {
    const found = { role: 'scanner', name: '', identity: '', advice: 'use', report: noDevice } as const;
    const usb = { vendorId: '1eab', productId: '0c06' };
    const ports = ['/dev/ttyACM0', '/dev/ttyACM1'].map(
      (place): FoundDevice => ({ ...found, kind: 'serial', place, settings: { kind: 'serial', usb } }),
    );
    const at = { vendorId: '04b8', productId: '0e28', serial: 'X1' };
    const printer: FoundDevice = {
      ...found,
      role: 'printer',
      kind: 'usb',
      place: '/dev/usb/lp1',
      identity: 'MFG:EPSON;MDL:TM-T20;',
      settings: { kind: 'usb', at },
    };
    const advices = (scanners: number, printerAt: unknown) =>
      inUse([...ports, printer], {
        scanners: Array.from({ length: scanners }, () => scannerSettings.parse({ kind: 'serial', usb })),
        printer: printerSettings.parse({ kind: 'usb', at: printerAt }),
        display: { kind: 'none' },
      }).map(({ advice }) => advice);
    expect(advices(1, '/dev/usb/lp1')).toEqual(['in_use', 'use', 'in_use']);
    expect(advices(2, { vendorId: '04b8' })).toEqual(['in_use', 'in_use', 'in_use']);
    expect(advices(0, { ieee1284: 'MDL:TM-T20' })).toEqual(['use', 'use', 'in_use']);
    expect(advices(0, { vendorId: '04b8', serial: 'X2' })).toEqual(['use', 'use', 'use']);
  });

  test('is the screen that was chosen, and none where any will do', () => {
    const screen = { label: 'HDMI-1', width: 1_024, height: 600, internal: false };
    const settings = { kind: 'window', display: screen };
    const report = noDevice;
    const pole: FoundDevice = {
      role: 'display',
      kind: 'window',
      place: 'HDMI-1 1024 × 600',
      name: '',
      identity: '',
      advice: 'use',
      report,
      settings,
    };
    const advice = (display: typeof screen | null) =>
      inUse([pole], { scanners: [], printer: { kind: 'none' }, display: { kind: 'window', display } })[0]?.advice;
    expect([advice(screen), advice({ ...screen, width: 800 }), advice(null)]).toEqual(['in_use', 'use', 'use']);
  });

  test('on the network is asked for one at a time', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const answer = await till.handlers['devices.checkHost']({ host: '127.0.0.1', port });
    expect(answer).toMatchObject({ detail: '', sameNetwork: false });
  });
});

test('every refusal has its words in every language', () => {
  expect(Object.keys(setupWords.en.refusals)).toEqual(Object.keys(setupWords['zh-CN'].refusals));
});
