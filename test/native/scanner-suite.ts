import { expect, type TestContext, test } from 'vitest';
import type { ScanSource } from '../../main/contract/scan-views.ts';
import type { Scanner } from '../../main/core/ports.ts';
import { recordScans, type ScanRecorder } from '../support/scan-recorder.ts';

/** What every scanner does alike, whatever its cable: the same tests over each driver and over the simulated ones. */

export interface ScannerRig {
  readonly scanner: Scanner;
  readonly source: ScanSource;
  /** Sends a whole code as this scanner does. */
  send(text: string): Promise<void>;
  /** Sends the first part of a code, and no more of it. */
  sendHalf(text: string): Promise<void>;
  unplug(): Promise<void>;
  replug(): Promise<void>;
}

export const suiteCode = '2810060200001257338899776655';
/** In HID more than one report. */
const longText = `https://qr.example.com/pay/${'0123456789'.repeat(8)}abcdef`;

/** What tidies up after one test; the suite's tests run side by side. */
export type Finally = TestContext['onTestFinished'];

export function testScanner(rigOf: (onTestFinished: Finally) => Promise<ScannerRig>): void {
  async function listening(onTestFinished: Finally): Promise<{ rig: ScannerRig; seen: ScanRecorder }> {
    const rig = await rigOf(onTestFinished);
    const seen = recordScans(rig.scanner);
    onTestFinished(() => seen.close());
    return { rig, seen };
  }

  /** Without the AIM id, which some of them send. */
  const plain = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/^\][A-Z]\d/, ''));

  test('reads 28 digits and 113 characters exactly, and says how they came', async ({ onTestFinished }) => {
    const { rig, seen } = await listening(onTestFinished);
    const { place } = await seen.state('ready');
    await rig.send(suiteCode);
    await seen.texts(1);
    await rig.send(longText);
    expect(plain(await seen.texts(2))).toEqual([suiteCode, longText]);
    for (const scan of seen.scans) {
      expect(scan.source).toBe(rig.source);
      expect(scan.seen?.place).toBe(place);
      expect(scan.seen?.bytes.length).toBeGreaterThanOrEqual(suiteCode.length);
    }
  });

  test('pulled in the middle of a code drops it, says so, and reads the next one after the replug', async ({
    onTestFinished,
  }) => {
    const { rig, seen } = await listening(onTestFinished);
    await seen.state('ready');
    await rig.send('first');
    await seen.texts(1);
    await rig.sendHalf(longText);
    await rig.unplug();
    expect(await seen.state('absent')).toMatchObject({ fault: 'scanner_unplugged' });
    // What was still in the kernel when the cable was pulled has never been seen.
    for (const { why } of seen.drops) expect(why).toBe('broken_off');
    await rig.replug();
    await seen.state('ready');
    await rig.send(suiteCode);
    expect(plain(await seen.texts(2))).toEqual(['first', suiteCode]);
  });

  test('that comes after the start is used when it comes', async ({ onTestFinished }) => {
    const rig = await rigOf(onTestFinished);
    await rig.unplug();
    const seen = recordScans(rig.scanner);
    onTestFinished(() => seen.close());
    await seen.state('absent');
    await rig.replug();
    await seen.state('ready');
    await rig.send(suiteCode);
    expect(plain(await seen.texts(1))).toEqual([suiteCode]);
  });

  test('closed says nothing any more', async ({ onTestFinished }) => {
    const { rig, seen } = await listening(onTestFinished);
    await seen.state('ready');
    seen.close();
    const before = seen.changes.length;
    const next = recordScans(rig.scanner);
    onTestFinished(() => next.close());
    await next.state('ready');
    await rig.send(suiteCode);
    expect(plain(await next.texts(1))).toEqual([suiteCode]);
    expect(seen.scans).toEqual([]);
    expect(seen.changes).toHaveLength(before);
  });
}
