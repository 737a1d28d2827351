import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * What a program did to its disk, in one order, as the shim wrote it down: each operation is a line of JSON and, for
 * writes and marks, that many bytes after it. A mark is the program's own word on what it has told the world by then.
 */

export type Operation =
  /** `open` found the file there; it changes nothing and has no number. `n` is the operation's number, from 1. */
  | { readonly op: 'open' | 'create'; readonly n: number; readonly fd: number; readonly path: string }
  | { readonly op: 'write'; readonly n: number; readonly fd: number; readonly at: number; readonly data: Buffer }
  | { readonly op: 'truncate'; readonly n: number; readonly fd: number; readonly at: number }
  | { readonly op: 'sync'; readonly n: number; readonly fd: number }
  | { readonly op: 'unlink' | 'rmdir' | 'mkdir'; readonly n: number; readonly path: string }
  | { readonly op: 'rename' | 'link'; readonly n: number; readonly path: string; readonly to: string }
  | { readonly op: 'mark'; readonly n: 0; readonly data: Buffer };

/** Reads a trace; a last record that was cut off by the end of the program is left out. */
export function readTrace(path: string): readonly Operation[] {
  const whole = readFileSync(path);
  const operations: Operation[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = whole.indexOf(10, at);
    if (end < 0) break;
    const { bytes = 0, ...said } = JSON.parse(whole.toString('utf8', at, end)) as { bytes?: number };
    at = end + 1 + bytes;
    if (at > whole.length) break;
    operations.push({ n: 0, ...said, data: whole.subarray(end + 1, at) } as unknown as Operation);
  }
  return operations;
}

/** Says something into the trace of this program; does nothing when there is none. */
export function marker(): { mark(said: unknown): void; close(): void } {
  const path = process.env['IOT_MARKS'];
  if (path === undefined) return { mark: () => {}, close: () => {} };
  const fd = openSync(path, 'w');
  return {
    mark(said) {
      const line = Buffer.from(JSON.stringify(said));
      if (writeSync(fd, line) !== line.length) throw new Error('a mark was cut short');
    },
    close: () => closeSync(fd),
  };
}
