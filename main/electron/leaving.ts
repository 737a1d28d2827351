import type { App } from 'electron';
import type { Clock, Log } from '../core/ports.ts';

/**
 * How the app ends: not before the till has closed its journal and given the profile free. A second try leaves at
 * once; the journal keeps what is open either way.
 */

/** Closing waits for whoever is connected to the profile's socket, at most 2 s; beyond this it is stuck. */
const closingMaxMs = 10_000;

export interface LeavingParts {
  readonly app: Pick<App, 'on' | 'exit' | 'quit'>;
  /** The process's own events. */
  readonly signals: { on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', act: () => void): unknown };
  readonly clock: Clock;
  readonly log: Log;
  /** Called once; the app leaves when it is done. */
  readonly close: () => Promise<void>;
  /** Exit code of a leave in good order. */
  readonly code: number;
}

/**
 * Call once the app is ready: before, Electron installs its own handlers of SIGINT and SIGTERM, which would replace
 * ours (shell/browser/electron_browser_main_parts_posix.cc); until then theirs quit.
 */
export function leaveOnceClosed({ app, signals, clock, log, close, code }: LeavingParts): void {
  let leaving = false;
  const leave = (): void => {
    if (leaving) {
      log.warn('left before the till was closed; the journal keeps what is open');
      app.exit(1);
      return;
    }
    leaving = true;
    clock.after(closingMaxMs, () => {
      log.warn('the till could not be closed in time; the journal keeps what is open');
      app.exit(1);
    });
    close().then(
      () => app.exit(code),
      (error: unknown) => {
        log.warn('the till could not be closed', { error: String(error) });
        app.exit(1);
      },
    );
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    leave();
  });
  app.on('window-all-closed', () => {
    if (!leaving) app.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) signals.on(signal, leave);
}
