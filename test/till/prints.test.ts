import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { type SimulatedDevice, startSimulatedDevice } from '../../native/printer/simulated-device.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop } from '../support/training-shop.ts';

/** Papers and the cash drawer from the command line, with a printer on a real socket. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

interface Shop {
  readonly device: SimulatedDevice;
  /** Of its profile. */
  readonly folder: string;
  readonly papers: readonly string[];
  verb(...args: string[]): Promise<TillRun>;
}

async function openShop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Shop> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const papers: string[] = [];
  const device = await startSimulatedDevice({ drawerOpen: 'high' }, machineClock, (bytes) =>
    papers.push(bytes.toString('latin1')),
  );
  onTestFinished(() => device.close());
  shop.configure((config) => {
    config.terminal = { ...config.terminal, language: 'en' };
    const drawer = { pin: 2, openLevel: 'high' } as const;
    config.devices = { printer: { kind: 'tcp', host: '127.0.0.1', port: device.port, drawer } };
  });
  return {
    device,
    folder: shop.folder,
    papers,
    verb: (...args) => till([...args, '--profile', shop.folder, '--json']),
  };
}

describe.concurrent('till prints', () => {
  test('says that a receipt did not print, and prints it when the printer is well again', async (context) => {
    const { device, papers, verb } = await openShop(context);
    device.act('open_cover');
    const sold = await verb('sale', '--amount', '10.00', '--code', freshCode());
    expect(sold.code, sold.stderr).toBe(0);
    expect(sold.stderr).toMatch(/prints it by itself .+ Do not reprint it before\. The cover .+ is open\./);
    expect(papers).toEqual([]);
    device.act('close_cover');
    const listed = await verb('prints');
    expect(listed.code, listed.stderr).toBe(0);
    expect(jsonOf(listed)).toMatchObject({
      jobs: [{ kind: 'paid', state: 'printed', copy: false, amountMinor: 1_000 }],
    });
    expect(papers.length).toBe(1);
    const refused = await verb('prints', 'answer', '1', 'yes');
    expect([refused.code, jsonOf(refused)['reason']]).toEqual([1, 'paper_not_open']);
    expect((await verb('prints', 'again', '99')).stderr).toContain('no such receipt');
  });
});

describe.concurrent('till drawer', () => {
  test('opens it with a name and a reason, and tells afterwards who did', async (context) => {
    const { device, folder, verb } = await openShop(context);
    const nameless = await verb('drawer', 'open', '--why', 'change');
    expect([nameless.code, nameless.stderr]).toEqual([1, expect.stringContaining('--by')]);
    const opened = await verb('drawer', 'open', '--by', 'Li', '--why', 'change');
    expect(opened.code, opened.stderr).toBe(0);
    expect(jsonOf(opened)).toEqual({ ok: true, how: 'sensed' });
    expect(device.state().pulses).toBe(1);
    expect(jsonOf(await verb('drawer', 'log'))).toMatchObject({
      openings: [{ by: 'Li', why: 'change', outcome: 'opened' }],
    });
    const { openings } = jsonOf(await verb('drawer', 'log')) as { openings: { atMs: number }[] };
    const listed = await till(['drawer', 'log', '--profile', folder]);
    const inShanghai = new Date((openings[0]?.atMs ?? 0) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    expect(listed.stdout, 'the time of the shop').toBe(`${inShanghai}  opened  Li  change\n`);
  });
});
