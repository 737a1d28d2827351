import type { WalletAct } from '../main/contract/views.ts';
import type { TypedKey } from './keys.ts';

/** The keys of the trainee, who holds the simulated customer's phone. */

export const trainingKeys = { hold: 'F10', pin: 'Shift+F2', decline: 'Shift+F3' } as const satisfies Partial<
  Record<WalletAct, string>
>;

/** What a function key does on the training screen; null when nothing. */
export function trainingKey({ code, shift }: TypedKey): WalletAct | null {
  if (code === trainingKeys.hold) return 'hold';
  if (!shift) return null;
  if (`Shift+${code}` === trainingKeys.pin) return 'pin';
  return `Shift+${code}` === trainingKeys.decline ? 'decline' : null;
}
