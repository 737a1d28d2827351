import type { DeviceReport } from '../../main/contract/device-views.ts';

/** A printer fault that has no words of its own yet. */
export function troubled(detail: string): DeviceReport {
  return { state: 'refused', fault: 'unsorted', place: '', detail };
}
