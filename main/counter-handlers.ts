import type { Handlers, Result } from './contract/contract.ts';
import type { CounterSettings } from './contract/counter.ts';
import type { EntryScreen } from './core/order-entry.ts';
import type { Log } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import { writeCounterSettings } from './profile-settings.ts';

/**
 * The counter before the scan: the amount as it is entered, and how this till takes payments. What is entered belongs
 * to the screen that shows it, so these requests are answered for each screen by itself.
 */

export interface CounterAnswering {
  readonly terminal: Terminal;
  /** Of the profile, with its `config.json`. */
  readonly folder: string;
  readonly log: Log;
}

export function counterHandlers(answering: CounterAnswering) {
  // Whoever asks in this process, without a page, is one that stays as long as the terminal.
  const own = answering.terminal.entry.screen();
  return {
    ...entryHandlers(answering.terminal, () => own),
    'counter.change': ({ settings }) => change(settings, answering),
  } satisfies Partial<Handlers>;
}

/** `screen`: the life of the page that asks, at that moment. */
export function entryHandlers(terminal: Terminal, screen: () => EntryScreen) {
  return {
    'counter.enter': ({ version, entered }) => screen().enter(version, entered),
    'sale.start': ({ orderId, amountMinor, differentCustomer, order, confirmed = false, entryVersion }) => {
      const amount = { minor: amountMinor, currency: terminal.currency() };
      const content = order === undefined ? {} : { order };
      const seen = entryVersion === undefined ? { beside: true } : { sellsEntry: screen().has(entryVersion) };
      return terminal.startSale({ orderId, amount, differentCustomer, confirmed, ...content, ...seen });
    },
    'counter.shows': ({ version, inSight }) => screen().shows(version, inSight),
  } satisfies Partial<Handlers>;
}

/** Not under an open sale: what the cashier has been told about it stays true. */
function change(settings: CounterSettings, { terminal, folder, log }: CounterAnswering): Result<'counter.change'> {
  const { counter, settings: before } = terminal.view();
  if (counter.state !== 'idle') return { ok: false, reason: 'sale_open', why: '' };
  const written = writeCounterSettings(folder, settings);
  if (!written.ok) {
    log.warn('a change of the counter was not taken', { reason: written.reason, why: written.why });
    return written;
  }
  // Whoever asks later who raised the limit finds when it was done, and from what.
  log.info('the counter was changed', { before, after: written.settings });
  terminal.changeCounter(written.settings);
  return { ok: true };
}
