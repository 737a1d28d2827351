import { beforeAll, expect, test, vi } from 'vitest';
import type { Args, RequestName } from '../../main/contract/contract.ts';
import { type CounterSettings, type Entered, usualCounter } from '../../main/contract/counter.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import type { EntryScreen } from '../../main/core/order-entry.ts';
import type { AmountKey } from '../../renderer/amount.ts';
import { Desk } from '../../renderer/desk.ts';
import { enteredOn } from '../../renderer/entering.ts';
import type { Terminal as RemoteTerminal, TerminalShown } from '../../renderer/terminal.ts';
import { type CounterWorld, counterWorld, freshCode } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';
import { printedSeed } from '../support/seed.ts';

/**
 * Two real desks at one real till, and a command line beside them, each desk behind a line that takes its time, in random order: whatever is typed, scanned
 * and pressed on both, what is charged stood on the screen of whoever asked for it, and both show the same in the end.
 */

const cola = { sku: '6901234567892', name: 'Cola', priceMinor: 350, category: '', key: '12' };

beforeAll(() => {
  vi.stubGlobal('document', {
    hidden: false,
    documentElement: { lang: 'en', dataset: {} },
    addEventListener: () => {},
  });
});

type Message = () => void;

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A page: its desk, and what is on its way to it and from it, in order. */
class Page {
  readonly desk: Desk;
  readonly #world: CounterWorld;
  readonly #up: Message[] = [];
  readonly #down: Message[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #screen: EntryScreen;
  readonly #off: () => void;
  #shown: TerminalShown = { view: null, training: null, cameAtMs: 0, lost: false, wordless: null };

  constructor(world: CounterWorld) {
    this.#world = world;
    this.#screen = world.terminal.entry.screen();
    const ask = (name: RequestName, args: unknown) =>
      new Promise((resolve) => {
        this.#up.push(() => {
          const answer = this.#answer(name, args);
          this.#down.push(() => resolve(answer));
        });
      });
    const remote = {
      shown: () => this.#shown,
      onChange: (listen: () => void) => {
        this.#listeners.add(listen);
        return () => {};
      },
      ask,
    } as unknown as RemoteTerminal;
    this.desk = new Desk(remote);
    const send = (view: TerminalView): void => {
      const copy = structuredClone(view);
      this.#down.push(() => {
        this.#shown = { ...this.#shown, view: copy };
        for (const listen of this.#listeners) listen();
      });
    };
    this.#off = world.terminal.onChange(send);
    send(world.terminal.view());
  }

  /** Its page is closed, or loaded again. */
  leave(): void {
    this.#up.length = 0;
    this.#down.length = 0;
    this.#off();
    this.#screen.left();
  }

  /** One message further, in this direction; false where none waits. */
  up(): boolean {
    const message = this.#up.shift();
    message?.();
    return message !== undefined;
  }

  down(): boolean {
    const message = this.#down.shift();
    message?.();
    return message !== undefined;
  }

  shows(): Entered | null {
    const { view } = this.#shown;
    return view === null ? null : enteredOn(this.desk.shown(), view);
  }

  #answer(name: RequestName, args: unknown): unknown {
    const { terminal } = this.#world;
    switch (name) {
      case 'counter.enter': {
        const { version, entered } = args as Args<'counter.enter'>;
        return this.#screen.enter(version, entered);
      }
      case 'counter.shows': {
        const { version, inSight } = args as Args<'counter.shows'>;
        return this.#screen.shows(version, inSight);
      }
      case 'sale.start': {
        const { amountMinor, order, confirmed, entryVersion, ...asked } = args as Args<'sale.start'>;
        const { entry } = this.#world.view();
        const started = terminal.startSale({
          ...asked,
          amount: { minor: amountMinor, currency: 'CNY' },
          ...(order === undefined ? {} : { order }),
          ...(confirmed === undefined ? {} : { confirmed }),
          sellsEntry: entryVersion !== undefined && this.#screen.has(entryVersion),
        });
        if (started.ok && entry.amountMinor > 0)
          expect({ amountMinor, lines: order?.lines ?? [] }).toEqual({
            amountMinor: entry.amountMinor,
            lines: entry.order.lines,
          });
        return started;
      }
      case 'sale.clear':
        return terminal.clear();
      case 'sale.stop':
        return terminal.stop();
      default:
        throw new Error(`no answer to ${name}`);
    }
  }
}

async function settle(pages: readonly Page[]): Promise<void> {
  for (let still = true; still; ) {
    still = false;
    for (const page of pages) {
      while (page.up() || page.down()) {
        still = true;
        await Promise.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
}

/** A command line opens a sale of its own, or stops it; no cashier's order, entered or opened, is lost by either. */
function besideThem({ terminal, view }: CounterWorld, stops: boolean): string {
  const { counter, entry } = view();
  const isOwn = counter.state === 'ready' && counter.orderId?.startsWith(ownOrder) === true;
  if (stops && isOwn) {
    terminal.stop();
    return 'stops its sale';
  }
  const amount = { minor: ownAmount, currency: 'CNY' };
  const asked = { orderId: `${ownOrder}${counter.notice?.number ?? 0}`, amount };
  const started = terminal.startSale({ ...asked, differentCustomer: true, beside: true });
  if (started.ok) expect([entry.amountMinor, counter.state === 'ready' && !isOwn]).toEqual([0, false]);
  else expect(view().entry).toEqual(entry);
  return started.ok ? 'opens its sale' : started.reason;
}

const ownOrder = 'COMMAND-';
/** No keys of the desks and no articles make it. */
const ownAmount = 777;

const keys: readonly AmountKey[] = ['1', '2', '5', '0', '00', '.', 'backspace', 'clear'];

async function round(seed: number, mode: CounterSettings['mode']): Promise<number> {
  const random = randomOf(seed);
  const world = counterWorld({ settings: { ...usualCounter, mode, unusualTimes: null, confirmAboveMinor: 30_000 } });
  world.gateway.script('pay', (n) => outcome(n % 3 === 0 ? 'failed' : 'success'));
  world.terminal.articles.become([cola]);
  const pages = [new Page(world), new Page(world)];
  await settle(pages);
  let charged = 0;
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const log: string[] = [];
  const check = (): void => {
    // What a person has done has reached the till; what the till says may not have reached the screens.
    for (const page of pages) while (page.up());
    const before = world.view();
    const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
    log.push(`scan ${JSON.stringify(taken)}`);
    if (!taken.ok) return;
    charged += 1;
    const sold = world.view().counter;
    if (before.counter.state === 'ready') return;
    const seen = pages.filter(({ desk }) => desk.dialog() === null).map((page) => page.shows()?.amountMinor);
    expect(seen, `seed ${seed}: charged what stands nowhere\n${log.slice(-40).join('\n')}`).toContain(sold.amountMinor);
  };
  for (let at = 0; at < 150; at += 1) {
    const page = pick(pages);
    const no = pages.indexOf(page);
    const act = random();
    if (act < 0.3) {
      const key = pick(keys);
      log.push(`${no} types ${key}`);
      page.desk.type(key);
    } else if (act < 0.36) {
      log.push(`${no} pays ${JSON.stringify(page.shows())}`);
      page.desk.pay();
    } else if (act < 0.39) {
      log.push(`${no} answers`);
      if (page.desk.dialog() === 'confirm_amount') page.desk.opening.answer({ confirmed: true });
      else if (page.desk.dialog() !== null) page.desk.close();
    } else if (act < 0.42) {
      log.push(`${no} new sale`);
      page.desk.newSale();
    } else if (act < 0.44) {
      log.push(`${no} stops`);
      page.desk.stop();
    } else if (act < 0.45) log.push(`command line ${besideThem(world, random() < 0.5)}`);
    else if (act < 0.48) {
      const taken = world.terminal.scan({ text: cola.sku, source: 'serial' });
      log.push(`article ${taken.ok ? '' : taken.reason}`);
    } else if (act < 0.485) {
      log.push(`${no} is loaded again`);
      page.leave();
      pages[no] = new Page(world);
    } else if (act < 0.54) check();
    else if (act < 0.6) {
      // A line on the same machine is far quicker than the pause that belongs to typing.
      await settle(pages);
      log.push('time passes');
      world.clock.advance(500);
    } else if (random() < 0.5) page.up();
    else page.down();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    const { amountMinor } = world.view().entry;
    expect(amountMinor, `seed ${seed}: entered by nobody\n${log.slice(-40).join('\n')}`).not.toBe(ownAmount);
  }
  await settle(pages);
  if (world.view().counter.state === 'idle') {
    const { version: _, ...entry } = world.view().entry;
    for (const page of pages)
      expect(page.shows(), `seed ${seed}: a page shows something else\n${log.slice(-60).join('\n')}`).toEqual(entry);
  }
  return charged;
}

test.for(['press_then_scan', 'scan_charges'] as const)('two desks at one till: %s', async (mode) => {
  const seed = printedSeed('two desks');
  let charged = 0;
  for (let at = 0; at < 40; at += 1) charged += await round(seed + at, mode);
  expect(charged, 'random acts that end in a charge now and then').toBeGreaterThan(0);
});
