import type { CounterSettings } from '../../main/contract/counter.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import type { DrawerPermission } from '../../main/core/drawer.ts';
import type { FlightRecorder } from '../../main/core/flight-recorder.ts';
import { type Limits, seedLimits } from '../../main/core/limits.ts';
import type { Chance, Journal, Log, PrintOutcome, ReceiptPrinter } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { Terminal } from '../../main/core/terminal.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type ScriptedGateway, scriptedGateway } from './scripted-gateway.ts';

/** A whole terminal core on virtual time: real rules, real SQLite in memory, a scripted gateway, a paper roll. */
export interface CounterWorld {
  readonly clock: ManualClock;
  readonly gateway: ScriptedGateway;
  readonly terminal: Terminal;
  readonly journal: Journal;
  readonly paper: ReceiptDocument[];
  readonly log: string[];
  view(): TerminalView;
  /** How often the drawer was pulsed. */
  pulses(): number;
  /** Opens a sale and scans a fresh code; returns the paymentRequestId. */
  charge(amountMinor?: number, orderId?: string): string;
  /** The process ends here and a new one starts on the same journal, `laterMs` later by the wall clock. */
  restart(laterMs: number, prepare?: Prepare): CounterWorld;
}

let codes = 0;

/** A payment code that no test has used before. */
export function freshCode(): string {
  codes += 1;
  return `28${String(codes).padStart(16, '0')}`;
}

/** Chance that is the same in every run: digits count up, jitter is in the middle. */
export function steadyChance(): Chance {
  let drawn = 0;
  return {
    digits(count) {
      drawn += 1;
      return String(drawn).padStart(count, '0').slice(-count);
    },
    fraction: () => 0.5,
  };
}

/** Scripts the gateway before the terminal starts. */
export type Prepare = (gateway: ScriptedGateway, clock: ManualClock) => void;

export interface CounterOptions {
  readonly prepare?: Prepare;
  readonly clock?: ManualClock;
  readonly journal?: Journal;
  readonly limits?: Limits;
  readonly chance?: Chance;
  readonly printed?: (receipt: ReceiptDocument) => PrintOutcome;
  readonly drawerPermission?: DrawerPermission;
  readonly settings?: CounterSettings;
  readonly flight?: FlightRecorder;
}

export const t0 = Date.UTC(2026, 10, 20, 4, 0, 0);

export function counterWorld(options: CounterOptions = {}): CounterWorld {
  const clock = options.clock ?? manualClock(t0);
  const chance = options.chance ?? steadyChance();
  const journal = options.journal ?? new SqliteJournal(':memory:', clock, chance);
  const gateway = scriptedGateway(clock);
  const paper: ReceiptDocument[] = [];
  let pulses = 0;
  const log: string[] = [];
  const lines: Log = { info: () => {}, warn: (sentence) => log.push(sentence) };
  const printer: ReceiptPrinter = {
    print(receipt, done) {
      paper.push(receipt);
      clock.after(0, () => done(options.printed?.(receipt) ?? { state: 'printed', how: 'confirmed' }));
    },
    openDrawer(done) {
      pulses += 1;
      clock.after(0, () => done({ state: 'opened', how: 'handed_over' }));
    },
    open: () => () => {},
  };
  const { drawerPermission = 'named' } = options;
  const ports = {
    clock,
    chance,
    journal,
    gateway,
    log: lines,
    printer,
    drawerPermission,
    ...(options.flight === undefined ? {} : { flight: options.flight }),
  };
  const terminal = terminalOn(ports, options.limits ?? seedLimits, options.settings);
  options.prepare?.(gateway, clock);
  terminal.start();
  const world: CounterWorld = {
    clock,
    gateway,
    terminal,
    journal,
    paper,
    log,
    view: () => terminal.view(),
    pulses: () => pulses,
    charge(amountMinor = 1280, orderId) {
      const amount = { minor: amountMinor, currency: 'CNY' };
      const started = terminal.startSale({ orderId: orderId ?? null, amount, differentCustomer: true });
      if (!started.ok) throw new Error(started.reason);
      const taken = terminal.scan({ text: freshCode(), source: 'serial' });
      if (!taken.ok) throw new Error(taken.reason);
      return taken.paymentRequestId;
    },
    restart(laterMs, prepare = () => {}) {
      terminal.close();
      return counterWorld({ ...options, clock: manualClock(clock.wallMs() + laterMs), journal, chance, prepare });
    },
  };
  return world;
}

function terminalOn(
  ports: ConstructorParameters<typeof Terminal>[0],
  limits: Limits,
  settings: CounterSettings | undefined,
): Terminal {
  const shop = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: true };
  const identity = { ...shop, currency: 'CNY', language: 'en', timeZone: 'Asia/Shanghai' };
  return new Terminal(ports, limits, identity, { ...shop, timeZone: identity.timeZone, language: 'en' }, settings);
}
