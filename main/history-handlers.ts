import type { Handlers, Result } from './contract/contract.ts';
import type { History } from './core/history.ts';
import { StorageError } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';

/** Looking through all payments: search, one page after the other, one payment whole, and its papers again. */
export function historyHandlers(terminal: Terminal, history: History) {
  return {
    'history.page': (asked) => history.page(asked),
    'history.payment': ({ id }) => onePayment(id, terminal, history),
    'history.reprintRefund': ({ id, refundRequestId }) => terminal.reprint(id, refundRequestId),
  } satisfies Partial<Handlers>;
}

function onePayment(id: string, terminal: Terminal, history: History): Result<'history.payment'> {
  const looked = terminal.look(id);
  if (!looked.ok) return looked;
  try {
    const about = history.about(looked.payment.paymentRequestId);
    return about === null ? { ok: false, reason: 'not_found' } : { ok: true, payment: looked.payment, ...about };
  } catch (error) {
    if (error instanceof StorageError) return { ok: false, reason: 'storage_failed' };
    throw error;
  }
}
