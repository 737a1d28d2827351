import type { Clock } from '../../main/core/ports.ts';
import type { CustomerDisplay } from './display.ts';
import { type LineEvents, type LineFault, lineDisplay } from './line-display.ts';
import type { CommandSet } from './settings.ts';
import type { Lines } from './vfd.ts';
import { vfdScreen } from './vfd-screen.ts';

/**
 * A customer's display without a cable, for training and for tests: it reads the very bytes a real one would get and
 * keeps the two lines that stand on it. It can be pulled out, and it can stop taking bytes.
 */

export interface SimulatedDisplay extends CustomerDisplay {
  /** What stands on it. */
  lines(): Lines;
  /** Calls `listen` after each change of the lines; the result switches it off. */
  onChange(listen: () => void): () => void;
  /** Bytes it could not understand. */
  strange(): number;
  /** Pulled out it is dark; plugged in again it has forgotten everything, as one that lost its power. */
  plug(inserted: boolean): void;
  /** While stuck it takes no bytes and says nothing, as a port whose other end has stopped it. */
  stick(stuck: boolean): void;
}

const unplugged: LineFault = { state: 'absent', fault: 'display_unplugged', detail: '' };

export function simulatedDisplay(clock: Clock, commands: Exclude<CommandSet, 'led8'> = 'escpos'): SimulatedDisplay {
  const listeners = new Set<() => void>();
  let screen = vfdScreen();
  let strangeBefore = 0;
  let plugged = true;
  let stuck = false;
  let line: LineEvents | null = null;
  const tell = (): void => {
    for (const listen of listeners) listen();
  };

  function openLine(heard: LineEvents) {
    let isOpen = true;
    // As a system does: not inside the call that asks for it.
    const off = clock.after(0, () => {
      if (!plugged) return heard.ended(unplugged);
      line = heard;
      heard.opened();
    });
    return {
      write(bytes: Uint8Array, taken: () => void) {
        if (!isOpen || stuck || line !== heard) return;
        screen.take(bytes);
        clock.after(0, () => {
          if (isOpen) taken();
        });
        tell();
      },
      close(closed: () => void) {
        isOpen = false;
        off();
        if (line === heard) line = null;
        closed();
      },
    };
  }

  return {
    ...lineDisplay({ place: '', commands, clock, openLine }),
    lines: () => screen.lines(),
    strange: () => strangeBefore + screen.strange(),
    onChange(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    plug(inserted) {
      plugged = inserted;
      if (inserted) return;
      strangeBefore += screen.strange();
      screen = vfdScreen();
      const broken = line;
      line = null;
      broken?.ended(unplugged);
      tell();
    },
    stick(now) {
      stuck = now;
    },
  };
}
