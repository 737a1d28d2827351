import * as z from 'zod/mini';
import { counterRequests } from './counter.ts';
import { amountMinorMax, orderContent } from './order-views.ts';
import { paymentView, terminalView, trainingView } from './views.ts';

/**
 * The part of the contract that a till's page cannot sell without: the requests of the counter and both events. It is
 * loaded before the first sale, and so knows nothing of any later screen; the whole table is in `contract.ts`.
 */

export const id = z.string().check(z.minLength(1), z.maxLength(64));
export const words = z.string().check(z.maxLength(256));
export const named = z.string().check(z.minLength(1), z.maxLength(64));
export const none = z.strictObject({});
export const amount = z.number().check(z.int(), z.gte(0), z.lte(amountMinorMax));

/** Refused with a reason word; the words for people are in `words/refusals.ts`. */
export const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });
export const done = z.strictObject({ ok: z.literal(true) });
export const found = z.strictObject({ ok: z.literal(true), payment: paymentView });

export const saleRequests = {
  ...counterRequests,
  /** Opens a sale that waits for a payment code. `orderId` null = the terminal makes one. */
  'sale.start': {
    args: z.strictObject({
      orderId: z.nullable(id),
      amountMinor: amount,
      differentCustomer: z.boolean(),
      order: z.optional(orderContent),
      /** A person has confirmed an amount above the manager's limit, or an unusual one. */
      confirmed: z.optional(z.boolean()),
      /**
       * The entry that the screen shows and sells: refused with `entry_changed` where it has become another one
       * meanwhile, such as by an article that was just scanned. Without it the sale is one beside the screens: refused
       * with `counter_in_use` where a cashier is entering an order, or has opened the sale of one.
       */
      entryVersion: z.optional(z.number().check(z.int(), z.gte(0))),
    }),
    result: z.union([z.strictObject({ ok: z.literal(true), orderId: z.string() }), refused]),
  },
  /** A payment code that did not come through a scanner of the terminal's own. */
  'sale.code': {
    args: z.strictObject({
      text: z.string().check(z.maxLength(512)),
      source: z.enum(['wedge', 'typed']),
      /** Of the open sale that it pays, and of no other: else it is refused with `counter_in_use`. */
      orderId: z.optional(id),
    }),
    result: z.union([z.strictObject({ ok: z.literal(true), paymentRequestId: z.string() }), refused]),
  },
  /** Before the scan: closes the sale. Afterwards: gives the payment up and takes it back. */
  'sale.stop': { args: none, result: z.union([done, refused]) },
  /** Clears the counter for the next customer. */
  'sale.clear': { args: none, result: z.union([done, refused]) },
  'payment.decide': {
    args: z.strictObject({ id, decision: z.enum(['keep', 'return']), by: named, why: words }),
    result: z.union([found, refused]),
  },
  'payment.reprint': { args: z.strictObject({ id }), result: z.union([done, refused]) },
  /** "Send now": everything that waits to be sent goes out. */
  'reversals.send': { args: none, result: done },
} as const;

export const events = {
  'terminal.changed': terminalView,
  'training.changed': trainingView,
} as const;
