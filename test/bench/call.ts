import { machineChance, machineClock } from '../../main/clock.ts';
import type { InquiryVerdict, Outcome, PayVerdict } from '../../main/core/ports.ts';
import { type ClosableGateway, createGateway } from '../../main/gateway/client.ts';
import { readProfile } from '../../main/profile.ts';
import type { Figure } from './figure.ts';
import { idOf } from './payments.ts';
import { spreadOf, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';
import { openRawHttp, openRawSigner } from './yardsticks.ts';

/** One inquiry on a kept connection, signed and verified at both ends, beside a bare exchange and four such acts. */

const warmingUp = 50;
const calls = 500;

export async function callFigures(bench: Bench): Promise<readonly Figure[]> {
  const folder = bench.folder('call');
  await bench.simulator.ask('gateway', { profile: folder });
  const { port } = await bench.simulator.ask('bareHttp');
  const gateway = openGateway(folder);
  const http = openRawHttp(port);
  const signer = openRawSigner();
  const paymentRequestId = idOf(1);
  const amount = { minor: 1_280, currency: 'CNY' };
  const bare = async (): Promise<void> => {
    await http.exchange();
    signer.sign();
    signer.verify();
    signer.sign();
    signer.verify();
  };
  const ours: number[] = [];
  const raw: number[] = [];
  try {
    await paid(gateway, paymentRequestId, amount);
    for (let n = -warmingUp; n < calls; n++) {
      const oursMs = await timedUntil(() => inquired(gateway, paymentRequestId, amount));
      const rawMs = await timedUntil(bare);
      if (n < 0) continue;
      ours.push(oursMs);
      raw.push(rawMs);
    }
  } finally {
    gateway.close();
    http.close();
  }
  const [called, yardstick] = [spreadOf(ours), spreadOf(raw)];
  const row = (at: 'median' | 'p99'): Figure => ({
    id: `call.${at}`,
    name: `signed inquiry, kept connection, ${at} of ${called.count}`,
    unit: 'ms',
    value: called[at],
    yardstick: { name: 'bare HTTP + 2 signs + 2 verifies', value: yardstick[at] },
    ...(at === 'median' ? { goal: { valueAtMost: 1, ratioAtMost: 1.75, checked: true } } : {}),
  });
  return [row('median'), row('p99')];
}

function openGateway(folder: string): ClosableGateway {
  const { config, keys } = readProfile(folder, 'en');
  const { url, pathPrefix, clientId, keyVersion, agentToken } = config.gateway;
  return createGateway({
    url,
    pathPrefix,
    clientId,
    keyVersion,
    agentToken,
    merchantPrivateKey: keys.merchantPrivate,
    gatewayPublicKeys: [keys.gatewayPublic],
    ca: keys.ca,
    clock: machineClock,
    merchant: { ...config.merchant, terminalId: config.terminal.number },
  });
}

type Amount = { readonly minor: number; readonly currency: string };

/** Makes the payment that is asked for. */
async function paid(gateway: ClosableGateway, paymentRequestId: string, amount: Amount): Promise<void> {
  const now = { wallMs: machineClock.wallMs(), monotonicMs: machineClock.monotonicMs() };
  const request = {
    paymentRequestId,
    orderId: 'BENCH-1',
    amount,
    paymentCode: `28${machineChance.digits(16)}`,
    expiresAtMs: now.wallMs + 180_000,
    requestedAtMs: now.wallMs,
    sendBeforeMs: now.monotonicMs + 2_000,
  };
  const outcome = await new Promise<Outcome<PayVerdict>>((resolve) => void gateway.pay(request, resolve));
  if (outcome.verdict !== 'success') throw new Error(`the payment to ask for was not made: ${outcome.code}`);
}

async function inquired(gateway: ClosableGateway, paymentRequestId: string, amount: Amount): Promise<void> {
  const outcome = await new Promise<Outcome<InquiryVerdict>>((resolve) => {
    gateway.inquirePayment({ paymentRequestId, amount }, resolve);
  });
  if (outcome.verdict !== 'success') throw new Error(`an inquiry ended ${outcome.verdict} (${outcome.code})`);
}
