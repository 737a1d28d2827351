import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The page's files, read once at the start: a list of exact paths and their bytes. A request is looked up and nothing
 * of it ever becomes a file name, so no path can lead out of the folder. Knows no HTTP beyond two header values.
 */

export interface PageFile {
  readonly type: string;
  readonly cacheControl: string;
  readonly bytes: Buffer;
}

/** By request path as it stands on the wire, `/` included. */
export type PageFiles = ReadonlyMap<string, PageFile>;

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

/** Vite puts a hash of the content into every name below this folder. */
const hashedFolder = 'assets/';

/** All regular files below `folder` whose type we know; null when there is no page in it. */
export function readPageFiles(folder: string): PageFiles | null {
  const files = new Map<string, PageFile>();
  for (const path of pathsUnder(folder)) {
    const type = types[path.slice(path.lastIndexOf('.') + 1)];
    if (type === undefined) continue;
    const cacheControl = path.startsWith(hashedFolder) ? 'private, max-age=31536000, immutable' : 'no-store';
    files.set(`/${encodeURI(path)}`, { type, cacheControl, bytes: readFileSync(join(folder, path)) });
  }
  const index = files.get('/index.html');
  if (index === undefined) return null;
  return files.set('/', index);
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
