import { machineClock } from './clock.ts';

/**
 * Ctrl-C and SIGTERM. The first Ctrl-C asks for a clean end, the second, or a SIGTERM, leaves at once; either way
 * the journal keeps what is open.
 */
export interface Leaving {
  /** A Ctrl-C or SIGTERM has come already: nothing new should be begun. */
  asked(): boolean;
  /** Calls `ask` at the first Ctrl-C. One that came before anybody listened is not told again: see `asked`. */
  onAsk(ask: () => void): void;
  /** Calls `go` at a second Ctrl-C or at SIGTERM, at once if it was there before. */
  onGo(go: () => void): void;
  close(): void;
}

export function leavingOf(signals: NodeJS.Process): Leaving {
  let asked = false;
  let gone = false;
  let ask = (): void => {};
  let go = (): void => {};
  const terminate = (): void => {
    asked = true;
    gone = true;
    go();
  };
  const interrupt = (): void => {
    if (asked) {
      terminate();
      return;
    }
    asked = true;
    ask();
  };
  signals.on('SIGINT', interrupt);
  signals.on('SIGTERM', terminate);
  const offOrphan = watchForOrphan(signals, terminate);
  return {
    asked: () => asked,
    onAsk(act) {
      ask = act;
    },
    onGo(act) {
      go = act;
      if (gone) act();
    },
    close() {
      offOrphan();
      signals.off('SIGINT', interrupt);
      signals.off('SIGTERM', terminate);
    },
  };
}

const orphanEveryMs = 500;

/**
 * A SIGTERM that is sent to `npm run` ends npm's shell and never reaches us; all we see is that our parent is gone.
 * Only under npm: a program started in the background of a terminal outlives its parent on purpose.
 */
function watchForOrphan(self: NodeJS.Process, orphaned: () => void): () => void {
  if (self.env['npm_lifecycle_event'] === undefined) return () => {};
  const parent = self.ppid;
  let off = (): void => {};
  const look = (): void => {
    if (self.ppid !== parent) orphaned();
    else off = machineClock.after(orphanEveryMs, look);
  };
  off = machineClock.after(orphanEveryMs, look);
  return () => off();
}
