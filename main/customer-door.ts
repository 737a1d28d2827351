import { customerContract } from './contract/customer.ts';
import type { Port } from './contract/port.ts';
import { serveOver } from './contract/serve-over.ts';
import type { CustomerScreen } from './core/customer-screen.ts';

/** Serves one customer's page until the result is called: its own contract, and nothing of the till's. */
export function serveCustomer(port: Port, customer: Pick<CustomerScreen, 'view' | 'onChange'>): () => void {
  const served = serveOver(customerContract, port, { 'customer.view': () => customer.view() }, (to) =>
    to.emit('customer.changed', customer.view()),
  );
  const off = customer.onChange((view) => served.emit('customer.changed', view));
  return () => {
    off();
    served.close();
  };
}
