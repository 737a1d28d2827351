/**
 * The one queue. Everything – scan, answer, timer, cashier – takes its turn here, one at a time; whatever a turn
 * causes at once comes after it, never inside it.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #settled: () => void;
  #running = false;
  #closed = false;

  /** `settled` is called each time the queue has run empty. */
  constructor(settled: () => void) {
    this.#settled = settled;
  }

  take(turn: () => void): void {
    this.#waiting.push(turn);
    if (this.#running || this.#closed) return;
    this.#running = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined && !this.#closed; next = this.#waiting.shift()) next();
    } finally {
      this.#running = false;
    }
    if (!this.#closed) this.#settled();
  }

  /** No turn begins after this. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }
}
