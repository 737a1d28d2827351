import { type Failure, type ToScreen, toTerminal } from './envelope.ts';
import type { Port } from './port.ts';
import type { EventIn, HandlersOf, RequestIn, Tables, ValueIn } from './tables.ts';

/**
 * The terminal's side of a port, over any contract. Envelope, name, arguments and result are checked here, so that no
 * transport and no handler can forget it; each request is answered exactly once, and never to a session other than its
 * own.
 */
export interface ServedOver<T extends Tables> {
  /** Sends an event to the session that said hello last; nobody there, nothing sent. */
  emit<Name extends EventIn<T>>(name: Name, value: ValueIn<T, Name>): void;
  close(): void;
}

/** Requests of one port that may be under way at once; a screen has a handful, one that has more is broken. */
export const underwayMax = 1_000;

export function serveOver<T extends Tables>(
  tables: T,
  port: Port,
  handlers: HandlersOf<T>,
  greet: (served: ServedOver<T>) => void = () => {},
): ServedOver<T> {
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
    void run(tables, handlers, said.name, said.args)
      .then((result) => answer({ kind: 'answer', session: said.session, id: said.id, ok: true, result }), failed)
      .finally(() => {
        underway -= 1;
      });
  });
  const served: ServedOver<T> = {
    emit(name, value) {
      if (session !== null) port.send({ kind: 'event', session, name, value: rowOf(tables.events, name).parse(value) });
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

async function run<T extends Tables>(
  { requests }: T,
  handlers: HandlersOf<T>,
  name: string,
  args: unknown,
): Promise<unknown> {
  // Own property only: `__proto__` and `constructor` are not requests.
  if (!Object.hasOwn(requests, name)) throw new RefusedRequest(`there is no request "${name.slice(0, 64)}"`);
  const known = name as RequestIn<T>;
  const row = rowOf(requests, known);
  const checked = row.args.safeParse(args);
  if (!checked.success) throw new RefusedRequest(`the arguments of "${known}" do not fit its schema`);
  const handler = handlers[known] as (args: unknown) => unknown;
  return row.result.parse(await handler(checked.data));
}

function rowOf<Row>(table: Readonly<Record<string, Row>>, name: string): Row {
  const row = table[name];
  if (row === undefined) throw new RefusedRequest(`the contract has no "${name.slice(0, 64)}"`);
  return row;
}

/** Errors cross as a name and a sentence, never with a stack. */
function told(error: unknown): Failure {
  return error instanceof Error
    ? { name: error.name, message: error.message.slice(0, 1_024) }
    : { name: 'Error', message: 'the terminal could not answer' };
}
