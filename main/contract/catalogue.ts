/** The shop’s articles: what a product scan or a key adds to an order. */

export const catalogueRequests = {} as const;
