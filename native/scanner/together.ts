import type { DeviceReport, DeviceState } from '../../main/contract/device-views.ts';

/** Several scanners told as one. Pure reports. */

const bestFirst: readonly DeviceState[] = ['ready', 'attention', 'refused', 'absent', 'none'];

/**
 * The best of their states with the fault of the first that has one, those first where a person must act; what a
 * ready one says when none has. `nothing` stands for no scanner at all.
 */
export function combinedReport(reports: readonly DeviceReport[], nothing: DeviceReport): DeviceReport {
  const of = (wanted: DeviceState): DeviceReport | undefined => reports.find(({ state }) => state === wanted);
  const told = of('refused') ?? of('absent') ?? of('attention') ?? of('ready') ?? nothing;
  const best = bestFirst.find((state) => of(state) !== undefined) ?? nothing.state;
  return { ...told, state: best };
}
