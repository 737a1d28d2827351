/** Looking through all payments: search, one page after the other. */

export const historyRequests = {} as const;
