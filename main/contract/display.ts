import * as z from 'zod/mini';

/** Requests about the customer's display, of those who look after the till. */
export const displayRequests = {
  /** `on`: nothing is shown to customers until it is called with false, as at the end of a shift. */
  'display.blank': {
    args: z.strictObject({ on: z.boolean() }),
    result: z.strictObject({ ok: z.literal(true) }),
  },
} as const;
