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
  /** The newest look at a scanned receipt that was closed, by its number. */
  readonly lookClosed: number;
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
    lookClosed: 0,
    pxPerMm: preferences.rememberedPxPerMm(),
    seen: preferences.seenPayments(),
  };
}
