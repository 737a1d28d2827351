import type { WalletAct } from '../main/contract/views.ts';

/** The keys of the trainee, who holds the simulated customer's phone. */

const actKeys: Readonly<Record<string, WalletAct>> = { F10: 'hold', F2: 'pin', F3: 'decline' };

/** What a function key (`KeyboardEvent.code`) does on the training screen; null when nothing. */
export function trainingKey(code: string): WalletAct | null {
  return (Object.hasOwn(actKeys, code) ? actKeys[code] : undefined) ?? null;
}
