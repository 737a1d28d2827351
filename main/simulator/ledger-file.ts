import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { enterRows, type Ledger, LedgerError, type LedgerRow } from './ledger.ts';

/**
 * The ledger as a file of JSON lines that survives `kill -9` and a power cut. One line is one write, all its rows or
 * none; each is on the disk before the write returns. Opening reads it back, drops a last line that was torn, and
 * writes the newest rows into a fresh file. It knows no rules of money.
 */

const minor = z.int().min(0);
const atMs = z.int();

const refundShape = z.strictObject({
  refundRequestId: z.string(),
  refundId: z.string(),
  amountMinor: minor,
  status: z.enum(['SUCCESS', 'PROCESSING', 'FAIL']),
  resultCode: z.string(),
  requestedAtMs: atMs,
  refundedAtMs: atMs.nullable(),
  dueAtMs: atMs.nullable(),
});

const orderShape = z.strictObject({
  paymentRequestId: z.string(),
  paymentId: z.string(),
  orderId: z.string(),
  status: z.enum(['PROCESSING', 'SUCCESS', 'FAIL', 'CANCELLED']),
  resultCode: z.string(),
  amountMinor: minor,
  currency: z.string(),
  chargedMinor: minor,
  returnedMinor: minor,
  wallet: z.string(),
  codeFingerprint: z.string(),
  settlementCurrency: z.string().nullable(),
  script: z.enum(['pin', 'third_inquiry', 'silent_pay', 'unclear_inquiry', 'silent_inquiry']).nullable(),
  inquiries: minor,
  createdAtMs: atMs,
  expiresAtMs: atMs,
  paidAtMs: atMs.nullable(),
  cancelledAtMs: atMs.nullable(),
  chargeAtMs: atMs.nullable(),
  refunds: z.array(refundShape),
});

const codeShape = z.strictObject({
  fingerprint: z.string(),
  wallet: z.string(),
  expiresAtMs: atMs,
  needsPin: z.boolean(),
  refuseWith: z.string().nullable(),
});

const lineShape: z.ZodType<LedgerRow[]> = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('order'), order: orderShape }),
    z.strictObject({
      kind: z.literal('wallet'),
      wallet: z.strictObject({ name: z.string(), balanceMinor: z.int().nullable() }),
    }),
    z.strictObject({ kind: z.literal('code'), code: codeShape }),
    z.strictObject({ kind: z.literal('forgotten'), fingerprint: z.string() }),
  ]),
);

export interface FileLedger extends Ledger {
  /** The torn last line that opening dropped: a write that never returned. Null when there was none. */
  readonly tornLine: string | null;
}

/**
 * Opens the ledger in `path`, or starts one. Throws {@link LedgerError} with a sentence for a person when the file
 * cannot be read or written, or is damaged anywhere but at its end. One opener at a time.
 */
export function fileLedger(path: string): FileLedger {
  const { newest, tornLine } = readBack(path);
  let file = rewrite(path, newest);
  /** Everything before it is whole lines. */
  let goodBytes = wholeLength(newest);
  let broken: string | null = null;

  function append(line: Buffer): void {
    try {
      writeAll(file, line);
      fsyncSync(file);
      goodBytes += line.length;
    } catch (error) {
      const why = reason(error);
      // Half a line in the middle of the file would damage it: back to the last whole one, or no more writing.
      try {
        ftruncateSync(file, goodBytes);
        fsyncSync(file);
      } catch (second) {
        broken = reason(second);
      }
      throw new LedgerError(`The simulator's ledger ${path} could not be written (${why}); nothing was executed.`);
    }
  }

  return {
    tornLine,
    rows: () => newest.values(),
    write(rows) {
      if (broken !== null) throw new LedgerError(`The simulator's ledger ${path} is closed after an error: ${broken}`);
      if (!isStill(path, file)) {
        throw new LedgerError(`The simulator's ledger ${path} was removed or opened by another program; start again.`);
      }
      append(lineOf(rows));
      enterRows(newest, rows);
    },
    clear() {
      closeSync(file);
      newest.clear();
      file = rewrite(path, newest);
      goodBytes = 0;
      broken = null;
    },
    close: () => closeSync(file),
  };
}

function readBack(path: string): { newest: Map<string, LedgerRow>; tornLine: string | null } {
  const newest = new Map<string, LedgerRow>();
  const lines = readLines(path);
  const tornLine = lines.pop() ?? '';
  lines.forEach((line, index) => {
    enterRows(newest, readLine(line, path, index + 1));
  });
  // The newline is the last byte of a write: without it the write never returned and nobody was told.
  return { newest, tornLine: tornLine === '' ? null : tornLine };
}

/** All lines; the last one is what follows the last newline. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new LedgerError(`The simulator's ledger ${path} cannot be read (${reason(error)}).`);
  }
}

function readLine(line: string, path: string, number: number): LedgerRow[] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    json = null;
  }
  const read = lineShape.safeParse(json);
  if (read.success) return read.data;
  throw new LedgerError(
    `The simulator's ledger ${path} is damaged in line ${number}. Move the file away to start with an empty one.`,
  );
}

/** Writes the newest rows into a new file, puts it in the place of the old one, and leaves it open for appending. */
function rewrite(path: string, newest: ReadonlyMap<string, LedgerRow>): number {
  const fresh = `${path}.new`;
  try {
    const file = openSync(fresh, 'w', 0o600);
    for (const row of newest.values()) writeAll(file, lineOf([row]));
    fsyncSync(file);
    renameSync(fresh, path);
    syncFolder(dirname(path));
    return file;
  } catch (error) {
    throw new LedgerError(`The simulator's ledger ${path} cannot be written (${reason(error)}).`);
  }
}

/** Opening puts a new file in the place of the old one: whoever still writes to the old one would write to nowhere. */
function isStill(path: string, file: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
}

/** A rename survives a power cut only once its folder is on the disk; Windows has no way to ask for it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function wholeLength(newest: ReadonlyMap<string, LedgerRow>): number {
  let bytes = 0;
  for (const row of newest.values()) bytes += lineOf([row]).length;
  return bytes;
}

function lineOf(rows: readonly LedgerRow[]): Buffer {
  return Buffer.from(`${JSON.stringify(rows)}\n`, 'utf8');
}

function writeAll(file: number, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
