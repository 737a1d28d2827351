import { emptyOrder, type OrderContent } from '../main/contract/order-views.ts';
import type { Language } from '../main/contract/words/language.ts';
import type { Garbling, ScreenWords } from '../main/contract/words/screen.ts';
import { type AmountEntry, emptyAmount } from './amount.ts';
import type { DialogName } from './dialogs.ts';
import * as preferences from './preferences.ts';
import { quickGapMs, type Rhythm, rhythmOf } from './rhythm.ts';
import type { Off } from './situation.ts';

/** What the cashier's desk shows besides the terminal's view, and what it shows at first. */

/** A line for the cashier; `key` tells two equal ones apart, so that both are announced. */
export interface Note {
  readonly key: string;
  readonly says: Off | { readonly done: keyof ScreenWords['done'] } | { readonly garbled: Garbling };
}

export interface DeskShown {
  readonly entry: AmountEntry;
  /** The shop's own reference for the next sale; null = the terminal makes one. */
  readonly reference: string | null;
  readonly order: OrderContent;
  readonly turning: boolean;
  readonly starting: boolean;
  readonly printable: string | null;
  readonly dialog: DialogName | null;
  /** What the dialog was opened for, such as the id of a payment. */
  readonly subject: string | null;
  readonly note: Note | null;
  /** Null until the cashier has chosen one. */
  readonly language: Language | null;
  readonly theme: preferences.Theme;
  /** How this till's keyboard scanner types. */
  readonly rhythm: Rhythm;
  readonly volume: preferences.Volume;
  /** The system's voice may say what the tones mean. */
  readonly voice: boolean;
  /** Whether this page can be heard: not before its sounds have come, nor where the browser lets it make none. */
  readonly sound: 'coming' | 'on' | 'blocked';
  /** The scanner check stands in place of the sale; scans are looked at and go nowhere. */
  readonly proof: boolean;
  /** The newest scan of a paper that was asked about, or left aside, by its number; 0 = none. */
  readonly askedSeen: number;
  /** CSS pixels per millimetre of this screen; null until somebody has measured it. */
  readonly pxPerMm: number | null;
  /** Recovered payments that were looked at. */
  readonly seen: ReadonlySet<string>;
}

/** One thing that this screen remembers for its cashier. */
export type Choice =
  | Pick<DeskShown, 'theme'>
  | Pick<DeskShown, 'volume'>
  | Pick<DeskShown, 'voice'>
  | Pick<DeskShown, 'rhythm'>
  | Pick<DeskShown, 'pxPerMm'>
  | { readonly language: Language };

export function deskAtFirst(): DeskShown {
  return {
    entry: emptyAmount,
    reference: null,
    order: emptyOrder,
    turning: false,
    starting: false,
    printable: null,
    dialog: null,
    subject: null,
    note: null,
    language: preferences.rememberedLanguage(),
    theme: preferences.rememberedTheme(),
    rhythm: rhythmOf(preferences.rememberedScannerGapMs() ?? quickGapMs),
    volume: preferences.rememberedVolume(),
    voice: preferences.rememberedVoice(),
    sound: 'coming',
    proof: false,
    askedSeen: 0,
    pxPerMm: preferences.rememberedPxPerMm(),
    seen: preferences.seenPayments(),
  };
}

/** For the next time this page is opened here. */
export function remember(choice: Choice): void {
  if ('language' in choice) preferences.rememberLanguage(choice.language);
  else if ('theme' in choice) preferences.rememberTheme(choice.theme);
  else if ('volume' in choice) preferences.rememberVolume(choice.volume);
  else if ('voice' in choice) preferences.rememberVoice(choice.voice);
  else if ('rhythm' in choice) preferences.rememberScannerGapMs(choice.rhythm.burstGapMs);
  else preferences.rememberPxPerMm(choice.pxPerMm);
}
