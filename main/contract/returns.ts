/** The reversal tray and the back office: what is still to be given back, and who settles it. */

export const returnsRequests = {} as const;
