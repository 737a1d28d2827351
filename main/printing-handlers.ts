import type { DevicePrinter } from '../native/printer/printer.ts';
import type { Handlers, Result } from './contract/contract.ts';
import { StorageError } from './core/ports.ts';
import { printJobView } from './core/print-job.ts';
import type { Terminal } from './core/terminal.ts';

/** The contract's requests about paper and the cash drawer; `printerNow` is the one in use, null where none is. */
export function printingHandlers(
  { paper, drawer }: Pick<Terminal, 'paper' | 'drawer'>,
  printerNow: () => Pick<DevicePrinter, 'recover'> | null,
) {
  let recovery: Promise<Result<'print.recover'>> | null = null;
  return {
    'print.list': () => ({ jobs: paper.list().map(printJobView) }),
    'print.answer': ({ id, came }) => paper.answer(id, came),
    'print.later': ({ id }) => paper.later(id),
    'print.again': ({ id }) => paper.again(id),
    'print.drop': ({ id }) => paper.drop(id),
    'print.recover': () => {
      const printer = printerNow();
      if (printer === null) return { ok: false, reason: 'no_printer' };
      recovery ??= new Promise((resolve) => {
        printer.recover((report) => {
          recovery = null;
          resolve({ ok: true, report });
        });
      });
      return recovery;
    },
    'drawer.open': ({ by, why }) => new Promise((resolve) => drawer.open(by, why, resolve)),
    'drawer.log': () => {
      try {
        return { ok: true, openings: [...drawer.openings()] };
      } catch (error) {
        if (error instanceof StorageError) return { ok: false, reason: 'storage_failed' };
        throw error;
      }
    },
  } satisfies Partial<Handlers>;
}
