/**
 * Ctrl-C and SIGTERM. The first Ctrl-C asks for a clean end, the second, or a SIGTERM, leaves at once; either way
 * the journal keeps what is open.
 */
export interface Leaving {
  /** Calls `ask` at the first Ctrl-C. */
  onAsk(ask: () => void): void;
  /** Calls `go` at a second Ctrl-C or at SIGTERM. */
  onGo(go: () => void): void;
  close(): void;
}

export function leavingOf(signals: NodeJS.Process): Leaving {
  let asked = false;
  let ask = (): void => {};
  let go = (): void => {};
  const interrupt = (): void => {
    if (asked) go();
    else ask();
    asked = true;
  };
  const terminate = (): void => go();
  signals.on('SIGINT', interrupt);
  signals.on('SIGTERM', terminate);
  return {
    onAsk(act) {
      ask = act;
    },
    onGo(act) {
      go = act;
    },
    close() {
      signals.off('SIGINT', interrupt);
      signals.off('SIGTERM', terminate);
    },
  };
}
