import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The shim under a program's disk calls, built when it is missing or older than its source, and the environment in
 * which a program runs over it. Knows how to ask for trouble; `shim.c` makes it.
 */

export type Shim = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string };

export interface UnderShim {
  /** Files whose real path begins so are watched; usually a folder. */
  readonly under: string;
  /** A new file for the trace; see trace.ts. One program to a trace. */
  readonly trace?: string;
  /** SIGKILL just before or just after the operation of this number, from 1. */
  readonly kill?: { readonly when: 'before' | 'after'; readonly operation: number };
  /**
   * Calls that fail, counted from 1 over the files under `failUnder`: `KIND#FROM[-[TO]]=WHAT`. `fsync#3=EIO` is the
   * third only, `write#5-=ENOSPC` all from the fifth on, `write#2-4=EIO` three of them.
   * KIND is open, create, read, write, truncate, fsync (fdatasync too, and folders), unlink, rename, link or mkdir.
   * WHAT is an error's name; `short` or `short:ENOSPC`: half is written, then EIO or ENOSPC; `slow:1500`: done after
   * so many milliseconds; `lies`: write, truncate and fsync say that they have done it and have not.
   */
  readonly fail?: readonly string[];
  /** `under` unless given: a longer path counts the calls of one file (and those whose name begins so) alone. */
  readonly failUnder?: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const sources = ['shim.c', 'shim.h'].map((name) => join(here, name));
const cache = join(here, '..', '..', '.cache', 'powercut');

/** Builds the shim if need be. Takes about a second then, nothing later. */
export function shim(): Shim {
  if (process.platform !== 'linux') return { ok: false, why: 'only Linux has LD_PRELOAD and /proc' };
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const path = join(cache, `shim-${process.arch}-${hash.digest('hex').slice(0, 16)}.so`);
  if (existsSync(path)) return { ok: true, path };
  mkdirSync(cache, { recursive: true });
  // Whole or not at all: others may build it at the same time.
  const draft = `${path}.${process.pid}`;
  const flags = ['-O2', '-Wall', '-Wextra', '-shared', '-fPIC', '-o', draft];
  const built = spawnSync('cc', [...flags, join(here, 'shim.c'), '-ldl', '-lpthread'], { encoding: 'utf8' });
  if (built.error !== undefined) return { ok: false, why: `no C compiler: ${built.error.message}` };
  if (built.status !== 0) return { ok: false, why: `cc refuses the shim: ${built.stderr.trim()}` };
  renameSync(draft, path);
  return { ok: true, path };
}

/** What a child needs in its environment, on top of its own, to run over the shim. Throws where there is none. */
export function underShim(asked: UnderShim): Readonly<Record<string, string>> {
  const built = shim();
  if (!built.ok) throw new Error(`no shim: ${built.why}`);
  const { under, trace, kill, fail = [], failUnder } = asked;
  if (existsSync(under) && realpathSync(under) !== under) throw new Error(`${under} is behind a symbolic link`);
  return {
    LD_PRELOAD: built.path,
    // libuv would hand file calls to the kernel past every library.
    UV_USE_IO_URING: '0',
    IOT_UNDER: under,
    ...(trace === undefined ? {} : { IOT_TRACE: trace, IOT_MARKS: `${trace}.marks` }),
    ...(kill === undefined ? {} : { IOT_KILL: `${kill.when}:${kill.operation}` }),
    ...(fail.length === 0 ? {} : { IOT_FAIL: fail.join(';') }),
    ...(failUnder === undefined ? {} : { IOT_FAIL_UNDER: failUnder }),
  };
}
