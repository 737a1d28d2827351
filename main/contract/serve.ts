import { events, type Handlers, requests } from './contract.ts';
import type { Port } from './port.ts';
import { type ServedOver, serveOver } from './serve-over.ts';

/** The terminal's side of a port, held to the till's contract. */

export { underwayMax } from './serve-over.ts';

const tables = { requests, events } as const;

export type Served = ServedOver<typeof tables>;

export function serve(port: Port, handlers: Handlers, greet: (served: Served) => void = () => {}): Served {
  return serveOver(tables, port, handlers, greet);
}
