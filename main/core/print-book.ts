import type { FlightRecorder } from './flight-recorder.ts';
import { type Clock, type Journal, type Log, type PrintJobs, type ReceiptPrinter, StorageError } from './ports.ts';
import type { PrintJob } from './print-job.ts';

/**
 * The print jobs of this run as they are, each change written down before it is so. What is over is kept while it is
 * among the newest. A disk that fails holds up no paper: the book goes on in memory and says so once.
 */

/** Kept and shown at most, beside those that are not over. */
export const shownMax = 50;

/** What a new paper is about; the rest the book knows. */
export type Paper = Pick<PrintJob, 'kind' | 'paymentRequestId' | 'refundRequestId' | 'amount' | 'copy' | 'document'>;

export interface PrintQueuePorts {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'prints'>;
  readonly log: Log;
  /** The one in use at that moment; null = none is set up, and nothing is queued. */
  readonly printer: ReceiptPrinter | null;
  /** Sees what becomes of papers; nothing waits for it. */
  readonly flight?: FlightRecorder;
}

type BookPorts = Omit<PrintQueuePorts, 'printer'>;

export class PrintBook {
  readonly #ports: BookPorts;
  /** In the order of their ids. */
  readonly #jobs = new Map<number, PrintJob>();
  #newestId = 0;
  #writes = true;

  constructor(ports: BookPorts) {
    this.#ports = ports;
  }

  /** What the last run left; of those that are not over at most `most`. */
  read(most: number): readonly PrintJob[] {
    this.#newestId = this.#asked((prints) => prints.lastId()) ?? 0;
    const newest = this.#asked((prints) => prints.newest(shownMax)) ?? [];
    const unfinished = this.#asked((prints) => prints.unfinished(most)) ?? [];
    const known = new Map([...newest, ...unfinished].map((job) => [job.id, job]));
    for (const job of [...known.values()].toSorted((one, other) => one.id - other.id)) this.#jobs.set(job.id, job);
    return unfinished;
  }

  get(id: number): PrintJob | undefined {
    return this.#jobs.get(id);
  }

  /** Oldest first. */
  all(): readonly PrintJob[] {
    return [...this.#jobs.values()];
  }

  /** A job that nobody has heard of yet. */
  draft(paper: Paper): PrintJob {
    this.#newestId += 1;
    const nowMs = Math.round(this.#ports.clock.wallMs());
    const fresh = { state: 'queued', attempts: 0, mayBeOut: false, fault: null } as const;
    return { ...paper, ...fresh, id: this.#newestId, askedAtMs: nowMs, movedAtMs: nowMs };
  }

  /** One that is written down already, or could not be. */
  take(job: PrintJob): void {
    this.#jobs.set(job.id, job);
    this.#forgetOld();
  }

  /** False = it is so in memory alone. */
  move(job: PrintJob, change: Partial<PrintJob>): boolean {
    return this.write([{ ...job, ...change, movedAtMs: Math.round(this.#ports.clock.wallMs()) }]);
  }

  /** All of them, or none on the disk; in memory all in any case. */
  write(jobs: readonly PrintJob[]): boolean {
    const isWritten = this.#asked((prints) => {
      prints.write(jobs);
      return true;
    });
    for (const job of jobs) this.#jobs.set(job.id, job);
    this.#ports.flight?.papers(jobs);
    this.#forgetOld();
    return isWritten ?? false;
  }

  #forgetOld(): void {
    let excess = this.#jobs.size - shownMax;
    for (const { id, state } of this.#jobs.values()) {
      if (excess <= 0) return;
      excess -= 1;
      if (state === 'printed' || state === 'failed') this.#jobs.delete(id);
    }
  }

  #asked<Answer>(ask: (prints: PrintJobs) => Answer): Answer | null {
    try {
      const answer = ask(this.#ports.journal.prints);
      this.#writes = true;
      return answer;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const why = error.message;
      if (this.#writes) this.#ports.log.warn('papers cannot be written down; they go on from memory', { why });
      this.#writes = false;
      return null;
    }
  }
}
