import { never } from '../../main/core/invariant.ts';
import type { Clock } from '../../main/core/ports.ts';
import type { Cable } from './connection.ts';
import { fileCable } from './file.ts';
import { serialCable } from './serial.ts';
import type { PrintingSettings } from './settings.ts';
import { spoolerCable } from './spooler.ts';
import { tcpCable } from './tcp.ts';
import { usbCable } from './usb-lp.ts';

/** The cable of a real printer that `settings` describe. Nothing is opened, and nothing native is loaded. */
export function cableOf(settings: Exclude<PrintingSettings, { kind: 'simulated' }>, clock: Clock): Cable {
  switch (settings.kind) {
    case 'tcp':
      return tcpCable(settings, clock);
    case 'serial':
      return serialCable(settings, clock);
    case 'usb':
      return usbCable(typeof settings.at === 'string' ? { path: settings.at } : { identity: settings.at }, clock);
    case 'spooler':
      return spoolerCable(settings.name, clock);
    case 'file':
      return fileCable(settings.path, clock);
    default:
      return never(settings);
  }
}
