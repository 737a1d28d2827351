/** The flight recorder: what happened to a payment, to the millisecond, and the bundle for support. */

export const flightRequests = {} as const;
