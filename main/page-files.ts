import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The page that `npm run build` made, in the asar too: its files, read once at the start, so that a running till keeps
 * its page even when an update replaces them; and what every answer says the page may do. A request is looked up and
 * nothing of it ever becomes a file name, so no path can lead out of the folder. Both shells serve exactly this.
 */

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By path as it stands in an address, `/` included. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** The page loads its own files, shows pictures it was given as data, and nothing from elsewhere runs in it. */
export const pagePolicy: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Kinds of files a page may have; a file of another kind is not served. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

/** All regular files below `folder` whose type we know; null when there is no page in it. */
export function readPageFiles(folder: string): PageFiles | null {
  const files = new Map<string, PageFile>();
  for (const path of pathsUnder(folder)) {
    const type = types[path.slice(path.lastIndexOf('.') + 1)];
    if (type === undefined) continue;
    files.set(`/${encodeURI(path)}`, { type, bytes: new Uint8Array(readFileSync(join(folder, path))) });
  }
  const index = files.get('/index.html');
  if (index === undefined) return null;
  return files.set('/', index);
}

/** The customer's page out of the same files: its document as `/` and what it loads, and not the till's document. */
export function customerFiles(files: PageFiles): PageFiles {
  const own = new Map([...files].filter(([path]) => !path.endsWith('.html') && path !== '/'));
  const page = files.get('/customer.html');
  return page === undefined ? own : own.set('/', page);
}

/** Relative, with `/` between the parts. A symbolic link is no regular file: it could lead out. */
function pathsUnder(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isFile()) return [entry.name];
      if (!entry.isDirectory()) return [];
      return pathsUnder(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A file of a page that is not on the disk. */
export function textFile(kind: 'html' | 'css', text: string): PageFile {
  return { type: types[kind] ?? 'text/plain', bytes: new TextEncoder().encode(text) };
}
