import type { HidFound, HidHeard, HidPort } from '../../native/scanner/hid-port.ts';

/**
 * HID devices as a test plugs them in: they send the reports it says, break off and refuse as the system does. What it
 * says of errors is what node-hid 3.4 says.
 */
export interface HidBench {
  readonly port: HidPort;
  plug(device: Partial<HidFound> & { readonly path: string }, descriptor?: Uint8Array | null): void;
  /** The device is gone; whoever has it open hears of it. */
  unplug(path: string): void;
  /** Throws when nobody has it open. */
  send(path: string, reports: readonly Uint8Array[]): void;
  /** Each next open of `path` rejects with `why`; null = it opens again. */
  refuse(path: string, why: string | null): void;
  /** Listing rejects with `why`; null = it lists again. */
  refuseToList(why: string | null): void;
  /** Feature reports that were sent, with the path. */
  readonly features: readonly (readonly [path: string, bytes: readonly number[]])[];
  readonly lists: () => number;
  /** Paths that are open now. */
  readonly open: () => readonly string[];
}

export function hidBench(): HidBench {
  const plugged = new Map<string, { found: HidFound; descriptor: Uint8Array | null }>();
  const opened = new Map<string, HidHeard>();
  const refused = new Map<string, string>();
  const features: (readonly [string, readonly number[]])[] = [];
  let listRefusal: string | null = null;
  let lists = 0;

  const port: HidPort = {
    async list() {
      lists += 1;
      if (listRefusal !== null) throw new Error(listRefusal);
      return [...plugged.values()].map(({ found }) => found);
    },
    async open(path, heard) {
      const why = refused.get(path);
      if (why !== undefined) throw new TypeError(why);
      if (!plugged.has(path)) throw new TypeError(`cannot open device with path ${path}: No such file or directory`);
      if (opened.has(path)) throw new Error(`${path} is open already: the driver opens a device twice`);
      opened.set(path, heard);
      return {
        async sendFeatureReport(bytes) {
          features.push([path, bytes]);
        },
        async close() {
          if (opened.get(path) === heard) opened.delete(path);
        },
      };
    },
    descriptor: async (path) => plugged.get(path)?.descriptor ?? null,
  };

  return {
    port,
    plug(device, descriptor = null) {
      const found = {
        vendorId: 0x0c2e,
        productId: 0x0b61,
        serialNumber: '',
        name: 'Honeywell 1450g',
        usagePage: 0x8c,
        usage: 2,
        ...device,
      };
      plugged.set(device.path, { found, descriptor });
    },
    unplug(path) {
      plugged.delete(path);
      const heard = opened.get(path);
      opened.delete(path);
      heard?.failed('could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)');
    },
    send(path, reports) {
      const heard = opened.get(path);
      if (heard === undefined) throw new Error(`${path} is not open`);
      for (const report of reports) heard.report(report);
    },
    refuse(path, why) {
      if (why === null) refused.delete(path);
      else refused.set(path, why);
    },
    refuseToList(why) {
      listRefusal = why;
    },
    features,
    lists: () => lists,
    open: () => [...opened.keys()],
  };
}

/** Lets every promise that is ready settle, so that a manual clock can go on. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
}
