/** Requests about paper and the cash drawer. */
export const printingRequests = {} as const;
