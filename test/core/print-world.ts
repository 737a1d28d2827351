import type { DeviceReport } from '../../main/contract/device-views.ts';
import { MemoryPrints } from '../../main/core/memory-prints.ts';
import {
  type Clock,
  type PrintJobs,
  type PrintOutcome,
  type ReceiptPrinter,
  StorageError,
} from '../../main/core/ports.ts';
import { PrintQueue } from '../../main/core/print-queue.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { Turns } from '../../main/core/turns.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

/** A print queue alone on virtual time, over papers that outlive its runs and a printer that does as it is told. */

export const fault: DeviceReport = { state: 'refused', fault: 'cover_open', place: 'lp0', detail: '' };
export const ready: DeviceReport = { state: 'ready', fault: '', place: 'lp0', detail: '' };

/** What becomes of a paper: `silent` until the run ends. */
export type Fate = PrintOutcome['state'] | 'silent';

/** One paper that was given to the printer. */
export interface Given {
  readonly name: string;
  readonly copy: boolean;
  readonly fate: Fate;
}

export interface PrintWorld {
  readonly clock: ManualClock;
  readonly queue: PrintQueue;
  readonly prints: MemoryPrints;
  /** Everything that was given to the printer in all runs. */
  readonly given: Given[];
  readonly log: string[];
  /** Fails every write while true. */
  readonly disk: { fails: boolean };
  /** As the commit of a step does: written down, then entered. */
  ask(name: string): number;
  /** The process dies here; another one starts on the same papers so much later. */
  restart(laterMs: number): PrintWorld;
}

export function documentNamed(name: string): ReceiptDocument {
  return { ...sampleReceipt('en'), barcode: name };
}

interface Rest {
  readonly prints: MemoryPrints;
  readonly given: Given[];
  readonly disk: { fails: boolean };
  readonly startMs: number;
}

/** `fateOf` decides with each paper; the printer takes 500 ms for it. */
export function printWorld(fateOf: (given: Omit<Given, 'fate'>) => Fate, rest?: Rest): PrintWorld {
  const clock = manualClock(rest?.startMs ?? 1_767_225_600_000);
  const prints = rest?.prints ?? new MemoryPrints();
  const given = rest?.given ?? [];
  const disk = rest?.disk ?? { fails: false };
  const log: string[] = [];
  const life = { isOver: false };
  const turns = new Turns(() => {});
  const written: PrintJobs = {
    write(jobs) {
      if (disk.fails) throw new StorageError('the disk does not write');
      prints.write(jobs);
    },
    unfinished: (most) => prints.unfinished(most),
    newest: (most) => prints.newest(most),
    lastId: () => prints.lastId(),
  };
  const queue = new PrintQueue(
    {
      clock: mortal(clock, life),
      journal: { prints: written },
      log: { info: () => {}, warn: (sentence) => log.push(sentence) },
      printer: printerOf(clock, life, fateOf, given),
    },
    (act) => turns.take(act),
  );
  turns.take(() => queue.start());
  return {
    clock,
    queue,
    prints,
    given,
    log,
    disk,
    ask(name) {
      const document = documentNamed(name);
      const amount = { minor: 1_280, currency: 'CNY' };
      const about = { kind: 'paid', paymentRequestId: name, refundRequestId: null, amount, copy: false } as const;
      const job = queue.draft({ ...about, document });
      prints.write([job]);
      turns.take(() => queue.enter([job]));
      return job.id;
    },
    restart(laterMs) {
      life.isOver = true;
      return printWorld(fateOf, { prints, given, disk, startMs: clock.wallMs() + laterMs });
    },
  };
}

/** Timers of a process that is dead do not run. */
function mortal(clock: ManualClock, life: { readonly isOver: boolean }): Clock {
  return { ...clock, after: (delayMs, act) => clock.after(delayMs, () => (life.isOver ? undefined : act())) };
}

function printerOf(
  clock: ManualClock,
  life: { readonly isOver: boolean },
  fateOf: (given: Omit<Given, 'fate'>) => Fate,
  given: Given[],
): ReceiptPrinter {
  return {
    print(receipt, done) {
      const paper = { name: receipt.barcode, copy: receipt.copy };
      const fate = fateOf(paper);
      given.push({ ...paper, fate });
      if (fate === 'silent') return;
      const outcome: PrintOutcome =
        fate === 'printed' ? { state: 'printed', how: 'confirmed' } : { state: fate, report: fault };
      clock.after(500, () => (life.isOver ? undefined : done(outcome)));
    },
    openDrawer: (done) => void clock.after(0, () => done({ state: 'opened', how: 'handed_over' })),
    open: () => () => {},
  };
}
