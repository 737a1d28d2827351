import type { Handlers } from './contract/contract.ts';
import type { Terminal } from './core/terminal.ts';

/** The contract's requests of setting up devices and looking after them. */
export function deviceHandlers(terminal: Terminal) {
  return {
    'scans.recent': () => ({ scans: [...terminal.scans.recent()] }),
  } satisfies Partial<Handlers>;
}
