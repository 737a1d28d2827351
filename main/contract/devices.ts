/** Requests of setting up devices and looking after them. */
export const deviceRequests = {} as const;
