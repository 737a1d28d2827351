import type { Limits } from './limits.ts';
import type { Clock, Journal, Log } from './ports.ts';

/** Notices when the journal's disk has too little room for a new sale, and when there is room again. */
export class RoomWatch {
  readonly #ports: { readonly clock: Clock; readonly journal: Journal; readonly log: Log };
  readonly #limits: Limits;
  readonly #turn: (act: () => void) => void;
  #offTimer: (() => void) | null = null;

  /** `turn` runs a look in the terminal's queue, so that every screen hears of it. */
  constructor(
    ports: { readonly clock: Clock; readonly journal: Journal; readonly log: Log },
    limits: Limits,
    turn: (act: () => void) => void,
  ) {
    this.#ports = ports;
    this.#limits = limits;
    this.#turn = turn;
  }

  /** True while no new sale may start. */
  lacksRoom(): boolean {
    return !this.#ports.journal.hasRoom();
  }

  /** After each turn: where room is lacking, looks again by itself until there is enough. */
  look(): void {
    if (this.#offTimer !== null || !this.lacksRoom()) return;
    this.#ports.log.warn('the disk is nearly full: no new sales, what is open goes on');
    this.#lookLater();
  }

  close(): void {
    this.#offTimer?.();
    this.#offTimer = null;
  }

  #lookLater(): void {
    this.#offTimer = this.#ports.clock.after(this.#limits.roomProbeMs, () => {
      if (this.lacksRoom()) {
        this.#lookLater();
        return;
      }
      this.#offTimer = null;
      this.#ports.log.info('the disk has room again: sales go on');
      this.#turn(() => {});
    });
  }
}
