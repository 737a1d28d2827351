import type { DeviceReport } from '../contract/device-views.ts';
import type { Refused } from './answers.ts';
import { isNamedReason } from './closing.ts';
import type { Clock, DrawerOpening, DrawerOutcome, Journal, Log, ReceiptPrinter } from './ports.ts';
import { StorageError } from './ports.ts';

/**
 * Who may open the cash drawer, and the record of who did. Each wish is written down before the pulse, refused ones
 * too, and its outcome once. No payment opens the drawer, and no fault of it reaches one.
 */

/** `named`: whoever gives a name and a reason. */
export type DrawerPermission = 'anyone' | 'named' | 'never';

export type DrawerRefusal =
  | 'drawer_not_allowed'
  | 'name_and_reason_needed'
  | 'drawer_too_soon'
  | 'no_printer'
  | 'storage_failed'
  | 'drawer_failed'
  | 'drawer_unclear';

export type DrawerAnswer =
  | { readonly ok: true; readonly how: 'sensed' | 'handed_over' }
  | (Refused<DrawerRefusal> & { readonly report: DeviceReport | null });

/** The solenoid is made for short pulses: a second one follows a second later at the earliest. */
const spacingMs = 1_000;

/** Shown at most. */
const shownMax = 100;

export interface DrawerPorts {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'drawer'>;
  readonly log: Log;
  readonly printer: ReceiptPrinter | null;
}

export class Drawer {
  readonly #ports: DrawerPorts;
  readonly #permission: DrawerPermission;
  readonly #turn: (act: () => void) => void;
  #pulsedAtMs = Number.NEGATIVE_INFINITY;
  #isOpening = false;

  constructor(ports: DrawerPorts, permission: DrawerPermission, turn: (act: () => void) => void) {
    this.#ports = ports;
    this.#permission = permission;
    this.#turn = turn;
  }

  /** Answers exactly once, at once where it is refused. */
  open(by: string, why: string, answered: (answer: DrawerAnswer) => void): void {
    this.#turn(() => {
      const refused = this.#refusal(by, why);
      const id = this.#noted({ by, why, outcome: refused });
      if (id === null) answered({ ok: false, reason: 'storage_failed', report: null });
      else if (refused !== null) answered({ ok: false, reason: refused, report: null });
      else this.#pulse(id, answered);
    });
  }

  /** Newest first. Throws {@link StorageError}. */
  openings(): readonly DrawerOpening[] {
    return this.#ports.journal.drawer.newest(shownMax);
  }

  #refusal(by: string, why: string): DrawerRefusal | null {
    if (this.#permission === 'never') return 'drawer_not_allowed';
    if (this.#permission === 'named' && !isNamedReason(by, why)) return 'name_and_reason_needed';
    if (this.#ports.printer === null) return 'no_printer';
    const sinceMs = this.#ports.clock.monotonicMs() - this.#pulsedAtMs;
    return this.#isOpening || sinceMs < spacingMs ? 'drawer_too_soon' : null;
  }

  #pulse(id: number, answered: (answer: DrawerAnswer) => void): void {
    this.#pulsedAtMs = this.#ports.clock.monotonicMs();
    this.#isOpening = true;
    this.#ports.printer?.openDrawer((outcome) =>
      this.#turn(() => {
        this.#isOpening = false;
        // The solenoid rests from its end on.
        this.#pulsedAtMs = this.#ports.clock.monotonicMs();
        this.#written(() => this.#ports.journal.drawer.ended(id, outcomeName(outcome)));
        answered(answerOf(outcome));
      }),
    );
  }

  /** Its id, or null where it cannot be written: then the drawer stays shut, for nobody would know of it. */
  #noted(opening: Pick<DrawerOpening, 'by' | 'why' | 'outcome'>): number | null {
    const atMs = Math.round(this.#ports.clock.wallMs());
    return this.#written(() => this.#ports.journal.drawer.add({ ...opening, atMs }));
  }

  #written<Answer>(write: () => Answer): Answer | null {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#ports.log.warn('the record of the cash drawer cannot be written', { why: error.message });
      return null;
    }
  }
}

function outcomeName(outcome: DrawerOutcome): string {
  if (outcome.state === 'opened') return outcome.how === 'sensed' ? 'opened' : 'handed_over';
  return outcome.state;
}

function answerOf(outcome: DrawerOutcome): DrawerAnswer {
  if (outcome.state === 'opened') return { ok: true, how: outcome.how };
  const reason = outcome.state === 'failed' ? 'drawer_failed' : 'drawer_unclear';
  return { ok: false, reason, report: outcome.report };
}
