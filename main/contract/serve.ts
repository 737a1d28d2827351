import { type EventName, type EventValue, events, type Handlers, type RequestName, requests } from './contract.ts';
import { type Failure, type ToScreen, toTerminal } from './envelope.ts';
import type { Port } from './port.ts';

/**
 * The terminal's side of a port. Envelope, name, arguments and result are checked here, so that no transport and no
 * handler can forget it; each request is answered exactly once, and never to a session other than its own.
 */
export interface Served {
  /** Sends an event to the session that said hello last; nobody there, nothing sent. */
  emit<Name extends EventName>(name: Name, value: EventValue<Name>): void;
  close(): void;
}

/** Requests of one port that may be under way at once; a screen has a handful, one that has more is broken. */
export const underwayMax = 1_000;

export function serve(port: Port, handlers: Handlers, greet: (served: Served) => void = () => {}): Served {
  let session: string | null = null;
  let underway = 0;
  const answer = (message: ToScreen): void => {
    if (message.session === session) port.send(message);
  };
  const off = port.onMessage((message) => {
    const envelope = toTerminal.safeParse(message);
    if (!envelope.success) return;
    const said = envelope.data;
    if (said.kind === 'hello') {
      session = said.session;
      greet(served);
      return;
    }
    if (said.session !== session) return;
    const failed = (error: unknown): void =>
      answer({ kind: 'answer', session: said.session, id: said.id, ok: false, error: told(error) });
    if (underway >= underwayMax) return failed(new RefusedRequest('too many requests at once; nothing was done'));
    underway += 1;
    void run(handlers, said.name, said.args)
      .then((result) => answer({ kind: 'answer', session: said.session, id: said.id, ok: true, result }), failed)
      .finally(() => {
        underway -= 1;
      });
  });
  const served: Served = {
    emit(name, value) {
      if (session !== null) port.send({ kind: 'event', session, name, value: events[name].parse(value) });
    },
    close() {
      session = null;
      off();
    },
  };
  return served;
}

class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
}

async function run(handlers: Handlers, name: string, args: unknown): Promise<unknown> {
  // Own property only: `__proto__` and `constructor` are not requests.
  if (!Object.hasOwn(requests, name)) throw new RefusedRequest(`there is no request "${name.slice(0, 64)}"`);
  const known = name as RequestName;
  const checked = requests[known].args.safeParse(args);
  if (!checked.success) throw new RefusedRequest(`the arguments of "${known}" do not fit its schema`);
  const handler = handlers[known] as (args: unknown) => unknown;
  return requests[known].result.parse(await handler(checked.data));
}

/** Errors cross as a name and a sentence, never with a stack. */
function told(error: unknown): Failure {
  return error instanceof Error
    ? { name: error.name, message: error.message.slice(0, 1_024) }
    : { name: 'Error', message: 'the terminal could not answer' };
}
