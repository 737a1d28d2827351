import type { PrintJobs } from './ports.ts';
import type { PrintJob } from './print-job.ts';
import { isUnfinished } from './print-job.ts';

/** Papers that are kept in memory alone: where the journal was lost, and for whoever only plays at selling. */
export class MemoryPrints implements PrintJobs {
  readonly #most: number;
  /** In the order of their ids. */
  readonly #jobs = new Map<number, PrintJob>();

  /** Keeps at most `most`; the oldest are forgotten first. */
  constructor(most: number = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  write(jobs: readonly PrintJob[]): void {
    for (const job of jobs) this.#jobs.set(job.id, job);
    for (const id of this.#jobs.keys()) {
      if (this.#jobs.size <= this.#most) return;
      this.#jobs.delete(id);
    }
  }

  unfinished(most: number): readonly PrintJob[] {
    return [...this.#jobs.values()].filter(isUnfinished).slice(-most);
  }

  newest(most: number): readonly PrintJob[] {
    return [...this.#jobs.values()].slice(-most);
  }

  lastId(): number {
    return [...this.#jobs.keys()].at(-1) ?? 0;
  }
}
