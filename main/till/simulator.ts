import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { required, type Typed, UsageError, wholeNumber } from '../arguments.ts';
import { machineChance, machineClock } from '../clock.ts';
import { tillWords } from '../contract/words/till.ts';
import { type Leaving, leavingOf } from '../leaving.ts';
import { writeTrainingProfile } from '../profile.ts';
import { makeKeyPair } from '../simulator/sign.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { Output } from './output.ts';

/** `till simulator`: the simulated gateway as a program of its own, with a profile that points at it. */

export const simulatorOptions = {
  port: 'text',
  'write-profile': 'text',
  'no-mock-amounts': 'flag',
  ledger: 'text',
} as const;

const clientId = 'TRAINING_5Y0';

export async function simulator(typed: Typed, _profile: null, out: Output): Promise<number> {
  required(typed, 'port', out.language);
  const port = wholeNumber(typed, 'port', 0, [0, 65_535], out.language);
  // Without a profile nobody could sign: one is always made, if only for this run.
  const folder = resolve(typed.text('write-profile') ?? join(tmpdir(), `truetill-simulator-${port}`));
  const leaving = leavingOf(process);
  try {
    return await runUntilLeft(typed, port, folder, leaving, out);
  } finally {
    leaving.close();
  }
}

async function runUntilLeft(
  typed: Typed,
  port: number,
  folder: string,
  leaving: Leaving,
  out: Output,
): Promise<number> {
  const gateway = makeKeyPair();
  const stopped = new Promise<void>((done) => {
    leaving.onAsk(done);
    leaving.onGo(done);
  });
  const merchant = pointProfile(folder, port, gateway.publicKeyPem);
  const server = await startSimulator({
    port,
    clock: machineClock,
    chance: machineChance,
    clientId,
    merchantPublicKey: merchant,
    gatewayPrivateKey: gateway.privateKeyPem,
    ledgerFile: typed.text('ledger') ?? null,
    mockAmounts: !typed.flag('no-mock-amounts'),
  }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  // Only now is a free port's number known.
  pointProfile(folder, Number(new URL(server.url).port), gateway.publicKeyPem);
  const words = tillWords[out.language].simulator;
  out.say(words.ready({ url: server.url }));
  out.say(words.profileWritten({ folder }));
  const ready = readyLine(server.url, server.controlUrl, folder);
  out.answer([JSON.stringify(ready)], ready);
  await stopped;
  await server.close();
  out.say(words.stopped);
  return 0;
}

/** Returns the merchant's public key of that profile. */
function pointProfile(folder: string, port: number, gatewayPublicKey: string): string {
  const gatewayUrl = `http://127.0.0.1:${port}`;
  return writeTrainingProfile(folder, { gatewayUrl, clientId, gatewayPublicKey, builtIn: false });
}

function readyLine(url: string, controlUrl: string, folder: string) {
  return {
    url,
    controlUrl,
    clientId,
    profile: folder,
    merchantPrivateKeyFile: join(folder, 'merchant.pem'),
    gatewayPublicKeyFile: join(folder, 'gateway.pub.pem'),
  };
}
