import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { machineChance } from '../../main/clock.ts';
import type { configuration } from '../../main/config.ts';
import type { Clock } from '../../main/core/ports.ts';
import { writeTrainingProfile } from '../../main/profile.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { startSimulator } from '../../main/simulator/simulator.ts';

/**
 * A profile on disk and the simulated gateway it points at. The gateway lives in the program that opens the shop, so
 * that it survives whatever happens to the till; its books are asked over HTTP, like everybody does.
 */
export interface TrainingShop<Time extends Clock = Clock> {
  /** The profile's folder. */
  readonly folder: string;
  readonly url: string;
  readonly controlUrl: string;
  readonly clock: Time;
  /** PEM of the key that the gateway knows, as the profile had it at first. */
  readonly merchantKey: string;
  /** A new fault plan in place of the old one; an empty one clears it. */
  plan(...entries: string[]): Promise<void>;
  /** What the gateway holds of a payment; null when it never heard of it. */
  payment(paymentRequestId: string): Promise<LedgerLine | null>;
  /** All of `GET /requests`, oldest first. */
  arrivals(): Promise<readonly Arrival[]>;
  /** How many such calls arrived for a payment, well signed or not. */
  calls(api: string, paymentRequestId: string): Promise<number>;
  /** Without a till's record the ledger alone is judged. */
  audit(record?: unknown): Promise<{ readonly clean: boolean; readonly findings: readonly unknown[] }>;
  /** Any other control call. */
  control(path: string, body: unknown): Promise<unknown>;
  /** Changes the profile's configuration on disk. */
  configure(change: (config: Config) => void): void;
  /** Ends the gateway: its port is closed from then on. */
  closeGateway(): Promise<void>;
  /** Ends the gateway and removes the profile. */
  close(): Promise<void>;
}

/** A configuration as JSON. */
export type Config = z.input<typeof configuration>;

const ledgerLine = z.object({
  paymentRequestId: z.string(),
  paymentId: z.string(),
  orderId: z.string(),
  status: z.enum(['PROCESSING', 'SUCCESS', 'FAIL', 'CANCELLED']),
  amountMinor: z.int(),
  chargedMinor: z.int(),
  returnedMinor: z.int(),
  currency: z.string(),
});
const ledger = z.object({ payments: z.array(ledgerLine) });
const arrivals = z.object({
  requests: z.array(
    z.object({
      api: z.string(),
      signature: z.string(),
      paymentRequestId: z.string().nullable(),
      answered: z.string().nullable(),
    }),
  ),
});
const verdict = z.object({ clean: z.boolean(), findings: z.array(z.unknown()) });

export type LedgerLine = z.infer<typeof ledgerLine>;
export type Arrival = z.infer<typeof arrivals>['requests'][number];

export interface ShopOptions {
  /** On unless given. */
  readonly mockAmounts?: boolean;
  /** A new folder under the system's temporary one unless given; a given one is not removed at the end. */
  readonly folder?: string;
  /** The gateway's books; in the profile unless given. */
  readonly ledgerFile?: string;
}

/** Keys take long to make and say nothing about a test: one pair of each for all shops of a program. */
const keys = { gateway: makeKeyPair(), merchant: makeKeyPair() };

const clientId = 'TRAINING_5Y0';

/** `clock` is the gateway's; a till of the same shop must have one of the same dial. */
export async function openTrainingShop<Time extends Clock>(
  clock: Time,
  options: ShopOptions = {},
): Promise<TrainingShop<Time>> {
  const { mockAmounts = true } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'till-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const simulator = await startSimulator({
    port: 0,
    clock,
    chance: machineChance,
    clientId,
    merchantPublicKey: keys.merchant.publicKeyPem,
    gatewayPrivateKey: keys.gateway.privateKeyPem,
    ledgerFile: options.ledgerFile ?? join(folder, 'simulator-ledger.jsonl'),
    mockAmounts,
  });
  writeFileSync(join(folder, 'merchant.pem'), keys.merchant.privateKeyPem, { mode: 0o600 });
  const gatewayPublicKey = keys.gateway.publicKeyPem;
  writeTrainingProfile(folder, { gatewayUrl: simulator.url, clientId, gatewayPublicKey, builtIn: false });
  let open = true;

  async function control(path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${simulator.controlUrl}/${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async function closeGateway(): Promise<void> {
    if (open) await simulator.close();
    open = false;
  }

  const asked = async () => arrivals.parse(await control('requests')).requests;
  return {
    folder,
    url: simulator.url,
    controlUrl: simulator.controlUrl,
    clock,
    merchantKey: keys.merchant.privateKeyPem,
    plan: async (...plan) => void (await control('faults', { plan })),
    async payment(id) {
      const { payments } = ledger.parse(await control('ledger'));
      return payments.find((line) => line.paymentRequestId === id) ?? null;
    },
    arrivals: asked,
    calls: async (api, id) =>
      (await asked()).filter((arrival) => arrival.api === api && arrival.paymentRequestId === id).length,
    audit: async (record) => verdict.parse(await control('audit', record)),
    control,
    configure: (change) => configure(folder, change),
    closeGateway,
    async close() {
      await closeGateway();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function readConfig(folder: string): Record<string, unknown> & Config {
  return JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Record<string, unknown> & Config;
}

function configure(folder: string, change: (config: Config) => void): void {
  const config = readConfig(folder);
  change(config);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config, null, 2));
}

let codes = 0;

/** A payment code that no test of this program has used yet. */
export function freshCode(): string {
  codes += 1;
  return `28${String(process.pid).padStart(8, '0')}${String(codes).padStart(8, '0')}`;
}
