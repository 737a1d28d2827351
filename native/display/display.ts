import type { CustomerView } from '../../main/contract/customer.ts';
import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { Clock } from '../../main/core/ports.ts';
import { serialDisplay } from './serial-display.ts';
import type { DisplaySettings } from './settings.ts';
import { simulatedDisplay } from './simulated.ts';

/** What every customer's display that hangs on a cable can do. A window on a second screen is a shell's own matter. */

export interface CustomerDisplay {
  /** Opens it and keeps it open; `changed` hears how it is. One opening at a time. */
  open(changed: (report: DeviceReport) => void): OpenDisplay;
}

export interface OpenDisplay {
  /**
   * Shows this view as soon as the display can. Never waits and never throws; of several that come while it cannot,
   * only the newest is shown.
   */
  show(view: CustomerView): void;
  /** Clears it, where that is possible within half a second, and lets it go. Resolves when the port is free. */
  close(): Promise<void>;
}

/** The driver that `settings` ask for; null where there is none on a cable. */
export function displayOf(settings: DisplaySettings, clock: Clock): CustomerDisplay | null {
  switch (settings.kind) {
    case 'serial':
      return serialDisplay(settings, clock);
    case 'simulated':
      return simulatedDisplay(clock);
    case 'window':
    case 'none':
      return null;
  }
}
