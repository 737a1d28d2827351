import type { TerminalView } from '../../main/contract/views.ts';
import type { Language } from '../../main/contract/words/language.ts';
import { stateNameOf } from '../../main/contract/words/states.ts';
import { spokenAmount, voiceWords } from '../../main/contract/words/voice.ts';
import type { Volume } from '../preferences.ts';
import { lengthMs, melodies, type Sound } from '../tones.ts';

/**
 * The system's voice, behind a tone and never in its place: what was taken, once it is certain, and once that nothing
 * may be charged again. Only a voice that is on this machine – what is paid is not sent to a speech service – and only one
 * of the cashier's language. The next sale cuts it off.
 */

/** What of the browser's speech is used; a stand-in in tests. */
export interface Speech {
  getVoices(): readonly Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'name'>[];
  speak(utterance: SpeechSynthesisUtterance): void;
  cancel(): void;
}

/** The tags of voices that read a language aloud; Cantonese in Hong Kong. */
const voicesOf: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^(zh|cmn)([-_]|$)(?!.*(HK|TW|MO|Hant))/i,
  en: /^en([-_]|$)/i,
  'zh-HK': /^yue|^zh[-_](Hant[-_])?HK/i,
};

/** Null where this machine has none: the list comes late in some browsers, so ask each time. */
export function localVoice(speech: Speech | null, language: Language): SpeechSynthesisVoice | null {
  const voices = speech?.getVoices() ?? [];
  const found = voices.find(({ lang, localService }) => localService && voicesOf[language].test(lang));
  return (found as SpeechSynthesisVoice | undefined) ?? null;
}

/** The browser's, or null where it has none. */
export function speechOfBrowser(): Speech | null {
  return 'speechSynthesis' in window ? window.speechSynthesis : null;
}

/** What is said with a sound; null = nothing. The amount is that of the payment at the counter. */
export function spokenWith(sound: Sound, view: TerminalView, language: Language): string | null {
  const { payment } = view.counter;
  if (payment === null) return null;
  const words = voiceWords[language];
  if (sound === 'paid' && stateNameOf(payment) === 'paid')
    return words.paid({ amount: spokenAmount(payment.amountMinor, payment.currency, view.decimals, language) });
  const isUncertain = sound === 'busy' && !payment.mayChargeAgain && stateNameOf(payment) !== 'paid';
  return isUncertain ? words.doNotChargeAgain : null;
}

/** 0 to 1, as a voice has it. */
const loudness: Readonly<Record<Volume, number>> = { 0: 0, 1: 0.4, 2: 0.7, 3: 1 };

export class Voice {
  readonly #speech: Speech | null;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #mayBeHeard = false;

  constructor(speech: Speech | null) {
    this.#speech = speech;
  }

  /** After the tone of `sound`. A voice that fails is one that says nothing. */
  sayAfter(sound: Sound, text: string, language: Language, volume: Volume): void {
    this.hush();
    const voice = localVoice(this.#speech, language);
    if (voice === null || volume === 0) return;
    this.#mayBeHeard = true;
    this.#waiting = setTimeout(() => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.volume = loudness[volume];
      this.#speech?.speak(utterance);
    }, lengthMs(melodies[sound]) + pauseMs);
  }

  /** What is said or waits to be said is cut off. */
  hush(): void {
    if (!this.#mayBeHeard) return;
    this.#mayBeHeard = false;
    clearTimeout(this.#waiting);
    this.#speech?.cancel();
  }
}

/** Between a tone and the voice, milliseconds. */
const pauseMs = 120;
