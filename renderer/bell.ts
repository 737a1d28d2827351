import type { Sound } from './tones.ts';

/** Hands what the screen itself has to sound on to whoever plays it; keeps none. */
export class Bell {
  readonly #listeners = new Set<(sound: Sound) => void>();

  ring(sound: Sound): void {
    for (const listen of this.#listeners) listen(sound);
  }

  /** The result switches it off. */
  onRing(listen: (sound: Sound) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }
}
