import type { DeviceReport } from '../contract/device-views.ts';
import type { PrinterView } from '../contract/print-views.ts';
import type { Done, Refused } from './answers.ts';
import { invariant } from './invariant.ts';
import type { PrintOutcome, ReceiptPrinter } from './ports.ts';
import { type Paper, PrintBook, type PrintQueuePorts, shownMax } from './print-book.ts';
import { jobsInShort, type PrintJob, printFault } from './print-job.ts';
import { PrinterWait } from './printer-wait.ts';
import { asCopy } from './receipt.ts';

/**
 * The papers on their way to the printer: one at a time, in the order in which they were asked for, each step written
 * down before it is taken. What surely did not leave is tried again; what may have left is asked of a person and never
 * printed again without an answer. It knows no payment, and no trouble of its own reaches one.
 */

/** Papers that may wait. A till makes a few a minute: more than this is a printer that nobody looks after. */
export const waitingMax = 200;
/** Questions that may stand; the oldest is given up first, and its paper can still be had as a copy. */
export const questionsMax = 100;
/** From the asking: whoever wanted the paper has left the counter by then. */
const giveUpAfterMs = 600_000;
/** A question holds up the papers behind it for so long: a half-printed one is best cleared away first. */
const holdMs = 30_000;

export type PrintRefusal = 'no_such_paper' | 'paper_not_open' | 'print_line_full';

export class PrintQueue {
  readonly #ports: PrintQueuePorts;
  readonly #turn: (act: () => void) => void;
  readonly #book: PrintBook;
  readonly #wait: PrinterWait;
  /** Ids of those that are queued, in order, and until when each is tried, monotonic. */
  readonly #line: number[] = [];
  readonly #untilMs = new Map<number, number>();
  readonly #putOff = new Set<number>();
  readonly #quiet: (() => void)[] = [];
  #sending: number | null = null;
  #holding: { readonly id: number; readonly off: () => void } | null = null;
  #ending = false;
  #view: PrinterView | null = null;

  /** `turn` lets an answer in between two turns of the terminal's queue. */
  constructor(ports: PrintQueuePorts, turn: (act: () => void) => void) {
    this.#ports = ports;
    this.#book = new PrintBook(ports);
    this.#turn = turn;
    this.#wait = new PrinterWait(ports.clock, () =>
      turn(() => {
        this.#view = null;
        this.#next();
      }),
    );
  }

  /** Takes up what the last run left: what may have been printed is asked, what is young enough is printed. */
  start(): void {
    const { clock } = this.#ports;
    for (const job of this.#book.read(waitingMax + questionsMax)) {
      const ageMs = Math.max(0, clock.wallMs() - job.askedAtMs);
      if (job.state === 'sending') {
        this.#move(job, { state: 'unknown', mayBeOut: true, fault: printFault('print_interrupted') });
      } else if (job.state === 'queued' && ageMs >= giveUpAfterMs) {
        this.#move(job, { state: 'failed', fault: job.fault ?? printFault('print_too_old') });
      } else if (job.state === 'queued') {
        this.#line.push(job.id);
        this.#untilMs.set(job.id, clock.monotonicMs() + giveUpAfterMs - ageMs);
      }
    }
    this.#view = null;
    this.#next();
  }

  /** A job that nobody has heard of yet; it becomes one with {@link enter}. */
  draft(paper: Paper): PrintJob {
    return this.#book.draft(paper);
  }

  /** Jobs that are written down, or could not be: they are printed when their turn comes. */
  enter(jobs: readonly PrintJob[]): void {
    for (const job of jobs) {
      this.#book.take(job);
      if (this.isFull()) {
        this.#move(job, { state: 'failed', fault: printFault('print_line_full') });
        continue;
      }
      this.#line.push(job.id);
      this.#untilMs.set(job.id, this.#ports.clock.monotonicMs() + giveUpAfterMs);
    }
    this.#view = null;
    this.#next();
  }

  /** Writes the job down and enters it: for papers that no payment's step asks for. */
  add(paper: Paper): Done | Refused<PrintRefusal> {
    if (this.isFull()) return { ok: false, reason: 'print_line_full' };
    const job = this.draft(paper);
    this.#book.write([job]);
    this.enter([job]);
    return { ok: true };
  }

  isFull(): boolean {
    return this.#line.length >= waitingMax;
  }

  /** A person has looked. A paper that did not come out is printed once more, as a copy: half of it may lie somewhere. */
  answer(id: number, came: boolean): Done | Refused<PrintRefusal> {
    const job = this.#book.get(id);
    if (job === undefined) return { ok: false, reason: 'no_such_paper' };
    if (job.state !== 'unknown') return { ok: false, reason: 'paper_not_open' };
    if (!came && this.isFull()) return { ok: false, reason: 'print_line_full' };
    if (came) this.#move(job, { state: 'printed', document: null });
    else this.#replace(job, printFault('print_not_out'));
    this.#release(id);
    return { ok: true };
  }

  /** The question stays; what waits behind it goes on. */
  later(id: number): Done | Refused<PrintRefusal> {
    if (this.#book.get(id)?.state !== 'unknown') return { ok: false, reason: 'paper_not_open' };
    this.#putOff.add(id);
    this.#view = null;
    this.#release(id);
    return { ok: true };
  }

  /** A failed one by a person's wish: as it was where nothing of it has left, else as a copy. */
  again(id: number): Done | Refused<PrintRefusal> {
    const job = this.#book.get(id);
    if (job === undefined) return { ok: false, reason: 'no_such_paper' };
    if (job.state !== 'failed' || job.document === null) return { ok: false, reason: 'paper_not_open' };
    if (this.isFull()) return { ok: false, reason: 'print_line_full' };
    this.#replace(job, job.fault);
    return { ok: true };
  }

  /** Nobody wants it any more. */
  drop(id: number): Done | Refused<PrintRefusal> {
    const job = this.#book.get(id);
    if (job === undefined) return { ok: false, reason: 'no_such_paper' };
    const isDroppable = job.state === 'queued' || (job.state === 'failed' && job.document !== null);
    if (!isDroppable) return { ok: false, reason: 'paper_not_open' };
    const place = this.#line.indexOf(id);
    if (place >= 0) this.#line.splice(place, 1);
    if (place === 0) this.#wait.end();
    this.#move(job, { state: 'failed', fault: printFault('print_dropped'), document: null });
    this.#next();
    return { ok: true };
  }

  /** The printer's newest report: once it works again nothing waits for the clock. */
  printerIs(report: DeviceReport): void {
    // There may have been none at all until now.
    if (this.#wait.hears(report) && !this.#wait.isOn()) this.#next();
  }

  /** Newest first. */
  list(): readonly PrintJob[] {
    return this.#book.all().toReversed().slice(0, shownMax);
  }

  view(): PrinterView {
    this.#view ??= this.#seen();
    return this.#view;
  }

  /** Begins no paper any more, and calls `act` once none is with the printer. */
  end(act: () => void): void {
    this.#ending = true;
    if (this.#sending === null) act();
    else this.#quiet.push(act);
  }

  close(): void {
    this.#ending = true;
    this.#holding?.off();
    this.#wait.end();
  }

  #seen(): PrinterView {
    const waiting = this.#line.length + (this.#sending === null ? 0 : 1);
    const isHeldUp = this.#holding !== null || this.#wait.isOn() || this.#ports.printer === null;
    const printing = waiting > 0 && !isHeldUp;
    return { waiting, printing, ...jobsInShort(this.#book.all(), this.#putOff) };
  }

  #next(): void {
    const { clock, printer } = this.#ports;
    if (printer === null || this.#ending) return;
    while (this.#sending === null && this.#holding === null && !this.#wait.isOn()) {
      const id = this.#line.shift();
      if (id === undefined) return;
      const job = this.#jobOf(id);
      if (clock.monotonicMs() >= (this.#untilMs.get(id) ?? 0)) {
        this.#giveUp(job);
        continue;
      }
      this.#send(job, printer);
    }
  }

  #send(job: PrintJob, printer: ReceiptPrinter): void {
    const { id, document } = job;
    invariant(document !== null, 'a paper that waits has something to say');
    this.#sending = id;
    const isWritten = this.#move(job, { state: 'sending', attempts: job.attempts + 1 });
    // The next start would find it queued and print it again: then one of the two must not pass for the first.
    const sent = isWritten ? document : asCopy(document);
    printer.print(sent, (outcome) => this.#turn(() => this.#ended(id, outcome)));
  }

  #ended(id: number, outcome: PrintOutcome): void {
    this.#sending = null;
    const job = this.#jobOf(id);
    if (outcome.state === 'printed') {
      this.#wait.end();
      this.#move(job, { state: 'printed', fault: null, document: null });
    } else {
      this.#ports.log.warn('a receipt did not print; the payment stands', { id, ...outcome.report });
      if (outcome.state === 'unknown') this.#ask(job, outcome.report);
      else this.#tryAgain(job, outcome.report);
    }
    this.#next();
    for (const act of this.#quiet.splice(0)) act();
  }

  #ask(job: PrintJob, fault: DeviceReport): void {
    this.#wait.end();
    this.#move(job, { state: 'unknown', mayBeOut: true, fault });
    const release = (): void => this.#turn(() => this.#release(job.id));
    if (!this.#ending) this.#holding = { id: job.id, off: this.#ports.clock.after(holdMs, release) };
    const questions = this.#book.all().filter(({ state }) => state === 'unknown');
    for (const old of questions.slice(0, -questionsMax)) this.#move(old, { state: 'failed' });
  }

  #tryAgain(job: PrintJob, fault: DeviceReport): void {
    const isLate = this.#ports.clock.monotonicMs() >= (this.#untilMs.get(job.id) ?? 0);
    // One that cannot be made would not be made in 10 minutes either, and holds up all others.
    if (isLate || fault.fault === 'receipt_not_made') {
      this.#giveUp({ ...job, fault });
      return;
    }
    this.#move(job, { state: 'queued', fault });
    this.#line.unshift(job.id);
    if (!this.#ending) this.#wait.begin();
    this.#view = null;
  }

  #giveUp(job: PrintJob): void {
    this.#wait.end();
    this.#move(job, { state: 'failed', fault: job.fault ?? printFault('print_too_old') });
  }

  /** The line goes on, if this question held it. */
  #release(id: number): void {
    if (this.#holding?.id === id) {
      this.#holding.off();
      this.#holding = null;
      this.#view = null;
    }
    this.#next();
  }

  /** The old job has nothing to say any more; what stood on it stands on the new one, behind everything that waits. */
  #replace(old: PrintJob, fault: DeviceReport | null): void {
    const { kind, paymentRequestId, refundRequestId, amount, document, mayBeOut } = old;
    invariant(document !== null, 'a paper that is printed again has something to say');
    const copy = old.copy || mayBeOut;
    const paper = { kind, paymentRequestId, refundRequestId, amount, copy };
    const fresh = this.draft({ ...paper, document: copy ? asCopy(document) : document });
    const ended: PrintJob = { ...old, state: 'failed', fault, document: null, movedAtMs: fresh.movedAtMs };
    this.#putOff.delete(old.id);
    this.#book.write([ended, fresh]);
    this.enter([fresh]);
  }

  #jobOf(id: number): PrintJob {
    const job = this.#book.get(id);
    invariant(job !== undefined, `paper ${id} waits and is not known`);
    return job;
  }

  /** Written down, then so. False = it is so in memory alone. */
  #move(job: PrintJob, change: Partial<PrintJob>): boolean {
    const isWritten = this.#book.move(job, change);
    if (change.state !== 'queued' && change.state !== 'sending') this.#untilMs.delete(job.id);
    if (change.state !== 'unknown') this.#putOff.delete(job.id);
    this.#view = null;
    return isWritten;
  }
}
