import type { Result } from './contract/contract.ts';
import type { Returns } from './core/returns.ts';
import { statusOf } from './core/view.ts';
import { newestId, oldestId } from './returns-export.ts';
import type { OpenedJournal } from './store/rescue.ts';

/**
 * Payments as an audit against the gateway's books wants them: oldest first, and piece by piece, so that neither a long
 * journal nor a long list of reversals is one message. It judges nothing.
 */

type Sales = Pick<OpenedJournal, 'salesAfter'>;

/** Sales in one piece: some 2 MB of JSON. */
const pieceMax = 10_000;

/** Those behind the id `after`, archived ones among them; throws `StorageError`. */
export function salesPiece(
  journal: Sales,
  returns: Pick<Returns, 'openBefore'>,
  after: string = oldestId,
  most: number = pieceMax,
): Omit<Result<'journal.sales'>, 'gatewayUrl'> {
  const sales = salesAfter(journal, after, most);
  const next = sales.length < most ? null : (sales.at(-1)?.paymentRequestId ?? null);
  const open = inOneGo(returns.openBefore(newestId, after, Number.POSITIVE_INFINITY))
    .map(({ paymentRequestId }) => paymentRequestId)
    .filter((id) => id !== after && (next === null || id <= next));
  return { sales, open, next };
}

/** Not slice by slice: what is open must be told of the very moment whose sales are told. */
function inOneGo<Whole>(slices: Generator<void, Whole>): Whole {
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done === true) return slice.value;
}

/** All of them; throws `StorageError`. */
export function* salesOf(journal: Sales): Generator<Result<'journal.sales'>['sales'][number]> {
  for (let after: string | undefined = oldestId; after !== undefined; ) {
    const page = salesAfter(journal, after, pieceMax);
    yield* page;
    after = page.at(-1)?.paymentRequestId;
  }
}

function salesAfter(journal: Sales, after: string, most: number): Result<'journal.sales'>['sales'] {
  return journal
    .salesAfter(after, most)
    .map(({ phase, doubt, ...sale }) => ({ ...sale, status: statusOf({ phase, doubt: doubt === 1 }) }));
}
