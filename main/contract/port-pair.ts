import type { Port } from './port.ts';

/** Two ends of one wire inside a process. Messages arrive after the sender has gone on, in order, as copies. */
export function portPair(): readonly [Port, Port] {
  const left = new Set<(message: unknown) => void>();
  const right = new Set<(message: unknown) => void>();
  return [end(left, right), end(right, left)];
}

function end(mine: Set<(message: unknown) => void>, theirs: Set<(message: unknown) => void>): Port {
  return {
    send(message) {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      void Promise.resolve().then(() => {
        for (const listen of theirs) listen(copy);
      });
    },
    onMessage(listen) {
      mine.add(listen);
      return () => mine.delete(listen);
    },
  };
}
