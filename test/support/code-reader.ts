import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An independent reader of barcodes and QR codes: `zbarimg`. */

/** False where it is not installed (Debian: zbar-tools). */
export const canReadCodes = spawnSync('zbarimg', ['--version']).error === undefined;

/** What it finds in each picture, as `QR-Code:1234`, several in one picture sorted; one process for all of them. */
export function readCodes(pictures: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, string> {
  const files = [...pictures].map(([name, picture], index) => {
    const file = join(folder, `code-${index}.${picture.toString('latin1', 0, 2) === 'P5' ? 'pgm' : 'png'}`);
    writeFileSync(file, picture);
    return { name, file };
  });
  // Ends with 4 when one of the pictures has no code: that is for the test to say.
  const { stdout } = spawnSync('zbarimg', ['--quiet', '--xml', ...files.map(({ file }) => file)], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const found = new Map<string, string>();
  for (const { name, file } of files) {
    const part = stdout.split(`<source href='${file}'>`)[1]?.split('</source>')[0] ?? '';
    const codes = [...part.matchAll(/<symbol type='([^']+)'[\s\S]*?<!\[CDATA\[([\s\S]*?)\]\]>/g)];
    found.set(
      name,
      codes
        .map(([, type, text]) => `${type}:${text}`)
        .toSorted()
        .join(' '),
    );
  }
  return found;
}

/** What it finds in one picture. */
export function readCode(picture: Buffer, folder: string): string {
  return readCodes(new Map([['one', picture]]), folder).get('one') ?? '';
}
