import type { TerminalView } from '../../main/contract/views.ts';
import type { Desk } from '../desk.ts';
import { languageOf } from '../preferences.ts';
import { openSounds } from '../sounds.ts';
import type { Terminal } from '../terminal.ts';
import { type Sound, soundOf } from '../tones.ts';
import { type Reminding, remindingOf } from './reminders.ts';
import { speechOfBrowser, spokenWith, Voice } from './voice.ts';

/**
 * Everything that is heard of the till: each change of the terminal once, each burst that could not be read, what the
 * screen rings itself, and the reminders while a payment is under way. The result switches it off.
 */
export function hearTill(terminal: Terminal, desk: Desk): () => void {
  const sounds = openSounds({ audible: (isAudible) => desk.soundsAre(isAudible ? 'on' : 'blocked') });
  const voice = new Voice(speechOfBrowser());
  const reminder = new Reminder((sound) => sounds.play(sound, desk.shown().volume));
  let before = terminal.shown().view;
  let spoken = '';
  desk.soundsAre('on');

  function play(sound: Sound, view: TerminalView | null): void {
    const { volume, voice: isAllowed } = desk.shown();
    sounds.play(sound, volume);
    const language = languageOf(document.documentElement.lang);
    if (view === null || !isAllowed || language === null) return;
    const text = spokenWith(sound, view, language);
    // Once for each payment: who scans again hears the tone again.
    const key = `${view.counter.payment?.paymentRequestId} ${sound}`;
    if (text === null || key === spoken) return;
    spoken = key;
    voice.sayAfter(sound, text, language, volume);
  }

  function remind(): void {
    const { view, lost } = terminal.shown();
    reminder.follow(view === null ? null : remindingOf(view, lost));
  }

  // A page that is loaded anew in mid-payment.
  remind();
  const offTerminal = terminal.onChange(() => {
    const { view } = terminal.shown();
    remind();
    if (view === null || view === before) return;
    const sound = soundOf(before, view);
    if (isNextSale(before, view)) voice.hush();
    before = view;
    if (sound !== null) play(sound, view);
  });
  const offKeys = desk.keyboard.onStep(({ outcomes }) => {
    if (outcomes.some(({ kind }) => kind === 'garbled')) play('again', null);
  });
  const offBell = desk.bell.onRing((sound) => play(sound, null));
  const offDesk = desk.onChange(() => {
    const { volume, voice: isAllowed } = desk.shown();
    if (volume === 0) sounds.hush();
    if (volume === 0 || !isAllowed) voice.hush();
  });
  return () => {
    for (const off of [offTerminal, offKeys, offBell, offDesk]) off();
    reminder.follow(null);
    voice.hush();
    sounds.close();
  };
}

/** Another payment, or none: whoever is paying now has not been spoken of yet. */
function isNextSale(before: TerminalView | null, { counter }: TerminalView): boolean {
  return before?.counter.payment?.paymentRequestId !== counter.payment?.paymentRequestId;
}

/** One wait at a time; a change of what is waited for begins it anew. */
class Reminder {
  readonly #remind: (sound: Sound) => void;
  #key: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(remind: (sound: Sound) => void) {
    this.#remind = remind;
  }

  follow(reminding: Reminding | null): void {
    if ((reminding?.key ?? null) === this.#key) return;
    clearTimeout(this.#timer);
    this.#key = reminding?.key ?? null;
    if (reminding !== null) this.#wait(reminding);
  }

  #wait(reminding: Reminding): void {
    this.#timer = setTimeout(() => {
      this.#remind(reminding.sound);
      if (reminding.again) this.#wait(reminding);
    }, reminding.afterMs);
  }
}
