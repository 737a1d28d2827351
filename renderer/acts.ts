import type { ScreenWords } from '../main/contract/words/screen.ts';
import type { Desk } from './desk.ts';
import { openOff } from './dialogs.ts';
import {
  newSaleOff,
  type Off,
  payOff,
  proofOff,
  reprintOff,
  type Situation,
  sendNowOff,
  stopOff,
} from './situation.ts';

/**
 * Everything a cashier can do with one key, whatever stands on the screen before: the key it has at first, why it is
 * off, and what it does. Keyboard, buttons and the list of keys read this one table.
 */

export interface Act {
  /** Until the settings give it another: a function key, with `Shift+` before it, or `Escape`. */
  readonly key: string;
  readonly off: (situation: Situation) => Off | null;
  readonly act: (desk: Desk) => void;
  /** Also done while a dialog or the scanner check stands before the till. */
  readonly anywhere?: true;
}

const always = (): null => null;

export const acts = {
  pay: { key: 'F12', off: payOff, act: (desk) => desk.pay() },
  stop: { key: 'Escape', off: stopOff, act: (desk) => desk.stop() },
  newSale: { key: 'F8', off: newSaleOff, act: (desk) => desk.newSale() },
  reprint: { key: 'F6', off: reprintOff, act: (desk) => desk.reprint() },
  papers: { key: 'Shift+F6', off: openOff('papers'), act: (desk) => desk.open('papers') },
  history: { key: 'F4', off: openOff('history'), act: (desk) => desk.open('history') },
  returns: { key: 'F9', off: openOff('returns'), act: (desk) => desk.open('returns') },
  truth: { key: 'F3', off: openOff('truth'), act: (desk) => desk.open('truth') },
  sendNow: { key: 'F5', off: sendNowOff, act: (desk) => desk.sendNow() },
  articles: { key: 'F2', off: openOff('articles'), act: (desk) => desk.open('articles') },
  order: { key: 'Shift+F8', off: openOff('order'), act: (desk) => desk.open('order') },
  settings: { key: 'Shift+F1', off: openOff('settings'), act: (desk) => desk.open('settings') },
  keys: { key: 'F11', off: openOff('keys'), act: (desk) => desk.open('keys') },
  setup: { key: 'F1', off: openOff('setup'), act: (desk) => desk.open('setup') },
  proof: { key: 'Shift+F9', off: proofOff, act: (desk) => desk.openProof() },
  language: { key: 'Shift+F4', off: always, act: (desk) => desk.nextLanguage(), anywhere: true },
  theme: { key: 'F7', off: always, act: (desk) => desk.otherTheme(), anywhere: true },
  mute: { key: 'Shift+F7', off: always, act: (desk) => desk.mute(), anywhere: true },
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

export const actNames = Object.keys(acts) as readonly ActName[];

/** The acts of the bar at the bottom, in their order. */
export const barActs = [
  'stop',
  'newSale',
  'articles',
  'truth',
  'history',
  'reprint',
  'returns',
  'papers',
  'sendNow',
] as const satisfies ActName[];

export type BarAct = (typeof barActs)[number];

/** What is on a button of the bar. */
export function barLabel(act: BarAct, words: ScreenWords, isReady: boolean): string {
  const { buttons } = words;
  switch (act) {
    case 'stop':
      return isReady ? buttons.back : buttons.stop;
    case 'newSale':
      return buttons.newSale;
    case 'articles':
      return buttons.articles;
    case 'reprint':
      return buttons.reprint;
    case 'history':
      return buttons.history;
    case 'returns':
      return buttons.openReversals;
    case 'truth':
      return buttons.truth;
    case 'papers':
      return buttons.papers;
    case 'sendNow':
      return buttons.sendNow;
  }
}
