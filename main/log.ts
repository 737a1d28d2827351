import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from './core/ports.ts';

/**
 * One JSON line per event in the profile's `log` folder, bounded: a file of 8 MB becomes `.1`, three are kept.
 * Payment codes and keys never get here; a number that looks like a payment code is masked all the same. A log that
 * can no longer be written, as on a full disk, stops nothing: it is said once on stderr.
 */

const fileBytesMax = 8 * 1024 * 1024;
const filesKept = 3;

/** Folder or file cannot be written; `code` is the system's, such as EACCES. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly folder: string;
  readonly code: string;
  constructor(folder: string, cause: unknown) {
    super(`the log in ${folder} cannot be written`, { cause });
    this.folder = folder;
    this.code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  }
}

/** Log lines go to `folder/truetill.log`; a missing folder is made. Throws {@link LogUnavailable}. */
export function openLog(folder: string): Log & { close(): void } {
  const file = join(folder, 'truetill.log');
  const destination = openDestination(folder, file);
  let isLost = false;
  const lose = (error: unknown): void => {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    if (!isLost) process.stderr.write(`${file}: ${String(error)}\n`);
    isLost = true;
  };
  destination.on('error', lose);
  const lines = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  let bytes = sizeOf(file);
  const write = (level: 'info' | 'warn', sentence: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    const safe = masked(facts);
    lines[level](safe, sentence);
    bytes += JSON.stringify(safe).length + sentence.length + 64;
    if (bytes < fileBytesMax) return;
    bytes = 0;
    try {
      turnOver(file);
      destination.reopen();
    } catch (error) {
      lose(error);
    }
  };
  return {
    info: (sentence, facts) => write('info', sentence, facts),
    warn: (sentence, facts) => write('warn', sentence, facts),
    close: () => destination.end(),
  };
}

function openDestination(folder: string, file: string) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    turnOver(file);
    return pino.destination({ dest: file, sync: true });
  } catch (cause) {
    throw new LogUnavailable(folder, cause);
  }
}

/** 16 digits or more; our own ids and Alipay's begin with the year, which no payment code does (25 to 30). */
const longNumber = /\d{16,}/g;

function masked(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'string' ? maskedText(value) : value));
  return JSON.parse(text) as Record<string, unknown>;
}

function maskedText(text: string): string {
  return text.replace(longNumber, (number) =>
    number.startsWith('20') ? number : `${number.slice(0, 2)}…${number.slice(-4)}`,
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function turnOver(file: string): void {
  if (sizeOf(file) < fileBytesMax) return;
  rmSync(`${file}.${filesKept}`, { force: true });
  for (let n = filesKept - 1; n >= 1; n--) {
    if (sizeOf(`${file}.${n}`) > 0) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
  }
  renameSync(file, `${file}.1`);
}
