import type { Handlers } from './contract/contract.ts';
import type { Port } from './contract/port.ts';
import { serve } from './contract/serve.ts';
import type { Terminal } from './core/terminal.ts';
import { entryHandlers } from './counter-handlers.ts';
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

/**
 * Serves one screen until the result is called: also when its page is gone and its port is not, because nobody sees
 * then what was entered on it. Views are sent at once after each hello.
 */
export function serveScreen(port: Port, { handlers, terminal, training }: Screens): () => void {
  let screen = terminal.entry.screen();
  const own = entryHandlers(terminal, () => screen);
  const served = serve(port, { ...handlers, ...own }, (to) => {
    // Another life of the page: what the one before it showed is no longer on any screen of this port.
    screen.left();
    screen = terminal.entry.screen();
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
    screen.left();
  };
}
