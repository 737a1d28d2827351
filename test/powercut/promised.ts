import type { Api } from '../../main/simulator/messages.ts';

/**
 * What a program has told the world by some moment, from its marks: commits that returned, messages that left. All of
 * it must be on every disk that a power cut at that moment can leave.
 */

export type Mark =
  /** The journal is open: from here on there is one. */
  | { readonly said: 'opened' }
  /** A commit returned. `reversing`: with an open reversal. */
  | { readonly said: 'committed'; readonly id: string; readonly revision: number; readonly reversing: boolean }
  /** A message left; `id` is the paymentRequestId or refundRequestId. */
  | { readonly said: 'sent'; readonly api: Api; readonly id: string };

export type Committed = Extract<Mark, { said: 'committed' }>;

export class Promised {
  #opened = false;
  readonly #commits = new Map<string, Committed>();
  readonly #sent = new Map<string, Extract<Mark, { said: 'sent' }>>();

  hear(mark: Mark): void {
    if (mark.said === 'opened') this.#opened = true;
    else if (mark.said === 'committed') this.#commits.set(mark.id, mark);
    else this.#sent.set(`${mark.api} ${mark.id}`, mark);
  }

  /** A journal that never opened may be missing. */
  get opened(): boolean {
    return this.#opened;
  }

  /** The newest of each payment. */
  commits(): Iterable<Committed> {
    return this.#commits.values();
  }

  /** Each call of each payment and refund once. */
  sent(): Iterable<Extract<Mark, { said: 'sent' }>> {
    return this.#sent.values();
  }
}
