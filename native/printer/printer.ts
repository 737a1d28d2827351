import { type DeviceReport, noDevice } from '../../main/contract/device-views.ts';
import type { Clock, DrawerOutcome, PrintOutcome, ReceiptPrinter } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { cableOf } from './cables.ts';
import { codeOf, reportOf, type Trouble } from './connection.ts';
import { pulseDrawer } from './drawer.ts';
import { receiptBytes } from './encode.ts';
import { printJob } from './job.ts';
import { type PrinterProfile, profileNamed, type Way, withScript } from './profile.ts';
import type { PrinterSettings, PrintingSettings } from './settings.ts';
import { type PrintedReceipt, type SimulatedMechanics, SimulatedPrinter } from './simulated.ts';
import type { PrinterAct } from './simulated-mechanics.ts';
import { nothingKnown } from './status.ts';
import { type Line, newHabits, talkOver } from './talk.ts';
import { PrinterWatch } from './watch.ts';

export { type PrinterSettings, type PrintingSettings, printerFromText, printerSettings } from './settings.ts';

/**
 * The `ReceiptPrinter` port for one printer: one job, one pulse or one look at a time. It knows who is next; the bytes
 * are made in `encode`, taken to paper by `job`, and carried by a cable. It has no waiting line – the core's queue
 * waits – and sends nothing twice: a second paper is a person's decision.
 */

/** A printer with what only some have. */
export interface DevicePrinter extends ReceiptPrinter {
  /** As `print`, in its own characters beyond Latin or not at all: for a page by which a person judges them. */
  printInOwnWriting: ReceiptPrinter['print'];
  /** Only when a person asks for it: DLE ENQ 2 – the printer forgets what is half printed and begins anew. */
  recover(answered: (report: DeviceReport) => void): void;
  /** What a simulated printer has printed, newest last, at most 20; empty for a real one. */
  printed(): readonly PrintedReceipt[];
  /** What a person does to a simulated printer; false = this one is real. */
  act(act: PrinterAct): Promise<boolean>;
  /** How a simulated printer is; null where this one is real. */
  mechanics(): SimulatedMechanics | null;
  /** Waits for what is under way; nothing is printed afterwards. */
  close(): Promise<void>;
}

/** A drawer is not opened for somebody who has turned away meanwhile. */
const drawerWaitsMs = 5_000;
/** Pulses closer together than this harm the solenoid. */
const betweenPulsesMs = 1_000;
const closeWithinMs = 1_000;

/** The printer that `settings` describe; nothing is opened before it is used or {@link ReceiptPrinter.open} is called. */
export function createPrinter(settings: PrinterSettings, clock: Clock): DevicePrinter {
  if (settings.kind === 'none') return refusing({ fault: 'no_printer', detail: '' });
  const chosen = profileNamed(settings.profile);
  return chosen.ok
    ? new OnePrinter(settings, withScript(chosen.profile, settings.script), clock)
    : refusing({ fault: 'receipt_not_made', detail: chosen.why });
}

class OnePrinter implements DevicePrinter {
  readonly #settings: PrintingSettings;
  readonly #profile: PrinterProfile;
  readonly #line: Line;
  readonly #simulated: SimulatedPrinter | null;
  readonly #watch: PrinterWatch;
  readonly #nextId: () => string;
  /** Ends when the cable is free. */
  #tail: Promise<void> = Promise.resolve();
  #isPrinting = false;
  #isPulsing = false;
  #isClosed = false;
  #pulsedAtMs = Number.NEGATIVE_INFINITY;

  constructor(settings: PrintingSettings, profile: PrinterProfile, clock: Clock) {
    this.#settings = settings;
    this.#profile = profile;
    this.#simulated = settings.kind === 'simulated' ? new SimulatedPrinter(profile, settings.paper, clock) : null;
    const cable = settings.kind === 'simulated' ? this.#simulated?.cable() : cableOf(settings, clock);
    if (cable === undefined) throw new Error('a simulated printer has a cable');
    this.#line = { cable, clock, habits: newHabits() };
    const openLevel = settings.drawer?.openLevel ?? null;
    this.#watch = new PrinterWatch(this.#line, { profile, openLevel, looks: settings.kind !== 'file' }, (act) =>
      this.#turn(act),
    );
    this.#nextId = processIds(clock);
  }

  print(receipt: ReceiptDocument, done: (outcome: PrintOutcome) => void): void {
    this.#accept(receipt, this.#profile.script.default, done);
  }

  printInOwnWriting(receipt: ReceiptDocument, done: (outcome: PrintOutcome) => void): void {
    this.#accept(receipt, 'own', done);
  }

  #accept(receipt: ReceiptDocument, writing: Way | 'own', done: (outcome: PrintOutcome) => void): void {
    if (this.#isPrinting || this.#isClosed) {
      const report = this.#report({ fault: 'printer_busy', detail: '' });
      queueMicrotask(() => done({ state: 'failed', report }));
      return;
    }
    this.#isPrinting = true;
    void this.#print(receipt, writing)
      // Our own mistake, told to the cashier like any other fault: a sale is never stopped by its receipt.
      .catch((cause: unknown): PrintOutcome => {
        const report = this.#report({ fault: 'receipt_not_made', detail: codeOf(cause) });
        return { state: 'failed', report };
      })
      .then((outcome) => this.#printed(outcome, done));
  }

  #printed(outcome: PrintOutcome, done: (outcome: PrintOutcome) => void): void {
    this.#isPrinting = false;
    done(outcome);
  }

  async #print(receipt: ReceiptDocument, writing: Way | 'own'): Promise<PrintOutcome> {
    const script = writing === 'own' ? 'native' : writing;
    const encoded = await receiptBytes(receipt, this.#profile, this.#settings.paper, script);
    if (!encoded.ok) {
      return { state: 'failed', report: this.#report({ fault: 'receipt_not_made', detail: encoded.why }) };
    }
    if (writing === 'own' && encoded.way === 'raster')
      return { state: 'failed', report: this.#report({ fault: 'no_own_writing', detail: '' }) };
    const { bytes } = encoded;
    this.#simulated?.expect(receipt, bytes);
    const processId = this.#profile.processId ? this.#nextId() : null;
    return this.#turn(async () => {
      // Another printer may be in its place by now, and prints it.
      if (this.#isClosed) return { state: 'failed', report: this.#report({ fault: 'printer_busy', detail: '' }) };
      const { outcome, facts } = await printJob({ bytes, processId }, this.#line);
      if (outcome.state === 'printed') this.#watch.learned(null, facts);
      else this.#watch.reported(outcome.report, facts);
      return outcome;
    });
  }

  openDrawer(done: (outcome: DrawerOutcome) => void): void {
    const { drawer = null } = this.#settings;
    const refuse = (fault: Trouble['fault']): void => {
      const report = this.#report({ fault, detail: '' });
      queueMicrotask(() => done({ state: 'failed', report }));
    };
    if (drawer === null) {
      refuse('no_drawer');
      return;
    }
    const { clock } = this.#line;
    const isTooSoon = clock.monotonicMs() - this.#pulsedAtMs < betweenPulsesMs;
    if (this.#isPulsing || isTooSoon) {
      refuse('drawer_too_soon');
      return;
    }
    this.#isPulsing = true;
    let hasWaitedTooLong = this.#isClosed;
    const stopWaiting = clock.after(drawerWaitsMs, () => {
      hasWaitedTooLong = true;
    });
    const pulsed = this.#turn(async (): Promise<DrawerOutcome> => {
      stopWaiting();
      if (hasWaitedTooLong) return { state: 'failed', report: this.#report({ fault: 'printer_busy', detail: '' }) };
      return pulseDrawer(drawer, this.#profile.drawer, this.#line);
    });
    void pulsed.then((outcome) => this.#pulsed(outcome, done));
  }

  #pulsed(outcome: DrawerOutcome, done: (outcome: DrawerOutcome) => void): void {
    this.#isPulsing = false;
    if (outcome.state !== 'failed') this.#pulsedAtMs = this.#line.clock.monotonicMs();
    this.#watch.drawerReported(outcome);
    done(outcome);
  }

  open(listen: { changed(printer: DeviceReport, drawer: DeviceReport): void }): () => void {
    return this.#watch.start(listen.changed.bind(listen));
  }

  recover(answered: (report: DeviceReport) => void): void {
    const recovered = this.#turn(async () => {
      const talking = await talkOver(this.#line);
      if (!talking.ok) return this.#watch.learned(talking.trouble, nothingKnown);
      await talking.talk.write(Uint8Array.of(0x10, 0x05, 0x02));
      await talking.talk.close(closeWithinMs);
      return this.#watch.lookNow();
    });
    void recovered.then(answered);
  }

  printed(): readonly PrintedReceipt[] {
    return this.#simulated?.printed() ?? [];
  }

  async act(act: PrinterAct): Promise<boolean> {
    await this.#simulated?.act(act);
    this.#watch.soon();
    return this.#simulated !== null;
  }

  mechanics(): SimulatedMechanics | null {
    return this.#simulated?.mechanics() ?? null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#watch.stop();
    await this.#tail;
    await this.#simulated?.close();
  }

  /** Runs `act` when the cable is free; a look that is under way gives way. `act` must not reject. */
  #turn<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#watch.giveWay();
    const result = this.#tail.then(act);
    this.#tail = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  #report(trouble: Trouble): DeviceReport {
    return reportOf(trouble, this.#line.cable.place);
  }
}

/** Four characters, 21h to 7Eh; they come again after 78 million jobs. */
function processIds(clock: Clock): () => string {
  let next = Math.floor(clock.wallMs());
  return () => {
    next += 1;
    return [94 ** 3, 94 ** 2, 94, 1].map((unit) => String.fromCharCode(0x21 + (Math.floor(next / unit) % 94))).join('');
  };
}

/** For whoever has no printer that works: every call is answered, with why. */
function refusing(trouble: Trouble): DevicePrinter {
  const report = reportOf(trouble, '');
  const print: ReceiptPrinter['print'] = (_receipt, done) => queueMicrotask(() => done({ state: 'failed', report }));
  return {
    print,
    printInOwnWriting: print,
    openDrawer: (done) => queueMicrotask(() => done({ state: 'failed', report })),
    open(listen) {
      listen.changed(report, noDevice);
      return () => {};
    },
    recover: (answered) => queueMicrotask(() => answered(report)),
    printed: () => [],
    act: async () => false,
    mechanics: () => null,
    close: async () => {},
  };
}
