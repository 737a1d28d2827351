import type { Handlers } from './contract/contract.ts';
import type { TruthDesk } from './core/truth-desk.ts';

/** The truth desk: what became of a payment, asked with a number from the customer's phone or paper. */
export function truthDeskHandlers(truthDesk: TruthDesk) {
  return {
    'truth.ask': ({ text }) => truthDesk.ask(text),
    'truth.again': () => truthDesk.again(),
    'truth.view': () => truthDesk.view(),
    'truth.hold': () => {
      truthDesk.hold();
      return { ok: true };
    },
    'truth.leave': () => {
      truthDesk.leave();
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
