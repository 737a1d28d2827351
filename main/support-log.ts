import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SupportBundle } from './contract/support-bundle.ts';
import { maskedText } from './core/flight-record.ts';

/** The end of the log, as far as others may read it: warnings, and what was said of the payments in question. */

const readBytes = 512 * 1024;
const linesMax = 150;
const warnFrom = 40;

/** Facts that get out of a line; all others stay. */
const shownFacts = [
  'api',
  'code',
  'detail',
  'device',
  'fault',
  'id',
  'inMs',
  'kind',
  'orderId',
  'paymentRequestId',
  'payments',
  'place',
  'reason',
  'rows',
  'said',
  'state',
  'tookMs',
  'verdict',
  'why',
];

/** Oldest first; none where there is no log. `ids`: of payments and refunds whose lines are wanted at any level. */
export function newestLogLines(file: string, ids: readonly string[]): SupportBundle['log'] {
  return endOf(file)
    .split('\n')
    .flatMap((line) => lineOf(line, ids) ?? [])
    .slice(-linesMax);
}

function endOf(file: string): string {
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const bytes = Buffer.alloc(Math.min(size, readBytes));
      readSync(handle, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString('utf8');
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    // A log that is away is no reason for no bundle; anything but the file system's word is our own mistake.
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return '';
  }
}

function lineOf(text: string, ids: readonly string[]): SupportBundle['log'][number] | null {
  const line = parsed(text);
  if (line === null) return null;
  const { time, level, msg } = line;
  const isWarning = typeof level === 'number' && level >= warnFrom;
  if (!isWarning && !ids.some((id) => text.includes(id))) return null;
  const facts = shownFacts.flatMap((name) => {
    const value = line[name];
    const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isShown ? [[name, maskedText(String(value))] as const] : [];
  });
  return {
    at: typeof time === 'string' ? time.slice(0, 40) : '',
    level: isWarning ? 'warn' : 'info',
    sentence: maskedText(typeof msg === 'string' ? msg : ''),
    facts: Object.fromEntries(facts),
  };
}

/** The first line may be half a line. */
function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null ? (line as Readonly<Record<string, unknown>>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
