import { type Met, readPlan } from '../../main/simulator/faults.ts';
import type { Api } from '../../main/simulator/messages.ts';
import type { Draws } from './draws.ts';
import type { Kind } from './faults.ts';

/** What the gateway itself does to a call: refuses it, does it and is unclear, answers something else. */

const unclearCodes = ['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'SYSTEM_ERROR', 'PROCESS_FAIL'] as const;

const cancelRefusals = [
  'CANCEL_WINDOW_EXCEED',
  'PAYMENT_METHOD_NOT_SUPPORTED',
  'PARAM_ILLEGAL',
  'SYSTEM_ERROR',
  'USER_STATUS_ABNORMAL',
  'MERCHANT_BALANCE_NOT_ENOUGH',
] as const;

/** Refusals that say something of the order itself: never of one that the gateway does not know. */
const ofAnOrder: ReadonlySet<string> = new Set(
  cancelRefusals.filter((code) => code !== 'PARAM_ILLEGAL' && code !== 'SYSTEM_ERROR'),
);

export const noFault: Met = new Map();

/** One of the simulator's own faults, for this call. */
export function fault(kind: string, api: Api, value?: string): Met {
  const read = readPlan([`${kind}:${api}#1${value === undefined ? '' : `=${value}`}`]);
  const [found] = read.ok ? read.plan.faults : [];
  if (found === undefined) throw new RangeError(`no such fault: ${kind} of ${api}`);
  return new Map([[found.kind, found]]);
}

/** True when a gateway that does not know the order would not answer like this. */
export function needsOrder(met: Met): boolean {
  return ofAnOrder.has(met.get('code')?.value ?? '');
}

/**
 * Draws what happens to one call. `strikes` asks about this call, `strikesCancels` about all cancels of one payment:
 * they are refused alike, until everything is healed.
 */
export function bendOf(
  api: Api,
  strikes: (kind: Kind) => Draws | null,
  strikesCancels: (kind: Kind) => Draws | null,
): Met {
  const unclear = strikes('answered unclear');
  if (unclear) return fault('code', api, unclear.pick(unclearCodes));
  const after = strikes('done but unclear');
  if (after) return fault('codeAfter', api, after.pick(unclearCodes));
  if (strikes('unknown code')) return fault('unknownCode', api);
  if (strikes('wrong id')) return fault('wrongId', api);
  const carriesAmount = api !== 'cancel';
  if (carriesAmount && strikes('wrong amount')) return fault('wrongAmount', api);
  if (carriesAmount && strikes('wrong currency')) return fault('wrongCurrency', api);
  if (api === 'inquiryPayment' && strikes('unknown status')) return fault('unknownStatus', api);
  const refused = api === 'cancel' ? strikesCancels('cancel refused') : null;
  if (refused) return fault('code', api, refused.pick(cancelRefusals));
  const slow = api === 'refund' ? strikes('refund in process') : null;
  if (slow) return fault('refundInProcess', api, `${slow.wait(1_000, 3_600_000)}ms`);
  const lie = api === 'pay' || api === 'inquiryPayment' ? strikes('failed then charged') : null;
  if (lie) return fault('failThenSuccess', api, `${lie.wait(1_000, 600_000)}ms`);
  return noFault;
}
