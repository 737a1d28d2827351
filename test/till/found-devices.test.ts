import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { till } from '../support/till-process.ts';
import { openTrainingShop } from '../support/training-shop.ts';

/** `till devices`, the real command on this machine, whatever is plugged into it. */

vi.setConfig({ testTimeout: 60_000 });

describe('till devices', () => {
  test('lists what is there as one object, opens no database and makes no profile', async () => {
    const home = temporaryFolder();
    const run = await till(['devices', '--json'], { env: { XDG_DATA_HOME: home } });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const answer = JSON.parse(run.stdout) as Record<string, unknown[]>;
    expect(Object.keys(answer)).toEqual(['found', 'configured', 'modules']);
    expect(answer['configured']).toEqual([]);
    expect(answer['modules']).toContainEqual(expect.objectContaining({ name: 'serialport', ok: true, fault: '' }));
    expect(existsSync(join(home, 'truetill'))).toBe(false);
  });

  test('names what a profile sets up, beside a journal that it does not touch', async ({ onTestFinished }) => {
    const shop = await openTrainingShop(machineClock);
    onTestFinished(() => shop.close());
    const printer = { kind: 'tcp', host: '127.0.0.1', port: 9100, paper: 58, profile: 'generic' } as const;
    shop.configure((config) => {
      config.devices = { scanners: [{ kind: 'serial', path: '/dev/ttyS77' }], printer };
    });
    const run = await till(['devices', '--profile', shop.folder]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Scanner (serial port), path /dev/ttyS77');
    expect(run.stdout).toContain('Printer (network), host 127.0.0.1, port 9100, paper 58');
    expect(existsSync(join(shop.folder, 'journal.sqlite'))).toBe(false);
  });

  test('speaks Chinese on a Chinese machine', async () => {
    const run = await till(['devices'], { env: { LANG: 'zh_CN.UTF-8', XDG_DATA_HOME: temporaryFolder() } });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('找到的设备');
  });

  test('a profile that was asked for and is not there is named, and no word is said of sales', async () => {
    const folder = join(temporaryFolder(), 'none');
    const run = await till(['devices', '--profile', folder]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(join(folder, 'config.json'));
    expect(run.stderr).not.toMatch(/sale/);
  });

  test('a profile that was asked for and cannot be read is one line and exit 1', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), '{');
    const run = await till(['devices', '--profile', folder]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/^[^\n]{10,400}\n$/);
  });
});
