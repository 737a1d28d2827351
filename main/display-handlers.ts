import type { Handlers } from './contract/contract.ts';
import type { CustomerScreen } from './core/customer-screen.ts';

/** The contract's requests about the customer's display. */
export function displayHandlers(customer: Pick<CustomerScreen, 'blank'>) {
  return {
    'display.blank': ({ on }) => {
      customer.blank('till', on);
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
