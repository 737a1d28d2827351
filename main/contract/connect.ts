import { type ConnectedOver, connectOver } from './connect-over.ts';
import { events, requests } from './contract.ts';
import type { Port } from './port.ts';

/** The screen's side of a port, held to the till's contract. */

export { RemoteError } from './connect-over.ts';

const tables = { requests, events } as const;

export type Connected = ConnectedOver<typeof tables>;

/** `session` must be random and new for each life of a screen. */
export function connect(port: Port, session: string): Connected {
  return connectOver<typeof tables>(tables, port, session);
}
