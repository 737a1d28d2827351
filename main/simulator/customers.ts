import { z } from 'zod';
import { type Desk, settle } from './desk.ts';
import type { Order } from './ledger.ts';
import { fingerprintOf } from './pay.ts';
import { defaultWallet, issuedCodesMax } from './register.ts';
import { confirm } from './returns.ts';
import { isoTime } from './times.ts';

/**
 * The customer beside the till: shows payment codes, confirms or declines in the wallet, fills or empties it. It
 * acts on the register and knows nothing of AMS messages or HTTP.
 */

const walletName = z.string().regex(/^[a-z0-9_-]{1,32}$/, 'a wallet is named with 1 to 32 of a-z, 0-9, _ and -');
const resultWord = z.string().regex(/^[A-Z_]{3,64}$/, 'a result code is written like RISK_REJECT');

/** What a customer can do. The wallet `merchant` is the merchant's own purse, from which refunds are paid. */
const customerAct = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('present'),
    wallet: walletName.default(defaultWallet),
    /** Digits of the code; wallets show 17 to 24. */
    digits: z.int().min(17).max(24).default(18),
    /** Wallets refresh their code about every minute. */
    validForMs: z.int().min(0).max(86_400_000).default(60_000),
    needsPin: z.boolean().default(false),
    refuseWith: resultWord.nullable().default(null),
  }),
  z.strictObject({ act: z.literal('pin'), paymentRequestId: z.string().optional() }),
  z.strictObject({ act: z.literal('decline'), paymentRequestId: z.string().optional() }),
  z.strictObject({
    act: z.literal('balance'),
    wallet: walletName.default(defaultWallet),
    /** Minor units of whatever currency is paid; null = endless. */
    balanceMinor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
  }),
]);

export type CustomerAct = z.input<typeof customerAct>;

type ReadAct = z.output<typeof customerAct>;

/** `ok: false` carries a sentence for whoever asked. */
export type Acted =
  | { readonly ok: true; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly sentence: string };

/** Carries out one act. `asked` may be anything; what is not an act is refused with a sentence. */
export function act(desk: Desk, asked: unknown): Acted {
  const read = customerAct.safeParse(asked);
  if (!read.success) return { ok: false, sentence: firstIssue(read.error) };
  if (read.data.act === 'present') return present(desk, read.data);
  if (read.data.act === 'balance') {
    const { wallet: name, balanceMinor } = read.data;
    desk.register.put([{ kind: 'wallet', wallet: { name, balanceMinor } }]);
    return { ok: true, answer: { wallet: name, balanceMinor } };
  }
  return decide(desk, read.data.act === 'pin', read.data.paymentRequestId);
}

/** One sentence out of a failed check, naming the field. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return `${where === '' ? 'The request' : where}: ${issue?.message ?? 'not understood'}`;
}

function present(desk: Desk, asked: Extract<ReadAct, { act: 'present' }>): Acted {
  const nowMs = desk.clock.wallMs();
  // A code stays known for a day after it expired, so that a stale one is refused as expired.
  desk.register.forgetCodes(nowMs - 86_400_000);
  if (desk.register.issuedCount() >= issuedCodesMax) {
    return {
      ok: false,
      sentence: `${issuedCodesMax} codes were shown within a day: POST /control/reset before showing more.`,
    };
  }
  const tail =
    desk.chance?.digits(asked.digits - 2) ?? String(desk.register.nextSerial()).padStart(asked.digits - 2, '0');
  const code = `28${tail}`;
  const { wallet, needsPin, refuseWith } = asked;
  const expiresAtMs = nowMs + asked.validForMs;
  desk.register.put([
    { kind: 'code', code: { fingerprint: fingerprintOf(code), wallet, expiresAtMs, needsPin, refuseWith } },
  ]);
  return { ok: true, answer: { code, wallet, expiresAt: isoTime(expiresAtMs) } };
}

function decide(desk: Desk, agrees: boolean, paymentRequestId: string | undefined): Acted {
  const order = waiting(desk, paymentRequestId);
  if (!order) {
    const which = paymentRequestId === undefined ? 'No payment' : `The payment ${paymentRequestId} does not exist or`;
    const verb = paymentRequestId === undefined ? 'waits' : 'does not wait';
    return {
      ok: false,
      sentence: `${which} ${verb} for the customer: present a code with needsPin and charge it first.`,
    };
  }
  const { paymentRequestId: id, status } = confirm(desk, order, agrees);
  return { ok: true, answer: { paymentRequestId: id, status } };
}

/** The named order, or the newest, if it waits for its customer. */
function waiting(desk: Desk, paymentRequestId: string | undefined): Order | undefined {
  const named = paymentRequestId === undefined ? undefined : desk.register.order(paymentRequestId);
  const candidates = paymentRequestId === undefined ? [...desk.register.orders()] : named ? [named] : [];
  return candidates.map((order) => settle(desk, order)).findLast(waitsForPin);
}

export function waitsForPin(order: Order): boolean {
  return order.status === 'PROCESSING' && order.script === 'pin';
}
