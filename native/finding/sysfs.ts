import { readdir, readFile } from 'node:fs/promises';

/** Reading the kernel's folders of devices: what has vanished, or may not be read, is empty. */

/** The names in a folder, sorted; none where there is no such folder. Rejects on a fault of the disk itself. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** What the file of the kernel says, without its line end; '' where it says nothing. */
export async function textOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    // A device may be pulled between two reads, and some of these files answer with an I/O error then.
    if (isAbsent(error) || codeOf(error) === 'EIO') return '';
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return /^(ENOENT|ENOTDIR|ENODEV|ENXIO|EACCES)$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
