import { type PageFiles, pagePolicy } from '../page-files.ts';

/**
 * The pages, `app://till/…` and `app://customer/…`: which documents are ours, and the answer to each request for one.
 * Two origins, so that neither page can reach into the other. Knows no Electron and no contract.
 */

/** Its origin; `app` is registered as a standard and secure scheme, so that `'self'` means it. */
export const pageOrigin = 'app://till';

export const pageAddress = `${pageOrigin}/index.html`;

/** The customer's page. */
export const customerOrigin = 'app://customer';

export const customerAddress = `${customerOrigin}/`;

/** True for every document that the till's files can be: our scheme and host, whatever the path. */
export const isOurPage = (address: string): boolean => isOf(pageOrigin, address);

/** The same of the customer's. */
export const isCustomerPage = (address: string): boolean => isOf(customerOrigin, address);

function isOf(origin: string, address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && `${url.protocol}//${url.host}` === origin;
}

interface Asked {
  readonly url: string;
  readonly method: string;
}

/**
 * The answer to one request of a page, the till's unless `isOurs` says which. A path is compared as it was sent: never
 * decoded, never a path on the disk.
 */
export function answerPage(files: PageFiles, { url, method }: Asked, isOurs = isOurPage) {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: pagePolicy });
  const { pathname } = new URL(url);
  const file = isOurs(url) ? files.get(pathname) : undefined;
  if (file === undefined) return new Response('not found', { status: 404, headers: pagePolicy });
  return new Response(method === 'HEAD' ? null : file.bytes, { headers: { ...pagePolicy, 'content-type': file.type } });
}
