import { EventEmitter } from 'node:events';

/**
 * Electron's `screen`, `powerSaveBlocker` and `powerMonitor` over a machine that a test describes: displays are plugged
 * and unplugged by {@link Screen.setDisplays}, which emits what Electron emits.
 */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of Electron's Display what this app reads. The first of a list is the primary one. */
export interface Display {
  readonly id: number;
  readonly label: string;
  readonly bounds: Rectangle;
  readonly internal: boolean;
}

const usual: readonly Display[] = [
  { id: 1, label: 'till', bounds: { x: 0, y: 0, width: 1280, height: 800 }, internal: true },
];

export class Screen extends EventEmitter {
  #displays: readonly Display[] = startDisplays();

  getAllDisplays(): readonly Display[] {
    return structuredClone(this.#displays);
  }

  getPrimaryDisplay(): Display {
    const [primary] = this.getAllDisplays();
    if (primary === undefined) throw new Error('stand-in: a machine has a display');
    return primary;
  }

  /** For tests: what is plugged in from now on. */
  setDisplays(next: readonly Display[]): void {
    const before = this.#displays;
    this.#displays = next;
    for (const display of next) {
      const old = before.find(({ id }) => id === display.id);
      if (old === undefined) this.emit('display-added', {}, display);
      else if (JSON.stringify(old) !== JSON.stringify(display)) this.emit('display-metrics-changed', {}, display, []);
    }
    for (const display of before)
      if (!next.some(({ id }) => id === display.id)) this.emit('display-removed', {}, display);
  }
}

/** STANDIN_DISPLAYS: a JSON list, the primary one first. */
function startDisplays(): readonly Display[] {
  const given = process.env['STANDIN_DISPLAYS'];
  return given === undefined ? usual : (JSON.parse(given) as readonly Display[]);
}

export const screen = new Screen();

export const powerMonitor = new EventEmitter();

let lastBlocker = 0;
const blocking = new Set<number>();

export const powerSaveBlocker = {
  start(kind: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    if (kind !== 'prevent-display-sleep') throw new Error(`stand-in: powerSaveBlocker does not know ${kind}`);
    lastBlocker += 1;
    blocking.add(lastBlocker);
    return lastBlocker;
  },
  stop(id: number): boolean {
    return blocking.delete(id);
  },
  isStarted(id: number): boolean {
    return blocking.has(id);
  },
};
