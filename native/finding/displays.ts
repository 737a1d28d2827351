import type { FoundDevice } from '../../main/contract/found-devices.ts';
import type { FindingPorts } from './ports.ts';
import { there } from './scanners.ts';

/**
 * Screens beside the till's own, on which a window for customers may stand, by what tells them apart: name and size. It
 * opens no window; which screens there are the shell knows that shows the till.
 */
export async function secondScreens({ displays }: FindingPorts): Promise<readonly FoundDevice[]> {
  const seen = await displays();
  return seen
    .filter(({ primary }) => !primary)
    .map(({ label, width, height, internal }): FoundDevice => {
      const place = `${label} ${width} × ${height}`.trim();
      return {
        role: 'display',
        kind: 'window',
        place,
        name: '',
        identity: place,
        advice: 'use',
        report: there(place),
        settings: { kind: 'window', display: { label, width, height, internal } },
      };
    });
}
