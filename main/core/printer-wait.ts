import type { DeviceReport } from '../contract/device-views.ts';
import type { Clock } from './ports.ts';

/** The wait for a printer that took nothing: a little longer after each failure in a row, over once it reports ready. */

/** After one failure, two, …; the last one holds from then on. */
const retryAfterMs = [5_000, 10_000, 20_000, 30_000] as const;

/** A printer that says "ready" and fails at once is not tried more often than this. */
const soonestRetryMs = 1_000;

export class PrinterWait {
  readonly #clock: Clock;
  readonly #over: () => void;
  #running: { readonly sinceMs: number; readonly off: () => void } | null = null;
  /** In a row. */
  #failures = 0;
  #isReady = false;

  /** `over` is called when the printer may be tried again. */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
  }

  isOn(): boolean {
    return this.#running !== null;
  }

  /** It took nothing, once more. */
  begin(): void {
    const delayMs = retryAfterMs[Math.min(this.#failures, retryAfterMs.length - 1)] ?? soonestRetryMs;
    this.#failures += 1;
    this.#isReady = false;
    this.#run(delayMs, this.#clock.monotonicMs());
  }

  /** There is nothing to wait for any more, or it has worked. */
  end(): void {
    this.#running?.off();
    this.#running = null;
    this.#failures = 0;
  }

  /** True when it has just come back; a wait that runs is then over in a moment. */
  hears({ state }: DeviceReport): boolean {
    const isReady = state === 'ready' || state === 'attention';
    const isBack = isReady && !this.#isReady;
    this.#isReady = isReady;
    const running = this.#running;
    if (isBack && running !== null) {
      running.off();
      this.#run(Math.max(0, running.sinceMs + soonestRetryMs - this.#clock.monotonicMs()), running.sinceMs);
    }
    return isBack;
  }

  #run(delayMs: number, sinceMs: number): void {
    const off = this.#clock.after(delayMs, () => {
      this.#running = null;
      this.#over();
    });
    this.#running = { sinceMs, off };
  }
}
