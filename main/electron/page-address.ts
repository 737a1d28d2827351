import { type PageFiles, pagePolicy } from '../page-files.ts';

/**
 * The page under `app://till/…`: which documents are ours, and the answer to each request for one. Knows no Electron
 * and no contract.
 */

/** Its origin; `app` is registered as a standard and secure scheme, so that `'self'` means it. */
export const pageOrigin = 'app://till';

export const pageAddress = `${pageOrigin}/index.html`;

/** True for every document that these files can be: our scheme and host, whatever the path. */
export function isOurPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin;
}

/** The answer to one request of the page. A path is compared as it was sent: never decoded, never a path on the disk. */
export function answerPage(files: PageFiles, { url, method }: { readonly url: string; readonly method: string }) {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: pagePolicy });
  const { pathname } = new URL(url);
  const file = isOurPage(url) ? files.get(pathname) : undefined;
  if (file === undefined) return new Response('not found', { status: 404, headers: pagePolicy });
  return new Response(method === 'HEAD' ? null : file.bytes, { headers: { ...pagePolicy, 'content-type': file.type } });
}
