import type { Handlers } from './contract/contract.ts';
import type { Port } from './contract/port.ts';
import { serve } from './contract/serve.ts';
import type { Terminal } from './core/terminal.ts';
import type { Training } from './training.ts';

/**
 * What every screen, and every command line beside a running till, is served: the contract's requests, and whole views
 * after each change. The transports differ, this does not.
 */
export interface Screens {
  readonly handlers: Handlers;
  readonly terminal: Terminal;
  /** The simulated customer; null unless the simulated gateway runs in this process. */
  readonly training: Training | null;
}

/** Serves one screen until the result is called. Views are sent at once after each hello. */
export function serveScreen(port: Port, { handlers, terminal, training }: Screens): () => void {
  const served = serve(port, handlers, (to) => {
    to.emit('terminal.changed', terminal.view());
    if (training !== null) to.emit('training.changed', training.view());
  });
  const offs = [
    terminal.onChange((view) => served.emit('terminal.changed', view)),
    training?.onChange((view) => served.emit('training.changed', view)),
  ];
  return () => {
    for (const off of offs) off?.();
    served.close();
  };
}
