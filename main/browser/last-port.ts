import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The port at which a profile's page was served last. A browser keeps theme, language and volume for an address with
 * its port, so the next start takes the same one where it is free. It knows nothing of who listens there.
 */

const fileName = 'page-port';

/** 0, which is any free one, where none was kept. */
export function lastPort(folder: string): number {
  try {
    const port = Number(readFileSync(join(folder, fileName), 'utf8'));
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : 0;
  } catch {
    // The first start, or a file that cannot be read: any port will do.
    return 0;
  }
}

export function keepPort(folder: string, port: number): void {
  try {
    writeFileSync(join(folder, fileName), `${port}\n`, { mode: 0o600 });
  } catch {
    // It costs what the browser remembers for this address, and nothing else.
  }
}
