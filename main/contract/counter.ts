/** The counter before the scan: the amount as it is entered, and how this till takes payments. */

export const counterRequests = {} as const;
