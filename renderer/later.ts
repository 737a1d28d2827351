import { useEffect, useState } from 'react';

/**
 * Parts of the page that the first sale does not need: they are fetched when the till stands on the screen, or when
 * first asked for, and kept. One that cannot be had, because the terminal is away, is asked for again; nothing that is
 * on the screen goes away for it.
 */

export class Later<Part> {
  readonly #fetchPart: () => Promise<Part>;
  #part: Part | null = null;
  #coming: Promise<void> | null = null;

  constructor(fetchPart: () => Promise<Part>) {
    this.#fetchPart = fetchPart;
  }

  /** Null until it has come. */
  part(): Part | null {
    return this.#part;
  }

  /** Ends when it has come or could not be had; asked for again, it is fetched again only in the second case. */
  fetch(): Promise<void> {
    if (this.#part !== null) return Promise.resolve();
    this.#coming ??= this.#take().finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  async #take(): Promise<void> {
    try {
      this.#part = await this.#fetchPart();
    } catch (error) {
      // For whoever looks into the page; the cashier sees the lost connection.
      console.warn('a part of the page could not be fetched', error);
    }
  }
}

/** Between two attempts to fetch a part that is wanted on the screen, milliseconds. */
const fetchEveryMs = 2_000;

/** The part, fetched as long as it is wanted and not there; null until it has come, or where none is wanted. */
export function useLater<Part>(later: Later<Part> | null): Part | null {
  const [, setLooks] = useState(0);
  const part = later?.part() ?? null;
  useEffect(() => {
    if (later === null || part !== null) return;
    let isOver = false;
    const look = (): void => {
      void later.fetch().then(() => {
        if (!isOver) setLooks((looks) => looks + 1);
      });
    };
    look();
    const timer = setInterval(look, fetchEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [later, part]);
  return part;
}
