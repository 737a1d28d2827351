import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { DrawerOutcome, PrintOutcome } from '../../main/core/ports.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { createPrinter, type DevicePrinter, type PrintingSettings } from '../../native/printer/printer.ts';
import { type SimulatedDevice, startSimulatedDevice } from '../../native/printer/simulated-device.ts';
import type { EngineOptions } from '../../native/printer/simulated-engine.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';

/** The drawer, and the looks between receipts, on a simulated printer over a real socket. Four times real time. */

interface Shop {
  readonly printer: DevicePrinter;
  readonly device: SimulatedDevice;
  readonly clock: ScaledClock;
  open(): Promise<DrawerOutcome>;
  print(): Promise<PrintOutcome>;
  /** Begins to look; resolves when the newest reports satisfy. */
  until(fits: (printer: DeviceReport, drawer: DeviceReport) => boolean): Promise<void>;
}

async function shopWith(
  options: EngineOptions,
  drawer: PrintingSettings['drawer'],
  profile = 'generic',
): Promise<Shop> {
  const clock = scaledClock(newDial(4));
  const device = await startSimulatedDevice(options, clock, () => {});
  const printer = createPrinter(
    { kind: 'tcp', host: '127.0.0.1', port: device.port, paper: 80, profile, drawer },
    clock,
  );
  onTestFinished(async () => {
    await printer.close();
    await device.close();
  });
  const listeners = new Set<() => void>();
  let newest: readonly [DeviceReport, DeviceReport] | null = null;
  let stop: (() => void) | null = null;
  return {
    printer,
    device,
    clock,
    open: () => new Promise((resolve) => printer.openDrawer(resolve)),
    print: () => new Promise((resolve) => printer.print(sampleReceipt('en'), resolve)),
    until(fits) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (newest === null || !fits(...newest)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        stop ??= printer.open({
          changed: (...reports) => {
            newest = reports;
            for (const listen of listeners) listen();
          },
        });
        onTestFinished(() => stop?.());
      });
    },
  };
}

const plain = { pin: null, openLevel: 'none' } as const;
const sensing = { pin: 2, openLevel: 'high' } as const;

describe('the cash drawer', () => {
  test('without a sensor: one pulse, handed over', async () => {
    const { open, device } = await shopWith({ drawerOpen: 'high' }, plain);
    expect(await open()).toEqual({ state: 'opened', how: 'handed_over' });
    expect(device.state()).toMatchObject({ pulses: 1, drawerOpen: true });
  });

  test.each(['high', 'low'] as const)('with a sensor that says open by a %s level: sensed', async (openLevel) => {
    const { open, device } = await shopWith({ drawerOpen: openLevel }, { pin: 5, openLevel });
    expect(await open()).toEqual({ state: 'opened', how: 'sensed' });
    expect(device.state().pulses).toBe(1);
  });

  test('that is locked: a pulse was sent, nobody knows, and it is not sent again', async () => {
    const { open, device } = await shopWith({ drawerOpen: null }, sensing);
    expect(await open()).toMatchObject({ state: 'unknown', report: { fault: 'drawer_not_sensed' } });
    expect(device.state().pulses).toBe(1);
  });

  test('that is open already gets no pulse', async () => {
    const { open, device, clock } = await shopWith({ drawerOpen: 'high' }, sensing);
    await open();
    clock.skip(1_000);
    expect(await open()).toEqual({ state: 'opened', how: 'sensed' });
    expect(device.state().pulses).toBe(1);
  });

  test('gets no second pulse within a second, and may have one afterwards', async () => {
    const { open, device, clock } = await shopWith({ drawerOpen: 'high' }, plain);
    const [first, second] = await Promise.all([open(), open()]);
    expect([first.state, second]).toMatchObject(['opened', { state: 'failed', report: { fault: 'drawer_too_soon' } }]);
    clock.skip(1_000);
    expect(await open()).toMatchObject({ state: 'opened' });
    expect(device.state().pulses).toBe(2);
  });

  test('on a printer that is offline gets no pulse that would come later', async () => {
    const { open, device } = await shopWith({ drawerOpen: 'high' }, plain);
    device.act('open_cover');
    expect(await open()).toMatchObject({ state: 'failed', report: { fault: 'cover_open' } });
    device.act('close_cover');
    expect(device.state().pulses).toBe(0);
  });

  test('is not opened where none is set up, or the printer is away', async () => {
    const without = await shopWith({}, null);
    expect(await without.open()).toMatchObject({ state: 'failed', report: { fault: 'no_drawer' } });
    const away = await shopWith({}, plain);
    await away.device.close();
    expect(await away.open()).toMatchObject({ state: 'failed', report: { fault: 'printer_refused' } });
  });

  test('waits for the receipt that is being printed', async () => {
    const { open, print, device } = await shopWith({ drawerOpen: 'high' }, plain);
    const [printed, opened] = await Promise.all([print(), open()]);
    expect([printed.state, opened.state]).toEqual(['printed', 'opened']);
    expect(device.state().pulses).toBe(1);
  });
});

describe('between receipts', () => {
  test('what a person does to the printer is known without printing', async () => {
    const { device, until } = await shopWith({ drawerOpen: 'high' }, sensing);
    await until(({ state }, drawer) => state === 'ready' && drawer.state === 'ready');
    device.act('near_end');
    await until(({ state, fault }) => state === 'attention' && fault === 'paper_near_end');
    device.act('paper_out');
    await until(({ state, fault }) => state === 'refused' && fault === 'paper_out');
    device.act('load_paper');
    await until(({ state }) => state === 'ready');
  });

  test('a drawer that stands open is told, and its closing too', async () => {
    const { device, until, open } = await shopWith({ drawerOpen: 'high' }, sensing);
    await until((_printer, { state }) => state === 'ready');
    await open();
    await until((_printer, { state, fault }) => state === 'attention' && fault === 'drawer_open');
    device.act('shut_drawer');
    await until((_printer, { state }) => state === 'ready');
  });

  test('a printer that goes away is absent, and its drawer with it', async () => {
    const { device, until } = await shopWith({}, plain);
    await until(({ state }) => state === 'ready');
    await device.close();
    await until(({ fault }, drawer) => fault === 'printer_refused' && drawer.state !== 'none');
  });

  test('a look gives way to a receipt at once, and counts for nothing', async () => {
    const { printer, print, device, until } = await shopWith({ answerLateMs: 900 }, null);
    const seen = until(() => true);
    // The look has its connection and waits for a late answer.
    while (device.connections() === 0) await new Promise((turn) => setImmediate(turn));
    expect((await print()).state).toBe('printed');
    await seen;
    expect(printer.printed()).toEqual([]);
  });

  test('a cutter that jammed goes on when a person says so: what was half printed is forgotten', async () => {
    const { printer, device, print } = await shopWith({}, null);
    device.act('jam');
    expect(await print()).toMatchObject({ state: 'failed', report: { fault: 'cutter_error' } });
    expect(await new Promise<DeviceReport>((resolve) => printer.recover(resolve))).toMatchObject({ state: 'ready' });
    expect((await print()).state).toBe('printed');
  });
});
