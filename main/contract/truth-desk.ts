/** The truth desk: what became of a payment, asked with a number from the customer’s phone or paper. */

export const truthDeskRequests = {} as const;
