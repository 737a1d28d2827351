import { describe, expect, type TestContext, test, vi } from 'vitest';
import type { PaymentView } from '../../main/contract/views.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { lateChargeMs } from '../../main/simulator/pay.ts';
import { tokens } from '../support/escpos-listing.ts';
import { openPty, type Pty, ptyAvailable } from '../support/pty.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { type TcpPrinter, tcpPrinter } from '../support/tcp-printer.ts';
import { startTerminal, type TerminalProcess } from '../support/terminal-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/**
 * Whole sales: the code comes through a serial line, the charge goes over HTTP, the state is on disk, the receipt
 * leaves through a socket. The clock is scaled, all else is what a shop has.
 */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

/** A series of 65 s takes 8 s: a late timer of this machine stays small beside the 500 ms that are to spare. */
const factor = 8;

interface Counter {
  readonly shop: TrainingShop<ScaledClock>;
  readonly till: TerminalProcess;
  readonly line: Pty;
  readonly printer: TcpPrinter;
  /** Opens a sale, lets the scanner read a fresh code, and returns the payment that comes of it. */
  scanFor(amountMinor: number): Promise<PaymentView>;
  /** Audits the gateway's books against the journal. */
  audit(): Promise<unknown>;
}

type Closing = Pick<TestContext, 'onTestFinished'>;

async function openCounter({ onTestFinished: atEnd }: Closing): Promise<Counter> {
  const clock = scaledClock(newDial(factor));
  const shop = await openTrainingShop(clock);
  atEnd(() => shop.close());
  const printer = await tcpPrinter((socket, read) => {
    read();
    socket.on('end', () => socket.end());
  });
  atEnd(() => printer.close());
  const line = await openPty();
  atEnd(() => line.close());
  shop.configure((config) => {
    config.devices = {
      scanners: [{ kind: 'serial', path: line.terminal, baudRate: 9_600 }],
      printer: { kind: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80, profile: 'generic' },
    };
  });
  const till = await startTerminal({ folder: shop.folder, clock });
  atEnd(() => till.kill9());
  await till.until((view) => (view.devices.scanner.state === 'ready' ? true : null));
  return {
    shop,
    till,
    line,
    printer,
    async scanFor(amountMinor) {
      const started = await till.request('sale.start', { orderId: null, amountMinor, differentCustomer: false });
      expect(started.ok, JSON.stringify(started)).toBe(true);
      await line.write(`${freshCode()}\r\n`);
      return till.until((view) => view.counter.payment);
    },
    audit: async () => shop.audit(await till.request('journal.sales', {})),
  };
}

describe.skipIf(!ptyAvailable).concurrent('a code scanned over a serial line', () => {
  test('is charged, and its receipt with the barcode of the payment reaches the printer', async (context) => {
    const { shop, till, printer, scanFor, audit } = await openCounter(context);
    const { paymentRequestId: id } = await scanFor(1_000);
    await till.payment(id, (payment) => payment.status === 'paid');
    expect(await barcodesOf(printer)).toEqual([expect.stringContaining(`CODE128 ${id}`)]);
    expect(await shop.payment(id)).toMatchObject({ status: 'SUCCESS', chargedMinor: 1_000, returnedMinor: 0 });
    expect(await shop.calls('pay', id)).toBe(1);
    expect(await audit()).toEqual({ clean: true, findings: [] });
  });

  test('99.01 is paid at the third inquiry', async (context) => {
    const { shop, till, scanFor, audit } = await openCounter(context);
    const { paymentRequestId: id } = await scanFor(9_901);
    const paid = await till.payment(id, (payment) => payment.status === 'paid');
    expect(paid).toMatchObject({ inquiries: 3, cancels: 0, mayChargeAgain: false });
    expect(await shop.calls('inquiryPayment', id)).toBe(3);
    expect(await shop.payment(id)).toMatchObject({ status: 'SUCCESS', chargedMinor: 9_901, returnedMinor: 0 });
    expect(await audit()).toEqual({ clean: true, findings: [] });
  });

  test.for([9_902, 9_903, 9_904])('%i minor units stay unclear and are reversed in time', async (amount, context) => {
    const { shop, till, scanFor, audit } = await openCounter(context);
    const { paymentRequestId: id } = await scanFor(amount);
    const reversed = await till.payment(id, (payment) => payment.status === 'reversed');
    await expectInTime(till, reversed);
    expect(reversed).toMatchObject({ inquiries: seedLimits.inquiries, cancels: 1, mayChargeAgain: true });
    await expectCancelledForGood(shop, id);
    expect(await audit()).toEqual({ clean: true, findings: [] });
  });

  test.for([9_902, 9_903, 9_904])(
    '%i minor units with silent cancels are handed to the queue in time, and reversed once the gateway answers',
    async (amount, context) => {
      const { shop, till, printer, scanFor, audit } = await openCounter(context);
      await shop.plan('hang:cancel#1-99');
      const { paymentRequestId: id } = await scanFor(amount);
      const pending = await till.payment(id, (payment) => payment.status === 'reversal_pending');
      await expectInTime(till, pending);
      expect(pending).toMatchObject({ mayChargeAgain: false, inquiries: seedLimits.inquiries, cancels: 1 });
      expect(await barcodesOf(printer), 'the slip').toEqual([expect.stringContaining(`CODE128 ${id}`)]);
      await shop.plan();
      const reversed = await till.payment(id, (payment) => payment.status === 'reversed');
      expect(reversed).toMatchObject({ mayChargeAgain: true, elapsedMs: pending.elapsedMs });
      await expectCancelledForGood(shop, id);
      expect(await audit()).toEqual({ clean: true, findings: [] });
    },
  );
});

/** The codes on the paper, once the printer has read a whole job. */
async function barcodesOf(printer: TcpPrinter): Promise<readonly string[]> {
  const jobEnd = Buffer.from([0x1d, 0x72, 0x01]);
  return tokens(await printer.heard(jobEnd)).flatMap(({ name, detail }) => (name === 'barcode' ? [detail] : []));
}

/** A final sentence stands 68.5 s after the scan; what this machine's timers came too late does not count. */
async function expectInTime(till: TerminalProcess, { elapsedMs }: PaymentView): Promise<void> {
  expect(elapsedMs).toBeGreaterThan(60_000);
  expect(elapsedMs).toBeLessThanOrEqual(68_500 + (await till.latenessMs()));
}

/** Paid once at most, cancelled, and not charged when the late charge of these amounts falls due. */
async function expectCancelledForGood(shop: TrainingShop<ScaledClock>, id: string): Promise<void> {
  expect(await shop.payment(id)).toMatchObject({ status: 'CANCELLED' });
  shop.clock.skip(lateChargeMs);
  const later = await shop.payment(id);
  expect(later).toMatchObject({ status: 'CANCELLED' });
  expect((later?.chargedMinor ?? 0) - (later?.returnedMinor ?? 0)).toBe(0);
  expect(await shop.calls('pay', id)).toBe(1);
}
