import type { TerminalView } from '../contract/views.ts';
import { paymentRequestIdOf } from './ids.ts';
import type { Limits } from './limits.ts';
import type { Chance, Clock, Gateway, Outcome } from './ports.ts';
import { type Distrust, distrust, gatewayNowMs, type Trust, taught, untested } from './trust.ts';

/**
 * Keeps what answers teach about keys and clocks, and while that stops sales asks the gateway for an id that never
 * existed: a well-signed "no such order" proves our key and brings its clock. Never asks before the first pay.
 */
export class TrustWatch {
  readonly #ports: { readonly clock: Clock; readonly chance: Chance; readonly gateway: Gateway };
  readonly #limits: Limits;
  readonly #terminalNumber: string;
  readonly #turn: (act: () => void) => void;
  #trust: Trust = untested;
  #gateway: TerminalView['gateway'] = 'unknown';
  #offTimer: (() => void) | null = null;
  #abandon: (() => void) | null = null;

  /** `turn` runs an answer in the terminal's queue. */
  constructor(
    ports: { readonly clock: Clock; readonly chance: Chance; readonly gateway: Gateway },
    limits: Limits,
    terminalNumber: string,
    turn: (act: () => void) => void,
  ) {
    this.#ports = ports;
    this.#limits = limits;
    this.#terminalNumber = terminalNumber;
    this.#turn = turn;
  }

  /** Any answer of the gateway. */
  heard(outcome: Outcome<string>): void {
    this.#gateway = outcome.signed ? 'reachable' : 'unreachable';
    this.#trust = taught(this.#trust, outcome, this.#ports.clock.monotonicMs());
    if (this.distrust() !== null) this.#askLater();
  }

  /** How the newest call ended. */
  gateway(): TerminalView['gateway'] {
    return this.#gateway;
  }

  /** Why no sale may start, or null. */
  distrust(): Distrust | null {
    return distrust(this.#trust, this.#now(), this.#limits);
  }

  /** The gateway's clock as well as we know it, milliseconds since 1970. */
  gatewayNowMs(): number {
    return gatewayNowMs(this.#trust, this.#now());
  }

  /** Asks now, unless a question is out already. */
  ask(): void {
    if (this.#abandon !== null) return;
    this.#offTimer?.();
    this.#offTimer = null;
    const paymentRequestId = paymentRequestIdOf({
      wallMs: this.#ports.clock.wallMs(),
      terminalNumber: this.#terminalNumber,
      amountMinor: 0,
      serial: 0,
      digits: this.#ports.chance.digits(6),
    });
    const amount = { minor: 0, currency: 'XXX' };
    this.#abandon = this.#ports.gateway.inquirePayment({ paymentRequestId, amount }, (outcome) =>
      this.#turn(() => {
        this.#abandon = null;
        this.heard(outcome);
      }),
    );
  }

  close(): void {
    this.#offTimer?.();
    this.#abandon?.();
  }

  #askLater(): void {
    if (this.#offTimer !== null || this.#abandon !== null) return;
    this.#offTimer = this.#ports.clock.after(this.#limits.trustProbeMs, () => {
      this.#offTimer = null;
      this.#turn(() => this.ask());
    });
  }

  #now(): { readonly wallMs: number; readonly monotonicMs: number } {
    return { wallMs: this.#ports.clock.wallMs(), monotonicMs: this.#ports.clock.monotonicMs() };
  }
}
