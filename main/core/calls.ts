import { invariant, never } from './invariant.ts';
import type { Limits } from './limits.ts';
import type { Payment } from './payment-state.ts';
import type {
  Answered,
  CancelVerdict,
  Clock,
  Gateway,
  InquiryVerdict,
  Outcome,
  PayVerdict,
  RefundInquiryVerdict,
  RefundVerdict,
} from './ports.ts';
import type { Effect, PaymentEvent } from './step.ts';

/** The calls to the gateway that are open, and how an effect becomes one. Each answer comes back as an event. */

export type CallEffect = Exclude<Effect, { do: 'print' | 'print_refund' }>;

type HearAnswer = (paymentRequestId: string, outcome: Outcome<string>, event: PaymentEvent) => void;

export class Calls {
  readonly #gateway: Gateway;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #hear: HearAnswer;
  readonly #open = new Set<() => void>();
  /** Calls of which there is at most one at a time, by what they are about. */
  readonly #places = new Map<string, () => void>();

  constructor(gateway: Gateway, clock: Clock, limits: Limits, hear: HearAnswer) {
    this.#gateway = gateway;
    this.#clock = clock;
    this.#limits = limits;
    this.#hear = hear;
  }

  /** `paymentCode` is needed, and used, by a pay alone. */
  make(payment: Payment, effect: CallEffect, paymentCode: string): void {
    const { paymentRequestId: id, amount } = payment;
    switch (effect.do) {
      case 'pay':
        this.#pay(payment, paymentCode);
        return;
      case 'inquire':
        this.#track<InquiryVerdict>(
          (answered) => this.#gateway.inquirePayment({ paymentRequestId: id, amount }, answered),
          (outcome) => this.#hear(id, outcome, { kind: 'inquiry_answered', call: effect.call, outcome }),
        );
        return;
      case 'cancel':
        this.#track<CancelVerdict>(
          (answered) => this.#gateway.cancel({ paymentRequestId: id }, answered),
          (outcome) => this.#hear(id, outcome, { kind: 'cancel_answered', call: effect.call, outcome }),
          `cancel ${id}`,
        );
        return;
      case 'refund':
      case 'inquire_refund':
        this.#refund(payment, effect);
        return;
      case 'reset_pay':
        this.#places.get(`pay ${id}`)?.();
        return;
      default:
        never(effect);
    }
  }

  /** Destroys every open call; none is answered any more. */
  close(): void {
    for (const abandon of this.#open) abandon();
  }

  #pay(payment: Payment, paymentCode: string): void {
    const { paymentRequestId, orderId, amount, expiresAtMs, scannedAtMs: requestedAtMs } = payment;
    const sendBeforeMs = this.#clock.monotonicMs() + this.#limits.paySendWithinMs;
    const asked = { paymentRequestId, orderId, amount, paymentCode, expiresAtMs, requestedAtMs, sendBeforeMs };
    const request = payment.order === undefined ? asked : { ...asked, order: payment.order };
    this.#track<PayVerdict>(
      (answered) => this.#gateway.pay(request, answered),
      (outcome) => this.#hear(paymentRequestId, outcome, { kind: 'pay_answered', outcome }),
      `pay ${paymentRequestId}`,
    );
  }

  #refund(payment: Payment, effect: Extract<Effect, { do: 'refund' | 'inquire_refund' }>): void {
    const { paymentRequestId: id, paymentId } = payment;
    const { refundRequestId, call } = effect;
    const refund = payment.refunds.find((one) => one.refundRequestId === refundRequestId);
    invariant(refund !== undefined, `the refund ${refundRequestId} is written down before it is sent`);
    const amount = { minor: refund.amountMinor, currency: payment.amount.currency };
    if (effect.do === 'inquire_refund') {
      this.#track<RefundInquiryVerdict>(
        (answered) => this.#gateway.inquireRefund({ refundRequestId, amount }, answered),
        (outcome) => this.#hear(id, outcome, { kind: 'refund_inquiry_answered', call, refundRequestId, outcome }),
        `refund ${refundRequestId}`,
      );
      return;
    }
    invariant(paymentId !== null, `the refund ${refundRequestId} is sent only once the paymentId is known`);
    this.#track<RefundVerdict>(
      (answered) => this.#gateway.refund({ refundRequestId, paymentId, amount, why: refund.why }, answered),
      (outcome) => this.#hear(id, outcome, { kind: 'refund_answered', call, refundRequestId, outcome }),
      `refund ${refundRequestId}`,
    );
  }

  /** `place`: a call that is still on its way there is given up first. */
  #track<Verdict extends string>(
    start: (answered: Answered<Verdict>) => () => void,
    heard: (outcome: Outcome<Verdict>) => void,
    place: string | null = null,
  ): void {
    if (place !== null) this.#places.get(place)?.();
    const forget = (): void => {
      this.#open.delete(drop);
      if (place !== null && this.#places.get(place) === drop) this.#places.delete(place);
    };
    const abandon = start((outcome) => {
      forget();
      heard(outcome);
    });
    const drop = (): void => {
      forget();
      abandon();
    };
    this.#open.add(drop);
    if (place !== null) this.#places.set(place, drop);
  }
}
