import { type BrowserWindow, type Display, powerSaveBlocker, screen, type WebContents } from 'electron';
import type { DisplaySettings } from '../../native/display/settings.ts';
import type { DeviceReport } from '../contract/device-views.ts';
import type { Clock, Log } from '../core/ports.ts';
import { chooseDisplay, type SeenDisplay } from '../display-choice.ts';
import { customerAddress } from './page-address.ts';
import { lockedWindow } from './window.ts';

/**
 * The customer's window: on the customer's display for as long as that one is there, and on no other. It takes no focus
 * and no keys, and is as locked as the till's. Plugging, unplugging and moving of displays only close it and open it.
 */

export interface CustomerWindowParts {
  readonly settings: Extract<DisplaySettings, { kind: 'window' }>;
  readonly clock: Clock;
  readonly log: Log;
  readonly report: (report: DeviceReport) => void;
  /** Serves the page in a new window; the result ends that. */
  readonly serve: (contents: WebContents) => () => void;
}

/** A window that somebody has closed, or that could not load its page, is opened again after so long, milliseconds. */
const againAfterMs = 2_000;

interface Open {
  readonly window: BrowserWindow;
  readonly displayId: number;
  /** What ends with the window. */
  readonly end: () => void;
}

interface Seen extends SeenDisplay {
  readonly id: number;
}

/** Call once the app is ready. The result closes the window for good. */
export function keepCustomerWindow(parts: CustomerWindowParts): () => void {
  const kept = new KeptWindow(parts);
  const settle = (): void => kept.settle();
  screen.on('display-added', settle);
  screen.on('display-removed', settle);
  screen.on('display-metrics-changed', settle);
  settle();
  return () => {
    screen.off('display-added', settle);
    screen.off('display-removed', settle);
    screen.off('display-metrics-changed', settle);
    kept.close();
  };
}

class KeptWindow {
  readonly #parts: CustomerWindowParts;
  #open: Open | null = null;
  #offTimer = (): void => {};
  #closed = false;

  constructor(parts: CustomerWindowParts) {
    this.#parts = parts;
  }

  /** Brings the window where the customer's display is now. */
  settle(): void {
    this.#offTimer();
    if (this.#closed) return;
    const choice = chooseDisplay(seenDisplays(), this.#parts.settings.display);
    if (!choice.ok) {
      this.#shut();
      this.#parts.report({ state: 'absent', fault: choice.fault, place: choice.place, detail: '' });
      return;
    }
    const { display } = choice;
    if (this.#open?.displayId === display.id) {
      this.#open.window.setBounds(boundsOf(display));
      return;
    }
    this.#shut();
    this.#openOn(display);
  }

  close(): void {
    this.#closed = true;
    this.#offTimer();
    this.#shut();
  }

  #openOn(display: Seen): void {
    const { clock, log, serve, report } = this.#parts;
    const window = lockedWindow({ options: optionsFor(display), address: customerAddress, clock, log });
    const offPage = serve(window.webContents);
    const blocker = powerSaveBlocker.start('prevent-display-sleep');
    const end = (): void => {
      offPage();
      powerSaveBlocker.stop(blocker);
    };
    this.#open = { window, displayId: display.id, end };
    window.once('ready-to-show', () => window.showInactive());
    window.once('closed', () => this.#gone(window));
    window.loadURL(customerAddress).then(
      () => {
        if (this.#open?.window === window) report({ state: 'ready', fault: '', place: display.label, detail: '' });
      },
      (error: unknown) => {
        if (this.#open?.window !== window) return;
        const detail = error instanceof Error ? error.message : String(error);
        log.warn("the customer's page could not be loaded; sales go on", { error: detail });
        report({ state: 'refused', fault: 'display_page_failed', place: display.label, detail });
        this.#shut();
        this.#again();
      },
    );
  }

  /** Somebody has closed it, such as the system's own keys. */
  #gone(window: BrowserWindow): void {
    if (this.#open?.window !== window) return;
    this.#open.end();
    this.#open = null;
    this.#again();
  }

  #again(): void {
    this.#offTimer = this.#parts.clock.after(againAfterMs, () => this.settle());
  }

  #shut(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    open.end();
    // Not asked: there is nothing in it that anybody could lose.
    if (!open.window.isDestroyed()) open.window.destroy();
  }
}

/**
 * Frameless and on top of its own display. `focusable: false`: the keys of scanner and cashier go on to the till. On
 * Linux it also keeps window managers away from it, so that its bounds make it fill the display, and full screen does
 * not work beside it (electron/electron#11632).
 */
function optionsFor(display: Seen) {
  return {
    ...boundsOf(display),
    frame: false,
    fullscreen: process.platform !== 'linux',
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
  } as const;
}

function boundsOf({ x, y, width, height }: Seen) {
  return { x, y, width, height };
}

/** The screens there are now; only once the app is ready. */
export function seenDisplays(): readonly Seen[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, label, bounds, internal }: Display) => ({
    id,
    label,
    ...bounds,
    internal,
    primary: id === primary,
  }));
}
