import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * HID devices of this machine, through the `node-hid` package; the only file that knows it. What a scanner is, and
 * what its reports mean, is known elsewhere.
 *
 * Measured with node-hid 3.4 on Linux: an unplugged device gives an `error` event whose value is a string and no
 * `close` event; an `error` nobody listens to ends the process; a synchronous `HID` holds one of libuv's four threads
 * for ever, so `HIDAsync` it is; `data` includes the report id.
 */

export interface HidFound {
  /** `/dev/hidraw3`; a replugged device may get another. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** '' = it tells none. */
  readonly serialNumber: string;
  /** Maker and model, as the device tells them. */
  readonly name: string;
  /** Of its top collection; null where the system does not tell. */
  readonly usagePage: number | null;
  readonly usage: number | null;
}

export interface HidHeard {
  /** One input report with its id, where it has one. */
  report(bytes: Uint8Array): void;
  /** The device is gone or cannot be read any more. Nothing is told after it. */
  failed(why: string): void;
}

export interface HidConnection {
  /** Rejects when the device refuses it. */
  sendFeatureReport(bytes: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

export interface HidPort {
  /** Every HID device that is plugged in. Rejects when the native part cannot be loaded. */
  list(): Promise<readonly HidFound[]>;
  /** Rejects with what the system says: no permission, gone, taken. */
  open(path: string, heard: HidHeard): Promise<HidConnection>;
  /** The report descriptor; null where the system does not show it (Windows, macOS). */
  descriptor(path: string): Promise<Uint8Array | null>;
}

/** Loaded on first use: a till without a HID scanner neither waits for the native part nor needs its libraries. */
export const nodeHid: HidPort = {
  async list() {
    const { devicesAsync } = await import('node-hid');
    const devices = await devicesAsync();
    return devices.flatMap(({ path, vendorId, productId, serialNumber, manufacturer, product, usagePage, usage }) =>
      path === undefined
        ? []
        : [
            {
              path,
              vendorId,
              productId,
              serialNumber: serialNumber ?? '',
              name: [manufacturer, product].filter(Boolean).join(' ').trim().slice(0, 128),
              usagePage: usagePage ?? null,
              usage: usage ?? null,
            },
          ],
    );
  },

  async open(path, heard) {
    const { HIDAsync } = await import('node-hid');
    const device = await HIDAsync.open(path);
    device.on('error', (why: unknown) => heard.failed(why instanceof Error ? why.message : String(why)));
    device.on('data', (bytes: Uint8Array) => heard.report(bytes));
    return {
      async sendFeatureReport(bytes) {
        await device.sendFeatureReport([...bytes]);
      },
      close: () => device.close(),
    };
  },

  async descriptor(path) {
    if (!path.startsWith('/dev/hidraw')) return null;
    // World-readable, unlike the device. Without it the scanner is read by what is known of its maker.
    return readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => null);
  },
};
