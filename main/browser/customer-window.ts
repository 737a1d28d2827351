import { join } from 'node:path';
import type { DisplaySettings } from '../../native/display/settings.ts';
import type { ShellWords } from '../contract/words/shell.ts';
import type { Clock } from '../core/ports.ts';
import type { Terminal } from '../core/terminal.ts';
import { chooseDisplay } from '../display-choice.ts';
import { findChromium, hasDisplay, openWindow } from './chromium.ts';
import { listMonitors } from './monitors.ts';

/**
 * The customer's window beside the till's: a Chromium of its own on the customer's display, where an X server tells
 * which one that is, else wherever the system puts it. Closed by hand it stays closed; its address opens it again.
 */

export type CustomerWindowSettings = Extract<DisplaySettings, { kind: 'window' }>;

export interface CustomerWindowParts {
  readonly settings: CustomerWindowSettings;
  readonly address: string;
  /** Of the profile. */
  readonly folder: string;
  readonly words: ShellWords;
  readonly clock: Clock;
  readonly say: (sentence: string) => void;
}

/** Null where there can be no window: the till has said why for its own, which cannot be there either. */
export async function openCustomerWindow(parts: CustomerWindowParts): Promise<{ close(): Promise<void> } | null> {
  const { settings, address, words, clock, say } = parts;
  if (!hasDisplay(process.env, process.platform)) return null;
  const program = findChromium(process.env, process.platform);
  if (program === null) return null;
  const choice = chooseDisplay(await listMonitors(), settings.display);
  const place = choice.ok ? ({ kind: 'kiosk', at: choice.display } as const) : ({ kind: 'app' } as const);
  const folder = join(parts.folder, 'chromium-customer');
  const window = await openWindow({ program, address, folder, clock, ...place });
  if (typeof window !== 'string') return window;
  say(words.windowFailed({ file: program, why: window }));
  return null;
}

/** Tells the till whether a customer's page is open, as the number of them changes. */
export function reportPages(devices: Terminal['devices']): (open: number) => void {
  return (open) =>
    devices.changed('display', {
      state: open > 0 ? 'ready' : 'absent',
      fault: open > 0 ? '' : 'display_page_closed',
      place: '',
      detail: '',
    });
}
