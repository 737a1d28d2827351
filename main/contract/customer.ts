import * as z from 'zod/mini';
import { customerLanguages, customerStates } from './words/customer.ts';

/**
 * The contract of the customer's screen, and all of it: one view, asked for or told. A page that is held to it cannot
 * ask for a sale, because there is no such request. No view ever carries a code, an id, or which wallet it is.
 */

export const customerView = z.strictObject({
  state: z.enum(customerStates),
  /** As people know the shop. */
  shopName: z.string().check(z.maxLength(256)),
  /** Whole minor units; null where no amount is shown. */
  amountMinor: z.nullable(z.number().check(z.int(), z.gte(0))),
  /** ISO 4217, such as CNY. */
  currency: z.string().check(z.maxLength(3)),
  /** Of the currency: 2 for CNY, 0 for JPY. */
  decimals: z.number().check(z.int(), z.gte(0), z.lte(4)),
  training: z.boolean(),
  /** The customer's, which need not be the cashier's. */
  language: z.enum(customerLanguages),
});

export type CustomerView = z.infer<typeof customerView>;

export const customerContract = {
  requests: { 'customer.view': { args: z.strictObject({}), result: customerView } },
  events: { 'customer.changed': customerView },
} as const;
