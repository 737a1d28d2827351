import { seedLimits } from '../../main/core/limits.ts';
import type { Chance, Clock, Gateway, Journal } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import type { Api } from '../../main/simulator/messages.ts';

export interface SilentPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly journal: Journal;
  /** Told of each message; `id` is the paymentRequestId or refundRequestId. */
  readonly sends: (api: Api, id: string) => void;
}

const shop = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: true } as const;
const place = { language: 'en', timeZone: 'Asia/Shanghai' } as const;

/** The product's terminal, not yet started, in front of a gateway that never answers. */
export function silentTerminal({ clock, chance, journal, sends }: SilentPorts): Terminal {
  const never = (api: Api, id: string): (() => void) => {
    sends(api, id);
    return () => {};
  };
  const gateway: Gateway = {
    pay: ({ paymentRequestId }) => never('pay', paymentRequestId),
    inquirePayment: ({ paymentRequestId }) => never('inquiryPayment', paymentRequestId),
    cancel: ({ paymentRequestId }) => never('cancel', paymentRequestId),
    refund: ({ refundRequestId }) => never('refund', refundRequestId),
    inquireRefund: ({ refundRequestId }) => never('inquiryRefund', refundRequestId),
  };
  const log = { info: () => {}, warn: () => {} };
  const ports = { clock, chance, journal, gateway, log, printer: null };
  return new Terminal(ports, seedLimits, { ...shop, ...place, currency: 'CNY' }, { ...shop, ...place });
}
