import type { Handlers } from './contract/contract.ts';
import { StorageError } from './core/ports.ts';
import { printJobView } from './core/print-job.ts';
import type { Terminal } from './core/terminal.ts';

/** The contract's requests about paper and the cash drawer. */
export function printingHandlers({ paper, drawer }: Pick<Terminal, 'paper' | 'drawer'>) {
  return {
    'print.list': () => ({ jobs: paper.list().map(printJobView) }),
    'print.answer': ({ id, came }) => paper.answer(id, came),
    'print.later': ({ id }) => paper.later(id),
    'print.again': ({ id }) => paper.again(id),
    'print.drop': ({ id }) => paper.drop(id),
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
