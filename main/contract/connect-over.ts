import { toScreen } from './envelope.ts';
import type { Port } from './port.ts';
import type { ArgsIn, EventIn, KnownOf, RequestIn, ResultIn, Tables, ValueIn } from './tables.ts';

/**
 * The screen's side of a port, over any contract: typed requests and events. `session` must be random and new for each
 * life of a screen.
 */
export interface ConnectedOver<T extends Tables> {
  /** Rejects with {@link RemoteError} when the terminal refuses, and when the connection is closed. */
  readonly request: <Name extends RequestIn<T>>(name: Name, args: ArgsIn<T, Name>) => Promise<ResultIn<T, Name>>;
  /** Calls `listen` for each such event; the result switches it off. */
  on<Name extends EventIn<T>>(name: Name, listen: (value: ValueIn<T, Name>) => void): () => void;
  /** Rejects everything that still waits. */
  close(): void;
}

/** What the terminal said instead of an answer. */
export class RemoteError extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

interface Asked {
  readonly name: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** An answer whose row is not among `tables` yet when it comes is taken for a wrong one. */
export function connectOver<T extends Tables>(tables: KnownOf<T>, port: Port, session: string): ConnectedOver<T> {
  const { requests, events }: KnownOf<Tables> = tables;
  const asked = new Map<number, Asked>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let lastId = 0;
  const off = port.onMessage((message) => {
    const envelope = toScreen.safeParse(message);
    if (!envelope.success || envelope.data.session !== session) return;
    const said = envelope.data;
    if (said.kind === 'event') {
      // Own property only: `__proto__` is no event.
      const value = Object.hasOwn(events, said.name) ? events[said.name]?.safeParse(said.value) : undefined;
      if (value?.success === true) for (const listen of listeners.get(said.name) ?? []) listen(value.data as never);
      return;
    }
    const waiting = asked.get(said.id);
    if (waiting === undefined) return;
    asked.delete(said.id);
    if (!said.ok) return waiting.reject(new RemoteError(said.error.name, said.error.message));
    const result = requests[waiting.name]?.result.safeParse(said.result);
    if (result?.success === true) waiting.resolve(result.data as never);
    else waiting.reject(new RemoteError('BadAnswer', `the answer to "${waiting.name}" does not fit its schema`));
  });
  port.send({ kind: 'hello', session });
  return {
    request(name, args) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        asked.set(id, { name, resolve, reject });
        port.send({ kind: 'request', session, id, name, args });
      });
    },
    on(name, listen) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listen as (value: never) => void);
      return () => set.delete(listen as (value: never) => void);
    },
    close() {
      off();
      for (const waiting of asked.values())
        waiting.reject(new RemoteError('Closed', 'the terminal has closed the door'));
      asked.clear();
    },
  };
}
