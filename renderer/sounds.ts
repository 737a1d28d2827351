import type { Volume } from './preferences.ts';
import { type Beep, lengthMs, melodies, quietSounds, type Sound } from './tones.ts';

/**
 * Plays the sounds of `tones.ts` through WebAudio: no files, no voice. One after another, never two at a time; what
 * would come too late to be understood is dropped. A browser that lets nothing be heard before somebody has touched the
 * page keeps silent, plays nothing late, and says so.
 */

export interface Sounds {
  play(sound: Sound, volume: Volume): void;
  /** Silence at once: what sounds or waits is over. */
  hush(): void;
  close(): void;
}

/** Loudness of the oscillators, 0 to 1; about 6 dB apart. */
const gains: Readonly<Record<Volume, number>> = { 0: 0, 1: 0.08, 2: 0.2, 3: 0.5 };

/** Of the quiet sounds beside the others. */
const quietly = 0.4;

/** Rise and fall of each tone, seconds: without them it clicks. */
const rampS = 0.008;

/** Between two sounds, seconds. */
const restS = 0.08;

/** A sound that would begin so long after its cause, seconds, is no answer any more. */
const lateS = 1.5;

/** The same where the browser had to be woken first, milliseconds. */
const freshMs = 300;

export interface SoundParts {
  /** Makes the browser's audio, once, for the first sound. */
  readonly open: () => AudioContext;
  readonly nowMs: () => number;
  /** Whether what is played now can be heard at all; told with each sound. */
  readonly audible: (isAudible: boolean) => void;
}

const ofBrowser: SoundParts = {
  open: () => new AudioContext(),
  nowMs: () => performance.now(),
  audible: () => {},
};

/** Without audio there is no sound, and no error. */
export function openSounds(given: Partial<SoundParts> = {}): Sounds {
  return new BrowserSounds({ ...ofBrowser, ...given });
}

class BrowserSounds implements Sounds {
  readonly #parts: SoundParts;
  #audio: AudioContext | null = null;
  #isBroken = false;
  #line: Line | null = null;
  /** Rises with each silence: what waited for the browser before it is not wanted any more. */
  #silences = 0;

  constructor(parts: SoundParts) {
    this.#parts = parts;
  }

  play(sound: Sound, volume: Volume): void {
    if (volume === 0) {
      this.hush();
      return;
    }
    const context = this.#opened();
    if (context?.state === 'running') {
      this.#begin(context, sound, volume);
      return;
    }
    this.#parts.audible(false);
    if (context !== null) this.#playWoken(context, sound, volume);
  }

  hush(): void {
    this.#silences += 1;
    this.#line?.close();
    this.#line = null;
  }

  close(): void {
    this.hush();
    void this.#audio?.close();
    this.#audio = null;
    this.#isBroken = true;
  }

  #opened(): AudioContext | null {
    if (this.#audio !== null || this.#isBroken) return this.#audio;
    try {
      this.#audio = this.#parts.open();
    } catch (error) {
      // No sound card, or too many pages have one open. The screen says everything in words.
      this.#isBroken = true;
      console.warn('the till has no sound', error);
    }
    return this.#audio;
  }

  #begin(context: AudioContext, sound: Sound, volume: Volume): void {
    this.#line ??= new Line(context);
    this.#line.play(melodies[sound], gains[volume] * (quietSounds.has(sound) ? quietly : 1));
    this.#parts.audible(true);
  }

  /** Once the browser lets anything be heard; that may be never. */
  #playWoken(context: AudioContext, sound: Sound, volume: Volume): void {
    const { nowMs, audible } = this.#parts;
    const [askedAtMs, askedIn] = [nowMs(), this.#silences];
    const woken = (): void => {
      audible(true);
      if (askedIn === this.#silences && nowMs() - askedAtMs <= freshMs) this.#begin(context, sound, volume);
    };
    context.resume().then(woken, (error: unknown) => console.warn('the till may not make a sound', error));
  }
}

/** Sounds one behind the other on the audio's own clock; it ends with a silence. */
class Line {
  readonly #context: AudioContext;
  readonly #output: GainNode;
  #freeAtS = 0;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#output = context.createGain();
    this.#output.connect(context.destination);
  }

  play(beeps: readonly Beep[], loudness: number): void {
    const soonS = this.#context.currentTime + 0.01;
    const startS = Math.max(soonS, this.#freeAtS);
    if (startS - soonS > lateS) return;
    this.#freeAtS = startS + lengthMs(beeps) / 1_000 + restS;
    let atS = startS;
    for (const beep of beeps) {
      this.#tone(beep, atS, loudness);
      atS += (beep.ms + beep.restMs) / 1_000;
    }
  }

  close(): void {
    this.#output.disconnect();
  }

  #tone({ hertz, ms, wave }: Beep, atS: number, loudness: number): void {
    const tone = this.#context.createOscillator();
    const shape = this.#context.createGain();
    tone.type = wave;
    tone.frequency.value = hertz;
    // A square wave is as loud as a sine of more than twice its height.
    const peak = wave === 'square' ? loudness * 0.4 : loudness;
    const endS = atS + ms / 1_000;
    shape.gain.setValueAtTime(0, atS);
    shape.gain.linearRampToValueAtTime(peak, atS + rampS);
    shape.gain.setValueAtTime(peak, endS - rampS);
    shape.gain.linearRampToValueAtTime(0, endS);
    tone.connect(shape).connect(this.#output);
    tone.start(atS);
    tone.stop(endS);
  }
}
