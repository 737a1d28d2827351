import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTrainingProfile } from '../../../main/profile.ts';
import { makeKeyPair } from '../../../main/simulator/sign.ts';

/** Training profiles as a first start makes them, its keys made once for all tests of a program. */

let model: string | null = null;

function modelProfile(): string {
  if (model !== null) return model;
  const folder = mkdtempSync(join(tmpdir(), 'till-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const gatewayPublicKey = makeKeyPair().publicKeyPem;
  const clientId = 'TRAINING_5Y0';
  writeTrainingProfile(folder, { gatewayUrl: 'http://127.0.0.1:40123', clientId, gatewayPublicKey, builtIn: true });
  model = folder;
  return folder;
}

/** A profile below `home` whose gateway runs inside the till. */
export function trainingProfileIn(home: string): string {
  const folder = join(home, 'profile');
  cpSync(modelProfile(), folder, { recursive: true });
  return folder;
}
