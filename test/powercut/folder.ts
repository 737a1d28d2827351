import { mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from './disk.ts';

/** A folder as an image of a disk, there and back. */

/** Every file under the folder, by path; the bytes are the caller's. */
export function filesIn(folder: string): Image {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]));
}

/** Empties the folder and puts there what the image has, each file under the name that `nameOf` gives its path. */
export function layOut(image: Image, folder: string, nameOf: (path: string) => string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) rmSync(join(folder, entry.name), { recursive: true });
    else unlinkSync(join(folder, entry.name));
  }
  for (const [path, bytes] of image) {
    const target = join(folder, nameOf(path));
    if (dirname(target) !== folder) mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}
