import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pagePolicy } from '../page-policy.ts';

/**
 * The page under `app://till/…`: an allow-list of the files that the build made, read once at the start, so that a
 * running till keeps its page even when an update replaces the files beneath it. Knows no Electron and no contract.
 */

/** Its origin; `app` is registered as a standard and secure scheme, so that `'self'` means it. */
export const pageOrigin = 'app://till';

export const pageAddress = `${pageOrigin}/index.html`;

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By path as it stands in an address: `/index.html`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Kinds of files a build of the page may hold; a file of another kind is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Everything under the folder, which may lie in an asar; null where no page has been built. */
export function readPageFiles(folder: string): PageFiles | null {
  if (!existsSync(join(folder, 'index.html'))) return null;
  return new Map(filesUnder(folder, ''));
}

function filesUnder(folder: string, path: string): readonly [string, PageFile][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly [string, PageFile][] => {
    const file = join(folder, entry.name);
    const address = `${path}/${encodeURIComponent(entry.name)}`;
    if (entry.isDirectory()) return filesUnder(file, address);
    const type = types[extname(entry.name)];
    if (type === undefined || !entry.isFile()) return [];
    return [[address, { type, bytes: new Uint8Array(readFileSync(file)) }]];
  });
}

/** A page of one file that is not on the disk. */
export function textFile(type: '.html' | '.css', text: string): PageFile {
  return { type: types[type] ?? 'text/plain', bytes: new TextEncoder().encode(text) };
}

/** True for every document that these files can be: our scheme and host, whatever the path. */
export function isOurPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin;
}

/** The answer to one request of the page. A path is compared as it was sent: never decoded, never a path on the disk. */
export function answerPage(files: PageFiles, { url, method }: { readonly url: string; readonly method: string }) {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: pagePolicy });
  const { pathname } = new URL(url);
  const file = isOurPage(url) ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
  if (file === undefined) return new Response('not found', { status: 404, headers: pagePolicy });
  return new Response(method === 'HEAD' ? null : file.bytes, { headers: { ...pagePolicy, 'content-type': file.type } });
}
