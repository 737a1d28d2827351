import { listOff, type Off, orderOff, type Situation, setupOff } from './situation.ts';

/**
 * What can stand before the till, and when a person may open it. Some dialogs open by themselves: a question of the
 * terminal's own has no entry here.
 */

export type OpenedDialog = keyof typeof opened;

/** `same_amount`, `confirm_amount`, `paper_question`: asked by the terminal. */
export type DialogName = OpenedDialog | 'same_amount' | 'confirm_amount' | 'paper_question';

/** Why a person may not open it now. Lists and look-ups stand beside a payment, set-up only between sales. */
const opened = {
  recovered: listOff,
  returns: listOff,
  papers: listOff,
  truth: listOff,
  history: listOff,
  devices: listOff,
  setup: setupOff,
  order: orderOff,
  settings: setupOff,
  keys: listOff,
  articles: orderOff,
} as const satisfies Readonly<Record<string, (situation: Situation) => Off | null>>;

/** Those that a sale closes which is opened behind them. */
export const closedBySale: ReadonlySet<DialogName> = new Set<DialogName>(['setup', 'settings', 'order', 'articles']);

export function openOff(dialog: OpenedDialog): (situation: Situation) => Off | null {
  return opened[dialog];
}
