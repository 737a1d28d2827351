import type { Volume } from './preferences.ts';
import { type Beep, lengthMs, melodies, type Sound } from './tones.ts';

/**
 * Plays the sounds of `tones.ts` through WebAudio: no files, no voice. One at a time, the newest; a browser that lets
 * nothing be heard before somebody has touched the page keeps silent, and plays nothing late.
 */

export interface Sounds {
  play(sound: Sound, volume: Volume): void;
  close(): void;
}

/** Loudness of the oscillators, 0 to 1; about 6 dB apart. */
const gains: Readonly<Record<Volume, number>> = { 0: 0, 1: 0.08, 2: 0.2, 3: 0.5 };

/** Rise and fall of each tone, seconds: without them it clicks. */
const rampS = 0.008;

/** A sound that could not begin for so long, milliseconds, is no answer any more. */
const freshMs = 300;

/** `open` makes the browser's audio, once, for the first sound. Without audio there is none, and no error. */
export function openSounds(
  open: () => AudioContext = () => new AudioContext(),
  nowMs: () => number = () => performance.now(),
): Sounds {
  let audio: AudioContext | null = null;
  let isBroken = false;
  let stop = (): void => {};

  function opened(): AudioContext | null {
    if (audio === null && !isBroken) {
      try {
        audio = open();
      } catch (error) {
        // No sound card, or too many pages have one open. The screen says everything in words.
        isBroken = true;
        console.warn('the till has no sound', error);
      }
    }
    return audio;
  }

  return {
    play(sound, volume) {
      stop();
      const context = volume === 0 ? null : opened();
      if (context === null) return;
      if (context.state === 'running') {
        stop = begin(context, melodies[sound], gains[volume]);
        return;
      }
      const askedAtMs = nowMs();
      let isWanted = true;
      stop = () => {
        isWanted = false;
      };
      const late = (): void => {
        if (isWanted && nowMs() - askedAtMs <= freshMs) stop = begin(context, melodies[sound], gains[volume]);
      };
      context.resume().then(late, (error: unknown) => console.warn('the till may not make a sound', error));
    },
    close() {
      stop();
      void audio?.close();
      audio = null;
      isBroken = true;
    },
  };
}

/** The result stops it. */
function begin(context: AudioContext, beeps: readonly Beep[], loudness: number): () => void {
  const output = context.createGain();
  output.connect(context.destination);
  const startS = context.currentTime + 0.01;
  let atS = startS;
  for (const { hertz, ms, restMs, wave } of beeps) {
    const tone = context.createOscillator();
    const shape = context.createGain();
    tone.type = wave;
    tone.frequency.value = hertz;
    // A square wave is as loud as a sine of more than twice its height.
    const peak = wave === 'square' ? loudness * 0.4 : loudness;
    const endS = atS + ms / 1_000;
    shape.gain.setValueAtTime(0, atS);
    shape.gain.linearRampToValueAtTime(peak, atS + rampS);
    shape.gain.setValueAtTime(peak, endS - rampS);
    shape.gain.linearRampToValueAtTime(0, endS);
    tone.connect(shape).connect(output);
    tone.start(atS);
    tone.stop(endS);
    atS = endS + restMs / 1_000;
  }
  return () => {
    if (context.currentTime < startS + lengthMs(beeps) / 1_000) output.disconnect();
  };
}
