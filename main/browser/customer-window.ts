import { join } from 'node:path';
import type { DisplaySettings } from '../../native/display/settings.ts';
import type { ShellWords } from '../contract/words/shell.ts';
import type { Clock } from '../core/ports.ts';
import type { Terminal } from '../core/terminal.ts';
import { chooseDisplay } from '../display-choice.ts';
import { findChromium, hasDisplay, openWindow, type TillWindow } from './chromium.ts';
import { listMonitors } from './monitors.ts';

/**
 * The customer's window beside the till's, for as long as their display is set up as one: a Chromium of its own on that
 * display, where an X server tells which one it is, else wherever the system puts it. Closed by hand it stays closed;
 * its address, which is printed, opens it again.
 */

type WindowSettings = Extract<DisplaySettings, { kind: 'window' }>;

export interface CustomerWindowParts {
  /** The newest of the customer's page. */
  readonly address: () => string;
  /** Of the profile. */
  readonly folder: string;
  /** False where no windows are wanted: the address is printed all the same. */
  readonly opens: boolean;
  readonly devices: Terminal['devices'];
  readonly words: ShellWords;
  readonly clock: Clock;
  readonly print: (line: string) => void;
  readonly say: (sentence: string) => void;
}

export class CustomerWindow {
  readonly #parts: CustomerWindowParts;
  #window: TillWindow | null = null;
  #isWanted = false;
  #open = 0;
  /** One change after the other. */
  #newest: Promise<void> = Promise.resolve();

  constructor(parts: CustomerWindowParts) {
    this.#parts = parts;
  }

  follow(settings: DisplaySettings): void {
    this.#isWanted = settings.kind === 'window';
    this.#report();
    this.#newest = this.#newest.then(async () => {
      await this.#window?.close();
      this.#window = settings.kind === 'window' ? await this.#opened(settings) : null;
    });
  }

  /** `address` is the one after one that was used: told to whoever may want to open another page. */
  nextAddress(address: string): void {
    if (this.#isWanted) this.#parts.print(this.#parts.words.customerAddress({ url: address }));
  }

  /** So many pages of customers are open now. */
  counted(open: number): void {
    this.#open = open;
    this.#report();
  }

  close(): Promise<void> {
    this.follow({ kind: 'none' });
    return this.#newest;
  }

  #report(): void {
    if (!this.#isWanted) return;
    const isOpen = this.#open > 0;
    const fault = isOpen ? '' : 'display_page_closed';
    this.#parts.devices.changed('display', { state: isOpen ? 'ready' : 'absent', fault, place: '', detail: '' });
  }

  /** Null where there can be no window: the till has said why for its own, which cannot be there either. */
  async #opened({ display }: WindowSettings): Promise<TillWindow | null> {
    const { words, clock, print, say, opens } = this.#parts;
    const address = this.#parts.address();
    print(words.customerAddress({ url: address }));
    const program =
      opens && hasDisplay(process.env, process.platform) ? findChromium(process.env, process.platform) : null;
    if (program === null) return null;
    const choice = chooseDisplay(await listMonitors(), display);
    const place = choice.ok ? ({ kind: 'kiosk', at: choice.display } as const) : ({ kind: 'app' } as const);
    const folder = join(this.#parts.folder, 'chromium-customer');
    const window = await openWindow({ program, address, folder, clock, ...place });
    if (typeof window !== 'string') return window;
    say(words.windowFailed({ file: program, why: window }));
    return null;
  }
}
