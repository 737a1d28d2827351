import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock, PrintOutcome, ReceiptPrinter } from '../../main/core/ports.ts';
import { type ReceiptDocument, receiptOf } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { fileCable } from '../../native/printer/file.ts';
import { printJob } from '../../native/printer/job.ts';
import { createPrinter, printerFromText, printerSettings } from '../../native/printer/printer.ts';
import { newHabits } from '../../native/printer/talk.ts';
import { printedLines } from '../support/escpos-listing.ts';
import { manualClock } from '../support/manual-clock.ts';
import { englishShop, paidPayment } from '../support/payment-sample.ts';
import { watchedClock } from '../support/watched-clock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truetill-printer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const print = (printer: ReceiptPrinter, receipt: ReceiptDocument) =>
  new Promise<PrintOutcome>((resolve) => printer.print(receipt, resolve));

async function sendToFile(path: string, bytes: Buffer, clock: Clock): Promise<PrintOutcome> {
  const line = { cable: fileCable(path, clock), clock, habits: newHabits() };
  return (await printJob({ bytes, processId: null }, line)).outcome;
}

const ofOrder = (orderId: string) => receiptOf({ ...paidPayment, orderId }, englishShop);

describe('a file', () => {
  const settings = () => ({ kind: 'file', path: join(folder, 'roll.bin'), paper: 80, profile: 'generic' }) as const;

  test('is a paper roll: receipts follow one another in order', async () => {
    const printer = createPrinter(settings(), manualClock());
    const outcomes: PrintOutcome[] = [];
    for (const order of ['A-1', 'A-2', 'A-3']) outcomes.push(await print(printer, ofOrder(order)));
    expect(outcomes).toEqual([
      { state: 'printed', how: 'handed_over' },
      { state: 'printed', how: 'handed_over' },
      { state: 'printed', how: 'handed_over' },
    ]);
    const lines = printedLines(readFileSync(settings().path));
    expect(lines.filter((line) => line.startsWith('Order')).map((line) => line.slice(-3))).toEqual([
      'A-1',
      'A-2',
      'A-3',
    ]);
  });

  test('is left alone once the printer is closed, also by a receipt that was still being drawn', async () => {
    const drawn = { ...settings(), profile: 'raster' };
    const printer = createPrinter(drawn, manualClock());
    const outcome = print(printer, ofOrder('A-1'));
    await printer.close();
    const isThere = existsSync(drawn.path);
    const { state } = await outcome;
    expect(existsSync(drawn.path), 'nothing is printed after the close').toBe(isThere);
    expect(state).toBe(isThere ? 'printed' : 'failed');
  });

  test('in a folder that does not exist is refused by name, and no folder is made', async () => {
    const path = join(folder, 'no', 'roll.bin');
    const outcome = await print(createPrinter({ ...settings(), path }, manualClock()), sampleReceipt('en'));
    expect(outcome).toMatchObject({
      state: 'failed',
      report: { fault: 'printer_not_there', detail: `no folder ${join(folder, 'no')}` },
    });
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });

  test('that is a folder is refused', async () => {
    const outcome = await sendToFile(folder, Buffer.from('x'), manualClock());
    expect(outcome).toMatchObject({ state: 'failed', report: { fault: 'printer_not_there', detail: 'EISDIR' } });
  });

  test.runIf(existsSync('/dev/full'))('on a full disk: failed, nothing is on paper', async () => {
    const outcome = await sendToFile('/dev/full', Buffer.from('x'), manualClock());
    expect(outcome).toMatchObject({ state: 'failed', report: { fault: 'printer_disk_full' } });
  });

  test.runIf(process.platform !== 'win32')('that is a device without a reader: failed at once', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const outcome = await sendToFile(pipe, Buffer.from('x'), manualClock());
    expect(outcome).toMatchObject({
      state: 'failed',
      report: { state: 'absent', fault: 'printer_absent' },
    });
  });

  test.runIf(process.platform !== 'win32')(
    'that is a device which stops taking: unknown after 10 seconds',
    async () => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
      const clock = watchedClock();
      // A pipe takes 64 KiB and then no more, like a printer that has run out of paper.
      const sending = sendToFile(pipe, Buffer.alloc(200_000), clock);
      await clock.waitedFor(20);
      clock.advance(10_000);
      expect(await sending).toMatchObject({
        state: 'unknown',
        report: { fault: 'print_stalled' },
      });
      closeSync(reader);
    },
  );
});

describe('one printer', () => {
  const simulated = { kind: 'simulated', paper: 80, profile: 'generic' } as const;

  test('answers no print before the call has returned', async () => {
    for (const settings of [simulated, { kind: 'none' } as const, { ...simulated, profile: 'unheard-of' }]) {
      const order: string[] = [];
      const printer = createPrinter(settings, manualClock());
      const answered = new Promise<void>((resolve) => {
        printer.print(sampleReceipt('en'), () => {
          order.push('answered');
          resolve();
        });
      });
      order.push('returned');
      await answered;
      expect(order).toEqual(['returned', 'answered']);
      await printer.close();
    }
  });

  test('prints one receipt at a time; another one meanwhile fails at once and may be tried again', async () => {
    const printer = createPrinter(simulated, manualClock());
    const [first, second] = await Promise.all([print(printer, ofOrder('Q-1')), print(printer, ofOrder('Q-2'))]);
    expect(first).toEqual({ state: 'printed', how: 'confirmed' });
    expect(second).toMatchObject({ state: 'failed', report: { fault: 'printer_busy' } });
    expect(await print(printer, ofOrder('Q-2'))).toEqual({ state: 'printed', how: 'confirmed' });
    expect(printer.printed()).toHaveLength(2);
    await printer.close();
  });

  test('answers a receipt that cannot be made, and prints the next', async () => {
    const printer = createPrinter(simulated, manualClock());
    const wrong = { ...sampleReceipt('en'), barcode: 'x'.repeat(65) };
    expect(await print(printer, wrong)).toMatchObject({
      state: 'failed',
      report: { fault: 'receipt_not_made', detail: expect.stringContaining('1 to 64 printable ASCII characters') },
    });
    expect(await print(printer, sampleReceipt('en'))).toEqual({ state: 'printed', how: 'confirmed' });
    await printer.close();
  });

  test('that is not set up fails every receipt with a sentence', async () => {
    const outcome = await print(createPrinter({ kind: 'none' }, manualClock()), sampleReceipt('en'));
    expect(outcome).toMatchObject({ state: 'failed', report: { state: 'none', fault: 'no_printer' } });
  });
});

test('a simulated printer keeps the last twenty receipts, with the bytes a real one gets', async () => {
  const printer = createPrinter({ kind: 'simulated', paper: 58, profile: 'generic' }, manualClock());
  for (let index = 0; index < 22; index++) await print(printer, ofOrder(`S-${index}`));
  expect(printer.printed()).toHaveLength(20);
  const last = printer.printed().at(-1);
  expect(printedLines(last?.bytes ?? Buffer.alloc(0)).join('\n')).toMatch(/Order +S-21/);
  expect(last?.shape.symbology).toBe('qr');
  await printer.close();
});

test.each([
  ['tcp:192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9100, paper: 80, profile: 'generic' }],
  ['tcp:printer.shop.local', { kind: 'tcp', host: 'printer.shop.local', port: 9100, paper: 80, profile: 'generic' }],
  ['tcp:[fe80::1]:9101', { kind: 'tcp', host: 'fe80::1', port: 9101, paper: 80, profile: 'generic' }],
  [
    'serial:/dev/ttyUSB0@115200',
    { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 115_200, flow: 'rts_cts', paper: 80, profile: 'generic' },
  ],
  ['usb:/dev/usb/lp0', { kind: 'usb', at: '/dev/usb/lp0', paper: 80, profile: 'generic' }],
  ['usb:04b8:0202', { kind: 'usb', at: { vendorId: '04b8', productId: '0202' }, paper: 80, profile: 'generic' }],
  ['spooler:Receipt Printer', { kind: 'spooler', name: 'Receipt Printer', paper: 80, profile: 'generic' }],
  ['file:/tmp/a b:c.bin', { kind: 'file', path: '/tmp/a b:c.bin', paper: 80, profile: 'generic' }],
  ['file:C:\\receipts\\r.bin', { kind: 'file', path: 'C:\\receipts\\r.bin', paper: 80, profile: 'generic' }],
])('%s is read', (text, settings) => {
  expect(printerFromText(text)).toEqual({ ok: true, settings });
});

test('paper and profile of a printer on the command line can be given', () => {
  expect(printerFromText('file:r.bin', { paper: 58, profile: 'raster' })).toMatchObject({
    settings: { paper: 58, profile: 'raster' },
  });
});

test.each(['', 'tcp:', 'tcp::9100', 'tcp:host:0', 'tcp:host:70000', 'tcp:host:x', 'file:', 'usb:0', 'tcp:a:1:2'])(
  '%j is no printer, and the answer says so in a sentence',
  (text) => {
    expect(printerFromText(text)).toMatchObject({
      ok: false,
      why: expect.stringContaining(`"${text}" is not a printer`),
    });
  },
);

test('settings with an unknown profile or field are refused with its path', () => {
  const wrong = printerSettings.safeParse({ kind: 'tcp', host: 'h', profile: 'star', colour: true });
  expect(wrong.success).toBe(false);
  expect(JSON.stringify(wrong.error?.issues)).toMatch(/colour/);
  expect(JSON.stringify(printerSettings.safeParse({ kind: 'tcp', host: 'h', profile: 'star' }).error?.issues)).toMatch(
    /no printer profile/,
  );
});
