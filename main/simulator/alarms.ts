import type { Clock } from '../core/ports.ts';
import type { Order } from './ledger.ts';

/**
 * One timer per order that will change by itself. It knows when, not what.
 */

/** Timers never wait longer, so that a wall clock that was put forward is noticed. */
const longestWaitMs = 3_600_000;

export interface Alarms {
  /** Sets the order's timer, in place of an earlier one. Not before `leastMs` from now. */
  arm(order: Order, leastMs?: number): void;
  allOff(): void;
}

/**
 * `dueMs` says when an order changes next, in machine time, or null; `ring` is called then, or earlier. At most one
 * timer per order, and none for an order that is at rest.
 */
export function createAlarms(
  clock: Clock,
  dueMs: (order: Order) => number | null,
  ring: (paymentRequestId: string) => void,
): Alarms {
  const timers = new Map<string, () => void>();
  return {
    arm(order, leastMs = 0) {
      const { paymentRequestId } = order;
      timers.get(paymentRequestId)?.();
      timers.delete(paymentRequestId);
      const due = dueMs(order);
      if (due === null) return;
      const waitMs = Math.min(Math.max(due - clock.wallMs(), leastMs), longestWaitMs);
      const off = clock.after(waitMs, () => {
        timers.delete(paymentRequestId);
        ring(paymentRequestId);
      });
      timers.set(paymentRequestId, off);
    },
    allOff() {
      for (const off of timers.values()) off();
      timers.clear();
    },
  };
}
