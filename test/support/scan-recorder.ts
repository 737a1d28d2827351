import type { DeviceState } from '../../main/contract/device-views.ts';
import type { Scan, Scanner } from '../../main/core/ports.ts';

/** Listens to a scanner, keeps everything in order, and lets a test wait for it by event. */
export interface ScanRecorder {
  readonly scans: readonly Scan[];
  /** `absent No scanner at …`, oldest first. */
  readonly changes: readonly { readonly state: DeviceState; readonly why: string }[];
  /** The texts of all scans, as soon as there are `count`. */
  texts(count: number): Promise<string[]>;
  /** The sentence, as soon as the newest state is `state`. */
  state(state: DeviceState): Promise<string>;
  close(): void;
}

export function recordScans(scanner: Scanner): ScanRecorder {
  const scans: Scan[] = [];
  const changes: { state: DeviceState; why: string }[] = [];
  let waiting: (() => boolean)[] = [];
  const look = () => {
    waiting = waiting.filter((settled) => !settled());
  };
  const until = <Found>(find: () => Found | undefined) =>
    new Promise<Found>((resolve) => {
      waiting.push(() => {
        const found = find();
        if (found !== undefined) resolve(found);
        return found !== undefined;
      });
      look();
    });
  const close = scanner.open({
    scanned: (scan) => {
      scans.push(scan);
      look();
    },
    changed: ({ state, detail: why }) => {
      changes.push({ state, why });
      look();
    },
  });
  return {
    scans,
    changes,
    texts: (count) => until(() => (scans.length >= count ? scans.map((scan) => scan.text) : undefined)),
    state: (state) => until(() => (changes.at(-1)?.state === state ? changes.at(-1)?.why : undefined)),
    close,
  };
}
