import type { DeviceReport, DeviceState } from '../../main/contract/device-views.ts';
import type { ScanDrop } from '../../main/contract/scan-views.ts';
import type { Scan, Scanner } from '../../main/core/ports.ts';

/** Listens to a scanner, keeps everything in order, and lets a test wait for it by event. */
export interface ScanRecorder {
  readonly scans: readonly Scan[];
  /** What came and was no scan. */
  readonly drops: readonly { readonly why: ScanDrop; readonly scan: Scan }[];
  /** Oldest first. */
  readonly changes: readonly DeviceReport[];
  /** The reports of the single scanners that came with the newest of {@link changes}. */
  each(): readonly DeviceReport[];
  /** The texts of all scans, as soon as there are `count`. */
  texts(count: number): Promise<string[]>;
  /** The report, as soon as the newest state is `state`. */
  state(state: DeviceState): Promise<DeviceReport>;
  /** As soon as there are `count` of {@link drops}. */
  dropped(count: number): Promise<void>;
  close(): void;
}

export function recordScans(scanner: Scanner): ScanRecorder {
  const scans: Scan[] = [];
  const drops: { why: ScanDrop; scan: Scan }[] = [];
  const changes: DeviceReport[] = [];
  let newestEach: readonly DeviceReport[] = [];
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
    dropped: (scan, why) => {
      drops.push({ why, scan });
      look();
    },
    changed: (report, each = [report]) => {
      changes.push(report);
      newestEach = each;
      look();
    },
  });
  return {
    scans,
    drops,
    changes,
    each: () => newestEach,
    texts: (count) => until(() => (scans.length >= count ? scans.map((scan) => scan.text) : undefined)),
    state: (state) => until(() => (changes.at(-1)?.state === state ? changes.at(-1) : undefined)),
    dropped: (count) => until(() => (drops.length >= count ? true : undefined)).then(() => {}),
    close,
  };
}
