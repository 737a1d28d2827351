import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join } from 'node:path';

/** What runs here: this program's version and that of what is below it. */

export interface Program {
  readonly name: string;
  readonly version: string;
  readonly node: string;
  /** Null where this is no Electron. */
  readonly electron: string | null;
  readonly chrome: string | null;
  readonly platform: string;
  readonly osRelease: string;
  readonly arch: string;
}

const name = 'truetill';

export function program(): Program {
  const { node, electron = null, chrome = null } = process.versions;
  const { platform, arch } = process;
  return {
    name,
    version: ownVersion(import.meta.dirname),
    node,
    electron,
    chrome,
    platform,
    osRelease: release(),
    arch,
  };
}

/** Above this file as a source, and above the bundle in `out`, in the asar too. */
function ownVersion(folder: string): string {
  const above = dirname(folder);
  try {
    const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown; version?: unknown };
    if (own.name === name) return String(own.version);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return above === folder ? 'unknown' : ownVersion(above);
}
