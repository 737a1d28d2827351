import { expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { type SimulatedDevice, startSimulatedDevice } from '../../native/printer/simulated-device.ts';
import type { EngineOptions } from '../../native/printer/simulated-engine.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal, type TerminalProcess } from '../support/terminal-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** kill -9 around a paper, with a printer that outlives the till and says what came out of it. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

const factor = 5;

interface Street {
  readonly shop: TrainingShop<ScaledClock>;
  readonly device: SimulatedDevice;
  /** What came out, as text; a copy says so. */
  readonly papers: readonly string[];
  start(): Promise<TerminalProcess>;
}

async function openStreet(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: EngineOptions,
): Promise<Street> {
  const clock = scaledClock(newDial(factor));
  const shop = await openTrainingShop(clock);
  onTestFinished(() => shop.close());
  const papers: string[] = [];
  const device = await startSimulatedDevice(options, machineClock, (bytes) => papers.push(bytes.toString('latin1')));
  onTestFinished(() => device.close());
  shop.configure((config) => {
    config.terminal = { ...config.terminal, language: 'en' };
    config.devices = { printer: { kind: 'tcp', host: '127.0.0.1', port: device.port } };
  });
  return {
    shop,
    device,
    papers,
    async start() {
      const life = await startTerminal({ folder: shop.folder, clock });
      onTestFinished(() => life.kill9());
      return life;
    },
  };
}

test('a till killed before the printer has confirmed asks whether the paper came out, and prints no second one by itself', async (context) => {
  // It prints, and says nothing about it: the till waits for its answer when it is killed.
  const { shop, papers, start } = await openStreet(context, {
    answers: { realTime: true, inBand: false, processId: false },
  });
  const first = await start();
  const id = await first.charge({ amountMinor: 1_000, code: freshCode() });
  await expect.poll(() => papers.length, { timeout: 20_000 }).toBe(1);
  await first.kill9();

  const life = await start();
  const asked = await life.until(({ printer }) => printer.question);
  expect(asked).toMatchObject({ paymentRequestId: id, state: 'unknown', fault: { fault: 'print_interrupted' } });
  await life.skip(700_000);
  expect(papers.length, 'papers without an answer').toBe(1);
  expect(await life.request('payment.look', { id })).toMatchObject({ payment: { status: 'paid' } });

  expect(await life.request('print.answer', { id: asked.id, came: false })).toEqual({ ok: true });
  await expect.poll(() => papers.length, { timeout: 20_000 }).toBe(2);
  expect(papers.map((paper) => paper.includes('COPY'))).toEqual([false, true]);
  expect(await shop.audit(await life.request('journal.sales', {}))).toEqual({ clean: true, findings: [] });
  expect(await life.request('journal.verify', {})).toMatchObject({ ok: true });
});

test('a paper that waited for its printer when the till was killed is printed once by the next one', async (context) => {
  const { device, papers, start } = await openStreet(context, {});
  device.act('open_cover');
  const first = await start();
  const id = await first.charge({ amountMinor: 1_000, code: freshCode() });
  await first.until(({ printer }) => (printer.job?.state === 'queued' && printer.job.attempts > 0 ? true : null));
  await first.kill9();
  expect(papers).toEqual([]);

  device.act('close_cover');
  const life = await start();
  await life.until(({ printer }) => (printer.job?.state === 'printed' ? true : null));
  expect(papers.length).toBe(1);
  expect(papers[0]).not.toContain('COPY');
  expect((await life.request('print.list', {})).jobs).toMatchObject([{ paymentRequestId: id, state: 'printed' }]);
});
