import { Draws } from '../sim/draws.ts';
import { manualClock } from '../support/manual-clock.ts';
import { silentTerminal } from './silent-terminal.ts';
import { end, type Stage, watched } from './stage.ts';

/** The act of a till whose gateway is silent. */

/**
 * Takes up what an earlier process left, sells once to a customer whose gateway is silent, and waits a while. On a
 * disk that fails it stops where the product stops.
 */
export function serve(stage: Stage): void {
  const { seed, life, mark } = stage;
  const dice = new Draws(seed, `life ${life}`);
  const clock = manualClock(Date.UTC(2026, 10, 30) + life * 3_600_000);
  const journal = watched(stage, clock, dice);
  const terminal = silentTerminal({
    clock,
    chance: dice,
    journal: journal.rows,
    sends: (api, id) => mark({ said: 'sent', api, id }),
  });
  terminal.start();
  clock.advance(dice.wait(10, 60_000));
  const amount = { minor: 1 + dice.below(9_000), currency: 'CNY' };
  const sale = terminal.startSale({ orderId: null, amount, differentCustomer: true });
  const taken = sale.ok ? terminal.scan({ text: `28${dice.digits(16)}`, source: 'simulated' }) : sale;
  if (!taken.ok && taken.reason !== 'storage_failed') throw new Error(`the sale is refused: ${taken.reason}`);
  clock.advance(dice.wait(1_000, 900_000));
  terminal.close();
  end(journal);
}
