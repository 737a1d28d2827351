import type { DrawerLog, DrawerOpening } from '../../main/core/ports.ts';

/** The record of the cash drawer in memory. */
export class MemoryDrawerLog implements DrawerLog {
  readonly #openings: DrawerOpening[] = [];

  add(opening: Omit<DrawerOpening, 'id'>): number {
    return this.#openings.push({ ...opening, id: this.#openings.length + 1 });
  }

  ended(id: number, outcome: string): void {
    const opening = this.#openings[id - 1];
    if (opening?.outcome !== null) throw new Error(`opening ${id} has an outcome already`);
    this.#openings[id - 1] = { ...opening, outcome };
  }

  newest(most: number): readonly DrawerOpening[] {
    return this.#openings.slice(-most).toReversed();
  }
}
